"""What the bridge answers to a command that it does not carry out; the member's name is the code. Pure."""

from __future__ import annotations

from ..sentence import Sentence


class BridgeText(Sentence):
    """Mistakes of payloads, and why a command is not carried out."""

    PAYLOAD_TOO_LONG = "the payload has more than {most} bytes; it was not read"
    PAYLOAD_NOT_TEXT = "the payload is not UTF-8 text"
    PAYLOAD_NOT_JSON = "the payload begins like JSON, but is none: {_why}"
    PAYLOAD_NOT_UNDERSTOOD = "{payload} is not understood; write {expected}"
    PAYLOAD_UNKNOWN_KEY = "unknown key {key}; known are {known}"
    PAYLOAD_KEY_WRONG = "{key} is {value}; write {expected}"
    PAYLOAD_EMPTY = "the payload says nothing to do; write {expected}"
    SCENE_NOT_AN_OBJECT = (
        "a scene is a JSON object: the name of each thing with what it shall do, as ON or 40"
    )
    UNKNOWN_THING = "there is no {thing} in this house; there are: {known}"
    NOT_FOR_THIS_KIND = "a {kind} has no {part}"

    COMMAND_KEPT_BY_BROKER = (
        "a retained message never moves anything: the broker sends it again after each connection",
        "publish it without the retain flag, and delete the stored one with an empty retained message",
    )
    COMMAND_TOO_SOON = (
        "it came within {seconds:.0f} s of the connection or of a standstill of the bridge, so it may be an old one",
        "send it again, with the session of $link if it must work at once",
    )
    COMMAND_OF_OLD_SESSION = "its session is not the present one, so it may be an old one"
    COMMAND_WITHOUT_SESSION = (
        "this house is strict: a motor and an impulse need the session of $link",
        'add "session" to the payload',
    )
    COMMAND_REPEATED = (
        "the same came {ago:.1f} s before; a toggle or an impulse without an id is taken once in {seconds:.0f} s",
        "give each its own id",
    )
    COMMAND_EXPIRED = "it was not carried out within its {seconds:g} s, so it was dropped"
    COMMAND_REPLACED = "a newer command came before it was carried out"
    COMMAND_DISCARDED = "a stop came before it was carried out"
    CONNECTION_GONE = "the connection to the broker ended before it was carried out"
    BRIDGE_ENDED = "the bridge has ended before it was carried out"
    SCENE_REFUSED = "another part of the scene is refused, so nothing of it was sent"
