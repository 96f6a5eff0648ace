"""The commands that wait for one thing: a stop and the newest other one. Pure, and bounded by that."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf
from typing import TYPE_CHECKING

from ..bridge_text import BridgeText
from .command_results import CommandEnd, CommandResult
from .wishes import HaltMotor

if TYPE_CHECKING:
    from .command_results import Decision
    from .wishes import Wish

REPLACED = CommandResult.because(CommandEnd.SUPERSEDED, BridgeText.COMMAND_REPLACED())
DISCARDED = CommandResult.because(CommandEnd.SUPERSEDED, BridgeText.COMMAND_DISCARDED())
GONE = CommandResult.because(CommandEnd.FAILED, BridgeText.CONNECTION_GONE())


@dataclass(frozen=True, slots=True)
class WaitingCommand:
    """A command that was let in. `deadline` is the moment (monotonic) after which it must not leave any more."""

    wish: Wish
    decision: Decision
    deadline: float = inf
    max_age: float = inf
    """Seconds, for the text of what came too late."""


class CommandSlots:
    """What waits for one thing. A stop is never behind another command, and what came before it is discarded."""

    def __init__(self) -> None:
        self._stop: WaitingCommand | None = None
        self._newest: WaitingCommand | None = None

    def __bool__(self) -> bool:
        return self._stop is not None or self._newest is not None

    @property
    def has_stop(self) -> bool:
        """Whether a stop waits."""
        return self._stop is not None

    def put(self, command: WaitingCommand) -> None:
        """Take a command. It replaces the one that waits; a stop discards it."""
        if isinstance(command.wish, HaltMotor):
            self._drop(DISCARDED)
            if self._stop is not None:
                self._stop.decision.decide(REPLACED)
            self._stop = command
        else:
            self._drop(REPLACED)
            self._newest = command

    def take(self) -> WaitingCommand | None:
        """Return what is to be done next, and forget it."""
        command = self._stop or self._newest
        if command is self._stop:
            self._stop = None
        else:
            self._newest = None
        return command

    def empty(self) -> None:
        """Drop all but a stop: the connection that they came by is gone."""
        self._drop(GONE)

    def _drop(self, result: CommandResult) -> None:
        if self._newest is not None:
            self._newest.decision.decide(result)
            self._newest = None
