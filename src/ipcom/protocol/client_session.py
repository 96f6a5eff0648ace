"""The client's end of one connection, without I/O."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ..errors import ProtocolError
from .cipher import Cipher
from .events import (
    ClientEvent,
    Disconnected,
    FrameReply,
    KeepAliveReply,
    LoginAccepted,
    LoginRefused,
    OutputsReply,
    PlaintextHint,
)
from .login import LOGIN_REPLY_SIZE, SHORT_REPLY_SIZE, STATUS_ACCEPTED, LoginReply, LoginRequest
from .messages import (
    DISCONNECT,
    HEADER_SIZE,
    KEEP_ALIVE,
    MAX_FRAME_MESSAGE,
    OUTPUTS_REPLY_SIZE,
    PLAINTEXT_HINT,
    READ_OUTPUTS,
    VERSION,
    Kind,
    frame_message,
    take_frame_message,
)
from .peer_text import peer_text
from .receiver import Receiver

if TYPE_CHECKING:
    from collections.abc import Callable

    from .frames import BusFrame

_CHECK_ADDRESS: Final = "check the host and the port"


class ClientSession(Receiver[ClientEvent]):
    """One login to one bus of one gateway; never used for a second connection.

    Requests are returned as bytes to send. What the gateway answers goes in by `receive_data` and
    comes out of `next_event`; nothing here knows which request a reply belongs to.
    """

    def __init__(self, *, plaintext: bool = False) -> None:
        """Begin before the login; `plaintext` for a gateway that gave a `PlaintextHint`."""
        super().__init__()
        self._cipher = Cipher.plaintext() if plaintext else Cipher.handshake()
        self._login = b""
        self._online = False
        self._firmware = ""
        self._last_wire = b""
        self._last_outputs = OutputsReply(b"")
        self._readers: dict[int, Callable[[], ClientEvent | None]] = {
            Kind.DISCONNECT: self._read_disconnect,
            Kind.KEEP_ALIVE: self._read_keep_alive,
            Kind.FRAME: self._read_frame,
            Kind.OUTPUTS: self._read_outputs,
        }

    @property
    def firmware(self) -> str:
        """The version text of the gateway; empty before the login and where it did not tell."""
        return self._firmware

    @property
    def ciphered(self) -> bool:
        """Whether messages are enciphered now."""
        return self._cipher.ciphered

    def login(self, username: str, password: str, bus: int) -> bytes:
        """Return the login; raises `ConfigurationError` naming a limit that is exceeded.

        At most 21 and 22 bytes of UTF-8, bus 1 or 2.
        """
        if self._login:
            raise RuntimeError("a session logs in once: make a new one for a new connection")
        self._login = self._cipher.encrypt(LoginRequest(username, password, bus).encode())
        return self._login

    def read_outputs(self) -> bytes:
        """Return the request for all outputs."""
        return self._request(READ_OUTPUTS)

    def write(self, frame: BusFrame) -> bytes:
        """Return the request that sends a frame to the bus."""
        return self._request(frame_message(frame))

    def keep_alive(self) -> bytes:
        """Return the request that keeps the session alive."""
        return self._request(KEEP_ALIVE)

    def disconnect(self) -> bytes:
        """Return the farewell; allowed at any moment."""
        return self._cipher.encrypt(DISCONNECT)

    def _request(self, message: bytes) -> bytes:
        if not self._online:
            raise RuntimeError("no request before the login is accepted")
        return self._cipher.encrypt(message)

    def _read(self) -> ClientEvent | None:
        return self._read_reply() if self._online else self._read_login_reply()

    def _settle(self) -> ClientEvent | None:
        return self._settle_reply() if self._online else self._settle_login_reply()

    # The login.

    def _read_login_reply(self) -> ClientEvent | None:
        if not self._login:
            raise self._not_a_gateway("it spoke before the login")
        if self._buffer.startswith(PLAINTEXT_HINT):
            return self._end(PlaintextHint() if self.ciphered else LoginRefused(PLAINTEXT_HINT))
        if self._buffer.startswith(self._login):
            raise ProtocolError(f"not an IPCom gateway: it echoes the login; {_CHECK_ADDRESS}")
        if self._plain(1)[0] != Kind.CONNECT and len(self._buffer) > SHORT_REPLY_SIZE:
            raise self._not_a_gateway("it answered the login with")
        if len(self._buffer) < LOGIN_REPLY_SIZE:
            return None
        return self._accept(LoginReply.parse(self._cipher.decrypt(self._take(LOGIN_REPLY_SIZE))))

    def _settle_login_reply(self) -> ClientEvent:
        reply = self._plain(LOGIN_REPLY_SIZE)
        accepted = reply[:1] + reply[2:] == bytes([Kind.CONNECT, STATUS_ACCEPTED])
        if not accepted or self._eof:
            return self._end(LoginRefused(reply))
        self._buffer.clear()
        return self._accept(LoginReply("", b""))

    def _accept(self, reply: LoginReply) -> LoginAccepted:
        """Change to the key of this very reply; firmware in plaintext has no use for one."""
        if self.ciphered:
            self._cipher = Cipher.session(reply.key)
        self._online = True
        self._firmware = reply.firmware
        return LoginAccepted(reply.firmware, self.ciphered)

    # After the login.

    def _read_reply(self) -> ClientEvent | None:
        kind = self._plain(1)[0]
        reader = self._readers.get(kind)
        if reader is None:
            raise ProtocolError(f"a reply of unknown kind {kind}: log in again")
        return reader()

    def _read_disconnect(self) -> ClientEvent:
        return self._end(Disconnected())

    def _read_keep_alive(self) -> ClientEvent:
        return self._drain(KeepAliveReply())

    def _read_frame(self) -> ClientEvent | None:
        plain = self._plain(MAX_FRAME_MESSAGE)
        try:
            taken = take_frame_message(plain)
        except ProtocolError:
            return self._drain(FrameReply(None))
        if taken is None:
            return None
        frame, size = taken
        self._take(size)
        return FrameReply(frame)

    def _read_outputs(self) -> ClientEvent | None:
        if self._last_wire and self._buffer.startswith(self._last_wire):
            self._take(OUTPUTS_REPLY_SIZE)
            return self._last_outputs
        header = self._plain(HEADER_SIZE)
        if len(header) == HEADER_SIZE and header[1] != VERSION:
            raise ProtocolError(f"outputs in the unknown version {header[1]}: log in again")
        if len(self._buffer) < OUTPUTS_REPLY_SIZE:
            return None
        self._last_wire = self._take(OUTPUTS_REPLY_SIZE)
        plain = self._cipher.decrypt(self._last_wire)
        self._last_outputs = OutputsReply(plain[HEADER_SIZE:])
        return self._last_outputs

    def _settle_reply(self) -> ClientEvent | None:
        """A bus frame that stays unfinished was no frame; after a close it is of no interest."""
        if self._eof or self._plain(1)[0] != Kind.FRAME:
            return None
        return self._drain(FrameReply(None))

    def _plain(self, size: int) -> bytes:
        """Decipher what has arrived of the message, at most `size` bytes."""
        return self._cipher.decrypt(bytes(self._buffer[:size]))

    def _not_a_gateway(self, what: str) -> ProtocolError:
        said = peer_text(bytes(self._buffer))
        return ProtocolError(f"not an IPCom gateway: {what} {said}; {_CHECK_ADDRESS}")
