"""Listening to every message of a command's connections."""

from __future__ import annotations

import logging
from contextlib import contextmanager
from typing import TYPE_CHECKING

from ..client.connection.wire_log import WIRE
from ..protocol.events import LoginAccepted
from ..simulator.spoken import Spoken

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ..protocol.wire_words import WireMessage


class _Tap(logging.Handler):
    """Passes each message on, with its time since the first one."""

    def __init__(self, take: Callable[[Spoken], object]) -> None:
        super().__init__(logging.DEBUG)
        self._take = take
        self._began: float | None = None
        self._numbers: dict[int, int] = {}

    def emit(self, record: logging.LogRecord) -> None:
        """Take the message of a record."""
        message, event = record.__dict__["ipcom_message"], record.__dict__["ipcom_event"]
        if self._began is None:
            self._began = message.at
        number = self._numbers.setdefault(message.connection, len(self._numbers) + 1)
        accepted = event if isinstance(event, LoginAccepted) else None
        self._take(_spoken(message, message.at - self._began, number, accepted))


def _spoken(message: WireMessage, at: float, number: int, accepted: LoginAccepted | None) -> Spoken:
    return Spoken(
        at=at,
        connection=number,
        by_client=message.sent,
        kind=message.kind,
        size=message.size,
        plain=message.plain,
        firmware=accepted.firmware if accepted else "",
        ciphered=accepted.ciphered if accepted else None,
    )


@contextmanager
def tapped(take: Callable[[Spoken], object]) -> Iterator[None]:
    """Call `take` with each message in the block. What is logged to the terminal stays as -v says."""
    tap, level, shown = _Tap(take), WIRE.level, WIRE.isEnabledFor(logging.DEBUG)
    propagated = WIRE.propagate
    WIRE.addHandler(tap)
    WIRE.setLevel(logging.DEBUG)
    WIRE.propagate = propagated and shown
    try:
        yield
    finally:
        WIRE.propagate = propagated
        WIRE.setLevel(level)
        WIRE.removeHandler(tap)
