"""The client's end of one connection, without I/O."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..errors import ProtocolError
from .cipher import Cipher
from .events import (
    ClientEvent,
    Disconnected,
    FrameReply,
    KeepAliveReply,
    LoginAccepted,
    OutputsReply,
)
from .login_answer import LoginAnswer, final_login_answer, goes_on, not_a_gateway, read_login_answer
from .login_messages import LOGIN_REPLY_SIZE, LoginReply, LoginRequest
from .messages import (
    DISCONNECT,
    HEADER_SIZE,
    KEEP_ALIVE,
    MAX_FRAME_MESSAGE,
    OUTPUTS_REPLY_SIZE,
    READ_OUTPUTS,
    VERSION,
    Kind,
    frame_message,
    take_frame_message,
)
from .protocol_text import PeerText
from .receiver import Receiver

if TYPE_CHECKING:
    from .frames import BusFrame


_REPLIES = frozenset({Kind.OUTPUTS, Kind.FRAME, Kind.KEEP_ALIVE, Kind.DISCONNECT})
"""What a gateway may say after the login (docs/protocol.md, "Message kinds")."""


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
        self._key = b""
        self._last_wire = b""
        self._last_outputs = OutputsReply(b"")

    @property
    def firmware(self) -> str:
        """The version text of the gateway; empty before the login and where it did not tell."""
        return self._firmware

    @property
    def fingerprint(self) -> str:
        """Sixteen digits that stand for the session key, which they do not tell; empty without a key.

        One gateway gives the same key at every login (docs/protocol.md, "Session key").
        """
        if not self._key:
            return ""
        from hashlib import sha256  # takes milliseconds to import, and is seldom needed

        return sha256(self._key).hexdigest()[:16]

    @property
    def ciphered(self) -> bool:
        """Whether messages are enciphered now."""
        return self._cipher.ciphered

    @property
    def login_goes_on(self) -> bool:
        """Whether what has arrived of the login reply is the beginning of a long success."""
        return not self._online and goes_on(bytes(self._buffer), self._cipher)

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
        """Return the Disconnect; allowed at any moment."""
        return self._cipher.encrypt(DISCONNECT)

    def decipher(self, wire: bytes) -> bytes:
        """Return the plain bytes of a message that was sent or read since the login, for a log."""
        return self._cipher.decrypt(wire)

    def _request(self, message: bytes) -> bytes:
        if not self._online:
            raise RuntimeError("no request before the login is accepted")
        return self._cipher.encrypt(message)

    def _read(self) -> ClientEvent | None:
        return self._read_reply() if self._online else self._read_login_reply()

    def _read_unfinished(self) -> ClientEvent | None:
        return self._end_reply() if self._online else self._end_login_reply()

    def _read_login_reply(self) -> ClientEvent | None:
        wire = bytes(self._buffer)
        if not self._login:
            raise not_a_gateway(PeerText.SPOKE_FIRST, wire)
        return self._conclude_login(read_login_answer(wire, self._login, self._cipher))

    def _end_login_reply(self) -> ClientEvent | None:
        wire = bytes(self._buffer)
        answer = final_login_answer(wire, self._login, self._cipher, closed=self._eof)
        return self._conclude_login(answer)

    def _conclude_login(self, answer: LoginAnswer | None) -> ClientEvent | None:
        if not isinstance(answer, LoginReply):
            return None if answer is None else self._end(answer)
        self._take(LOGIN_REPLY_SIZE)
        return self._accept(answer)

    def _accept(self, reply: LoginReply) -> LoginAccepted:
        """Change to the key of this reply; firmware in plaintext needs none."""
        if self.ciphered:
            self._key = reply.key
            self._cipher = Cipher.session(reply.key)
        self._online = True
        self._firmware = reply.firmware
        return LoginAccepted(reply.firmware, self.ciphered)

    def _read_reply(self) -> ClientEvent | None:
        if self._last_wire and self._buffer.startswith(self._last_wire):
            self._take(OUTPUTS_REPLY_SIZE)
            return self._last_outputs
        kind = self._plain(1)[0]
        match kind:
            case Kind.OUTPUTS:
                return self._read_outputs()
            case Kind.FRAME:
                return self._read_frame()
            case Kind.KEEP_ALIVE:
                return self._drain(KeepAliveReply())
            case Kind.DISCONNECT:
                return self._end(Disconnected())
        raise ProtocolError(PeerText.REPLY_UNKNOWN(kind=kind))

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
        return self._drain(FrameReply(None)) if self._nonsense_follows() else FrameReply(frame)

    def _nonsense_follows(self) -> bool:
        """Whether what came together with a frame begins no message: then it was more than that frame."""
        return bool(self._buffer) and self._plain(1)[0] not in _REPLIES

    def _read_outputs(self) -> ClientEvent | None:
        header = self._plain(HEADER_SIZE)
        if len(header) == HEADER_SIZE and header[1] != VERSION:
            raise ProtocolError(PeerText.OUTPUTS_VERSION_UNKNOWN(version=header[1]))
        if len(self._buffer) < OUTPUTS_REPLY_SIZE:
            return None
        self._last_wire = self._take(OUTPUTS_REPLY_SIZE)
        plain = self._cipher.decrypt(self._last_wire)
        self._last_outputs = OutputsReply(plain[HEADER_SIZE:])
        return self._last_outputs

    def _end_reply(self) -> ClientEvent | None:
        """Return that an unfinished bus frame was no frame; after a close it is ignored."""
        if self._eof or self._plain(1)[0] != Kind.FRAME:
            return None
        return self._drain(FrameReply(None))

    def _plain(self, size: int) -> bytes:
        """Decipher what has arrived of the message, at most `size` bytes."""
        return self._cipher.decrypt(bytes(self._buffer[:size]))
