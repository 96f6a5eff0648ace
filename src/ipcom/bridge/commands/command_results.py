"""What becomes of commands: decided once, told to everybody who asked, and remembered by id. Pure."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ...sentence import Message

REMEMBERED_S = 600.0
"""A command with the id of an earlier one does nothing for so long."""
REMEMBERED = 2048
"""How many ids are kept at most, those of delicate things apart; the oldest are forgotten first."""

MOST_WAITING = 32
"""How many are told the same result at most: who sends an id again and again until it is decided."""


class CommandEnd(StrEnum):
    """How a command has ended."""

    CONFIRMED = "confirmed"
    """The gateway shows it; of a shutter, that its motor runs or rests as wanted."""
    SUPERSEDED = "superseded"
    """A newer command, a stop or a person at the wall was preferred."""
    FAILED = "failed"
    """It was tried, and the gateway does not show it."""
    REFUSED = "refused"
    """It was not tried."""


@dataclass(frozen=True, slots=True)
class CommandResult:
    """The end of one command, with a code for programs and words for people where it is not confirmed."""

    end: CommandEnd
    code: str = ""
    text: str = ""
    parts: Mapping[str, CommandResult] = field(default_factory=dict)
    """Of a scene the things that are not as wanted."""

    @classmethod
    def because(cls, end: CommandEnd, message: Message) -> CommandResult:
        """Return a result that a message explains."""
        fix = f"; {message.fix}" if message.fix else ""
        return cls(end, message.code, f"{message}{fix}")


CONFIRMED = CommandResult(CommandEnd.CONFIRMED)


@dataclass(slots=True)
class _Kept:
    at: float
    result: CommandResult | None = None
    waiting: list[Callable[[CommandResult], None]] = field(default_factory=list)


class ResultMemory:
    """The results of the commands of one house by id.

    Those of delicate things are kept apart: a flood of ids for lamps makes none of them be forgotten.
    """

    def __init__(self) -> None:
        self._kept: OrderedDict[str, _Kept] = OrderedDict()
        self._delicate: OrderedDict[str, _Kept] = OrderedDict()

    def opened(
        self,
        command: str | None,
        tell: Callable[[CommandResult], None],
        now: float,
        *,
        delicate: bool = False,
    ) -> Decision | None:
        """Return the decision about a new command; None for a known id, whose result is told, now or later.

        `delicate` says that the command may move something.
        """
        _forget(self._kept, now)
        _forget(self._delicate, now)
        if command is None:
            return new_decision(tell)
        known = self._delicate.get(command) or self._kept.get(command)
        if known is None:
            new = _Kept(now, waiting=[tell])
            (self._delicate if delicate else self._kept)[command] = new
            return Decision(new)
        _tell_again(known, tell)
        return None


def _tell_again(known: _Kept, tell: Callable[[CommandResult], None]) -> None:
    if known.result is not None:
        tell(known.result)
    elif len(known.waiting) < MOST_WAITING:
        known.waiting.append(tell)


def _forget(kept: OrderedDict[str, _Kept], now: float) -> None:
    """Forget what is old, and the oldest of too many."""
    while kept:
        command, oldest = next(iter(kept.items()))
        if now - oldest.at < REMEMBERED_S and len(kept) < REMEMBERED:
            return
        del kept[command]


class Decision:
    """What becomes of one command. The first result counts; it is told to all who sent it."""

    def __init__(self, kept: _Kept) -> None:
        self._kept = kept

    @property
    def is_open(self) -> bool:
        """Whether nothing is decided yet."""
        return self._kept.result is None

    def decide(self, result: CommandResult) -> None:
        """Tell a result, if there is none yet."""
        if self._kept.result is None:
            self._kept.result = result
            waiting, self._kept.waiting = self._kept.waiting, []
            for tell in waiting:
                tell(result)


def new_decision(tell: Callable[[CommandResult], None]) -> Decision:
    """Return the decision about something that has no id."""
    return Decision(_Kept(0.0, waiting=[tell]))
