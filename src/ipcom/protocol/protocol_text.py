"""What is said of bytes that no gateway or no client sends, and of what does not fit into a message; pure."""

from __future__ import annotations

from ..sentence import Sentence


class PeerText(Sentence):
    """Why what answers is no gateway, or why the link cannot go on with it."""

    ANSWERED_OTHERWISE = (
        "not an IPCom gateway: it answered the login with {said}; check the host and the port"
    )
    SPOKE_FIRST = "not an IPCom gateway: before any login it said {said}; check the host and the port"
    LOGIN_ECHOED = "not an IPCom gateway: it echoes the login; check the host and the port"
    LOGIN_REPEATED = "not an IPCom gateway: it repeats the login; check the host and the port"
    TOO_MANY_BYTES = "more than {limit} bytes at once: no IPCom gateway or client does this"
    REPLY_UNKNOWN = "a reply of unknown kind {kind}: connect again"
    OUTPUTS_VERSION_UNKNOWN = "outputs in the unknown version {version}: connect again"


class MessageText(Sentence):
    """Why a message cannot be read, or cannot be made."""

    NO_LOGIN = "a login that no IPCom client sends"
    FRAME_VERSION_UNKNOWN = "a bus frame in the unknown version {version}"
    FRAME_EMPTY = "a bus frame of length 0"
    FRAME_CHECKSUM_WRONG = "wrong checksum in the bus frame {frame}"
    NO_FRAME = "no bus frame: {said}"
    NOT_ONE_FRAME = "not one bus frame: {said}"

    LOGIN_BUS_WRONG = "bus {bus}: an IPCom gateway has the buses 1 and 2"
    USER_NAME_TOO_LONG = "the user name is {size} bytes long in UTF-8: an IPCom gateway takes at most {limit}"
    PASSWORD_TOO_LONG = "the password is {size} bytes long in UTF-8: an IPCom gateway takes at most {limit}"  # noqa: S105 - a sentence
    FIRMWARE_TOO_LONG = "firmware {firmware!r}: at most {limit} characters fit"
    KEY_SIZE_WRONG = "a session key of {size} bytes: give {wanted}"
    VALUES_MISSING = "{count} output values: give all {wanted}"
    FRAME_BUS_WRONG = "bus {bus} in a frame: use 1 or 2, or None for no bus byte"
    FRAME_ADDRESS_WRONG = "frame addresses {to}, {sender}: use 0 to 255"
    FRAME_TOO_LONG = "a frame of {size} data bytes: use at most {limit}"
    FRAME_MODULE_WRONG = "module {module}: use 1 to {highest}"
    MODULE_VALUES_MISSING = "{count} values for a module: give all {wanted}"
