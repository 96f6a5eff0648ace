"""The login request and its long reply, in plain bytes (docs/protocol.md, "Login request" and "Login reply")."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from ..errors import ConfigurationError, ProtocolError
from .messages import Kind
from .peer_text import printable_text
from .protocol_text import MessageText

LOGIN_VERSION: Final = 2
LOGIN_SIZE: Final = 56
LOGIN_REPLY_SIZE: Final = 135
SHORT_REPLY_SIZE: Final = 3
"""A reply of status only: `01 version status`."""
STATUS_ACCEPTED: Final = 1
STATUS_REFUSED: Final = 0
KEY_SIZE: Final = 128
FIRMWARE_SIZE: Final = 4
FIELD_SIZE: Final = 26
USER_PREFIX: Final = b"USER:"
PASSWORD_PREFIX: Final = b"PWD:"
MAX_USERNAME: Final = FIELD_SIZE - len(USER_PREFIX)
MAX_PASSWORD: Final = FIELD_SIZE - len(PASSWORD_PREFIX)
BUSES: Final = (1, 2)

_HEADER: Final = bytes([Kind.CONNECT, LOGIN_VERSION])
_USER_END: Final = len(_HEADER) + FIELD_SIZE
_PASSWORD_END: Final = _USER_END + FIELD_SIZE


@dataclass(frozen=True, slots=True)
class LoginRequest:
    """A client asks for a bus (1 or 2); trailing spaces of the texts do not survive the wire."""

    username: str
    password: str = field(repr=False)
    bus: int

    def encode(self) -> bytes:
        """Return the 56 bytes; raises `ConfigurationError` naming the limit that is exceeded."""
        if self.bus not in BUSES:
            raise ConfigurationError(MessageText.LOGIN_BUS_WRONG(bus=self.bus))
        return b"".join(
            (
                _HEADER,
                _padded(MessageText.USER_NAME_TOO_LONG, USER_PREFIX, self.username),
                _padded(MessageText.PASSWORD_TOO_LONG, PASSWORD_PREFIX, self.password),
                bytes([self.bus, 0]),
            )
        )

    @classmethod
    def parse(cls, plain: bytes) -> LoginRequest:
        """Read the 56 bytes; raises `ProtocolError` without quoting them: they hold a password."""
        user, password = plain[2:_USER_END], plain[_USER_END:_PASSWORD_END]
        known = (
            plain.startswith(_HEADER)
            and user.startswith(USER_PREFIX)
            and password.startswith(PASSWORD_PREFIX)
        )
        if not known or plain[_PASSWORD_END] not in BUSES:
            raise ProtocolError(MessageText.NO_LOGIN())
        return cls(
            _text(user[len(USER_PREFIX) :]),
            _text(password[len(PASSWORD_PREFIX) :]),
            plain[_PASSWORD_END],
        )


@dataclass(frozen=True, slots=True)
class LoginReply:
    """The long reply to an accepted login: firmware text and session key (128 bytes)."""

    firmware: str
    key: bytes = field(repr=False)

    def encode(self) -> bytes:
        """Return the 135 bytes."""
        firmware = self.firmware.encode("ascii", "replace")
        if len(firmware) > FIRMWARE_SIZE:
            raise ConfigurationError(
                MessageText.FIRMWARE_TOO_LONG(firmware=self.firmware, limit=FIRMWARE_SIZE)
            )
        if len(self.key) != KEY_SIZE:
            raise ConfigurationError(MessageText.KEY_SIZE_WRONG(size=len(self.key), wanted=KEY_SIZE))
        return _HEADER + firmware.ljust(FIRMWARE_SIZE) + b"\0" + self.key

    @classmethod
    def parse(cls, plain: bytes) -> LoginReply:
        """Read 135 bytes that begin with ID 1; the version and byte 6 may be anything."""
        firmware_end = len(_HEADER) + FIRMWARE_SIZE
        firmware = printable_text(plain[len(_HEADER) : firmware_end])
        return cls(firmware, plain[LOGIN_REPLY_SIZE - KEY_SIZE : LOGIN_REPLY_SIZE])


def status_reply(status: int) -> bytes:
    """Return the short reply: a status and no key."""
    return _HEADER + bytes([status])


def _padded(too_long: MessageText, prefix: bytes, text: str) -> bytes:
    """Return a text field; the message names the limit, never the text."""
    encoded = text.encode()
    limit = FIELD_SIZE - len(prefix)
    if len(encoded) > limit:
        raise ConfigurationError(too_long(size=len(encoded), limit=limit))
    return (prefix + encoded).ljust(FIELD_SIZE)


def _text(padded: bytes) -> str:
    return padded.decode("utf-8", "replace").rstrip(" ")
