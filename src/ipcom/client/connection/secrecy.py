"""What a peer says is quoted in errors, but not when it throws our own login back at us."""

from __future__ import annotations

from ...errors import ProtocolError

GIVEAWAY = 4
"""So many bytes of the login in a row are no coincidence."""


def without_secrets(event: object, login: bytes) -> object:
    """Return the event, or another error in its place if its message quotes the login as sent."""
    if isinstance(event, ProtocolError) and _quotes(str(event), login):
        return ProtocolError("not an IPCom gateway: it repeats the login; check the host and the port")
    return event


def _quotes(text: str, login: bytes) -> bool:
    pieces = (login[start : start + GIVEAWAY] for start in range(len(login) - GIVEAWAY + 1))
    return any(piece.hex(" ") in text or piece.decode("latin-1") in text for piece in pieces)
