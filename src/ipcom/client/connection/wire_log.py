"""The log of each message of a connection, in words beside its plain bytes; it costs nothing while nothing listens.

A record carries the message itself as `ipcom_message`, and what the session made of it as `ipcom_event`, for programs
that keep or count what is said.
"""

from __future__ import annotations

import logging
from itertools import count
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ...protocol.client_session import ClientSession
    from .clock import Clock

WIRE = logging.getLogger("ipcom.client.wire")

_NUMBERS = count(1)


class WireLog:
    """Tells what one connection says and hears. Nothing of a login is told but its size and what it brought."""

    def __init__(self, session: ClientSession, clock: Clock) -> None:
        self._session = session
        self._clock = clock
        self._number = next(_NUMBERS)
        self._outputs = b""

    def sent(self, kind: str, data: bytes, *, secret: bool) -> None:
        """Tell of a message that leaves."""
        self._tell(kind, b"" if secret else self._session.decipher(data), len(data), sent=True)

    def received(self, event: object) -> None:
        """Tell of a message, or of the end of the connection."""
        from ...protocol.wire_words import SECRET_EVENTS, kind_of

        wire = self._session.last_message
        plain = b"" if isinstance(event, SECRET_EVENTS) else self._session.decipher(wire)
        self._tell(kind_of(event), plain, len(wire), sent=False, event=event)

    def _tell(self, kind: str, plain: bytes, size: int, *, sent: bool, event: object = None) -> None:
        from ...protocol.wire_words import WireMessage, words_of

        message = WireMessage(self._number, self._clock.monotonic(), sent, kind, plain, size)
        words = words_of(message, event, self._outputs)
        if kind == "outputs":
            self._outputs = plain
        WIRE.debug("%s", words, extra={"ipcom_message": message, "ipcom_event": event})
