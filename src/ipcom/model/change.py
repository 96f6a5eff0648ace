"""What a subscriber is told."""

from __future__ import annotations

from dataclasses import dataclass

from .address import OutputAddress
from .shutter_pair import ShutterPair
from .snapshot import StateSnapshot


@dataclass(frozen=True, slots=True)
class CausedChange:
    """One output that changed, and whether this client's command was the cause.

    `left_at` is when the frame that caused it left (monotonic); None for a change from outside, and
    where the frame is not known.
    """

    address: OutputAddress
    old: int
    new: int
    own: bool
    left_at: float | None = None


@dataclass(frozen=True, slots=True)
class Observation:
    """What one read showed that the read before had not."""

    changes: tuple[CausedChange, ...] = ()
    both_on: tuple[ShutterPair, ...] = ()


@dataclass(frozen=True, slots=True)
class StateChange:
    """The house changed, or this client's idea of it.

    `snapshot` is the effective state and `changes` what is new in it; `observed` is
    the last read, `previous` the read just before it (None after a login) and
    `observed_changes` what the gateway showed anew. `both_on` names shutters that
    were seen with both directions on. `slept` is for how many seconds this machine slept
    before the read: what moved then went on by the wall clock.
    """

    snapshot: StateSnapshot
    observed: StateSnapshot
    previous: StateSnapshot | None
    changes: tuple[CausedChange, ...] = ()
    observed_changes: tuple[CausedChange, ...] = ()
    both_on: tuple[ShutterPair, ...] = ()
    slept: float = 0.0
