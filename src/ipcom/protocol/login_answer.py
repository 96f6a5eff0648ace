"""What the first bytes of a gateway say about the login that was sent to it.

The long reply and the short ones may begin alike, so a short one is known as such only when the
gateway closes or falls quiet (docs/protocol.md, "Reply length" and "Refused logins").
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

from ..errors import ProtocolError
from .events import LoginRefused, PlaintextHint
from .login_messages import LOGIN_REPLY_SIZE, SHORT_REPLY_SIZE, STATUS_ACCEPTED, LoginReply
from .messages import PLAINTEXT_HINT, Kind
from .peer_text import peer_text
from .protocol_text import PeerText

if TYPE_CHECKING:
    from .cipher import Cipher

LoginAnswer: TypeAlias = LoginReply | LoginRefused | PlaintextHint

ACCEPTED_WITHOUT_KEY: Final = LoginReply("", b"")


def read_login_answer(wire: bytes, login: bytes, cipher: Cipher) -> LoginAnswer | None:
    """Read an answer that is certain already; None while more may follow.

    `login` is the request as it was sent. Raises `ProtocolError` on what no gateway answers.
    """
    if wire.startswith(PLAINTEXT_HINT):
        return PlaintextHint() if cipher.ciphered else LoginRefused(PLAINTEXT_HINT)
    if wire.startswith(login):
        raise _echoed()
    if len(wire) > SHORT_REPLY_SIZE and cipher.decrypt(wire[:1])[0] != Kind.CONNECT:
        raise not_a_gateway(PeerText.ANSWERED_OTHERWISE, wire)
    if len(wire) < LOGIN_REPLY_SIZE:
        return None
    return LoginReply.parse(cipher.decrypt(wire[:LOGIN_REPLY_SIZE]))


def final_login_answer(wire: bytes, login: bytes, cipher: Cipher, *, closed: bool) -> LoginAnswer:
    """Say what the answer is when nothing follows, after `read_login_answer` was not certain."""
    if len(wire) > SHORT_REPLY_SIZE and login.startswith(wire):
        raise _echoed()
    reply = cipher.decrypt(wire)
    accepted = reply[:1] + reply[2:] == bytes([Kind.CONNECT, STATUS_ACCEPTED])
    return ACCEPTED_WITHOUT_KEY if accepted and not closed else LoginRefused(reply)


def goes_on(wire: bytes, cipher: Cipher) -> bool:
    """Whether an unfinished answer begins as a long success does, and is no whole short one.

    A short one ends in its status, where a long one has the first letter of the firmware.
    """
    reply = cipher.decrypt(wire[:SHORT_REPLY_SIZE])
    whole = len(wire) == SHORT_REPLY_SIZE and not 0x20 <= reply[-1] <= 0x7E
    return reply[:1] == bytes([Kind.CONNECT]) and not whole


def not_a_gateway(what: PeerText, wire: bytes) -> ProtocolError:
    """Return the error for a peer that is something else, with a little of what it said."""
    return ProtocolError(what(said=peer_text(wire)))


def _echoed() -> ProtocolError:
    """Return the error for a peer that repeats the login; it quotes nothing, since the echo has the password."""
    return ProtocolError(PeerText.LOGIN_ECHOED())
