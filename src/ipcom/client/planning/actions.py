"""What the planner tells the link to do next, and what became of a command."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from ...errors import IPComError
from ...protocol.frames import BusFrame
from .pending_command import PendingCommand


@dataclass(frozen=True, slots=True)
class Send:
    """Write these eight values to a module with this frame, now; a stop passes before everything else."""

    module: int
    values: bytes
    frame: BusFrame
    stop: bool = False


@dataclass(frozen=True, slots=True)
class Read:
    """Ask for the outputs, now; for a stop it passes before everything else."""

    stop: bool = False


@dataclass(frozen=True, slots=True)
class WaitUntil:
    """Nothing to do before `at` (monotonic), or before something happens when None."""

    at: float | None = None


Action = Send | Read | WaitUntil


class Outcome(NamedTuple):
    """How a command ended: confirmed when `error` is None."""

    pending: PendingCommand
    error: IPComError | None = None
