"""The gateway's end of one connection, without I/O: for simulators and tests."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from ..errors import ProtocolError
from .cipher import Cipher
from .events import (
    DisconnectRequest,
    FrameRequest,
    GatewayEvent,
    KeepAliveRequest,
    OutputsRequest,
    UnknownRequest,
)
from .login_messages import (
    KEY_SIZE,
    LOGIN_SIZE,
    STATUS_ACCEPTED,
    STATUS_REFUSED,
    LoginReply,
    LoginRequest,
    status_reply,
)
from .messages import (
    DISCONNECT,
    HEADER_SIZE,
    KEEP_ALIVE,
    MAX_FRAME_MESSAGE,
    PLAINTEXT_HINT,
    READ_OUTPUTS,
    Kind,
    frame_message,
    outputs_reply,
    take_frame_message,
)
from .receiver import Receiver

if TYPE_CHECKING:
    from .frames import BusFrame


class RefusalStyle(StrEnum):
    """How a gateway says no to a login; a client cannot always tell why."""

    DISCONNECT = "disconnect"
    STATUS = "status"
    CLOSE = "close"


class GatewaySession(Receiver[GatewayEvent]):
    """One client's connection as its gateway sees it.

    After a `LoginRequest` nothing more is read before `accept_login` or `refuse_login`. Replies may be
    asked for in any order and number: a gateway with faults needs that.
    """

    def __init__(self, *, ciphered: bool = True) -> None:
        """Begin before the login; not `ciphered` is firmware that speaks plaintext."""
        super().__init__()
        self._cipher = Cipher.handshake() if ciphered else Cipher.plaintext()
        self._login_read = False
        self._answered = False
        self._last_values = b""
        self._last_outputs = b""

    def accept_login(self, firmware: str, key: bytes | None) -> bytes:
        """Return the reply with a key of 128 bytes, or the short one; both begin the session.

        A short reply leaves the session without cipher; plaintext firmware stays so in any case.
        """
        plain = status_reply(STATUS_ACCEPTED) if key is None else LoginReply(firmware, key).encode()
        reply = self._cipher.encrypt(plain)
        if self._cipher.ciphered:
            self._cipher = Cipher.session(key or b"")
            self._last_outputs = b""
        self._answered = True
        return reply

    def refuse_login(self, style: RefusalStyle, key: bytes = bytes(KEY_SIZE)) -> bytes:
        """Return the refusal, nothing for `CLOSE`; `key` is one that the client cannot know."""
        self._answered = True
        self._stop_listening()
        if style is RefusalStyle.CLOSE:
            return b""
        if style is RefusalStyle.STATUS:
            return self._cipher.encrypt(status_reply(STATUS_REFUSED))
        cipher = Cipher.session(key) if self._cipher.ciphered else self._cipher
        return cipher.encrypt(DISCONNECT)

    def plaintext_hint(self) -> bytes:
        """Return what plaintext firmware says to an enciphered login."""
        return PLAINTEXT_HINT

    def outputs(self, values: bytes) -> bytes:
        """Return a snapshot of all 128 outputs."""
        if values != self._last_values or not self._last_outputs:
            self._last_outputs = self.encipher(outputs_reply(values))
            self._last_values = values
        return self._last_outputs

    def frame_reply(self, frame: BusFrame) -> bytes:
        """Return a bus frame as the reply to a write."""
        return self.encipher(frame_message(frame))

    def keep_alive_reply(self, length: int = 2) -> bytes:
        """Return a reply of this many bytes (1 or more): it is not known how many a gateway sends."""
        return self.encipher(KEEP_ALIVE.ljust(length, b"\0")[:length])

    def disconnect(self) -> bytes:
        """Return the end of the session."""
        return self.encipher(DISCONNECT)

    def encipher(self, plain: bytes) -> bytes:
        """Return any bytes as one message, for gateways that misbehave."""
        return self._cipher.encrypt(plain)

    def _read(self) -> GatewayEvent | None:
        if not self._login_read:
            return self._read_login()
        return self._read_request() if self._answered else None

    def _read_login(self) -> GatewayEvent | None:
        plain = self._plain(LOGIN_SIZE)
        if plain[0] != Kind.CONNECT:
            return self._drain(UnknownRequest(plain[0]))
        if len(plain) < LOGIN_SIZE:
            return None
        self._take(LOGIN_SIZE)
        self._login_read = True
        return LoginRequest.parse(plain)

    def _read_request(self) -> GatewayEvent | None:
        kind = self._plain(1)[0]
        if kind == Kind.FRAME:
            return self._read_frame()
        if kind not in (Kind.DISCONNECT, Kind.KEEP_ALIVE, Kind.OUTPUTS):
            return self._drain(UnknownRequest(kind))
        if len(self._buffer) < HEADER_SIZE:
            return None
        return self._short_request(self._plain(HEADER_SIZE))

    def _short_request(self, plain: bytes) -> GatewayEvent:
        if plain == DISCONNECT:
            return self._end(DisconnectRequest())
        if plain not in (KEEP_ALIVE, READ_OUTPUTS):
            return self._drain(UnknownRequest(plain[0]))
        self._take(HEADER_SIZE)
        return KeepAliveRequest() if plain == KEEP_ALIVE else OutputsRequest()

    def _read_frame(self) -> GatewayEvent | None:
        plain = self._plain(MAX_FRAME_MESSAGE)
        try:
            taken = take_frame_message(plain)
        except ProtocolError:
            return self._drain(UnknownRequest(Kind.FRAME))
        if taken is None:
            return None
        frame, size = taken
        self._take(size)
        return FrameRequest(frame)

    def _plain(self, size: int) -> bytes:
        """Decipher what has arrived of the message, at most `size` bytes."""
        return self._cipher.decrypt(bytes(self._buffer[:size]))
