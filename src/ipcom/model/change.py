"""Changes of outputs: what a read showed, and what subscribers are told of it."""

from __future__ import annotations

from dataclasses import dataclass

from .address import OutputAddress
from .shutter_pair import ShutterPair
from .snapshot import StateSnapshot


@dataclass(frozen=True, slots=True)
class CausedChange:
    """One output that changed, and whether a command of this client was the cause."""

    address: OutputAddress
    old: int
    """The raw value before, 0 to 255 (docs/protocol.md, "Output values")."""
    new: int
    """The raw value now."""
    own: bool
    """Whether a command of this client was the cause; a wall switch, a timer or another program is not."""
    left_at: float | None = None
    """When the frame that caused it left (monotonic); None for a change from outside, or if the frame is not known."""


@dataclass(frozen=True, slots=True)
class Observation:
    """The differences between one read and the read before it."""

    changes: tuple[CausedChange, ...] = ()
    both_on: tuple[ShutterPair, ...] = ()


@dataclass(frozen=True, slots=True)
class StateChange:
    """One message to a subscriber: a read showed a change, or a command changed the effective state."""

    snapshot: StateSnapshot
    """The effective state: what was read, and for outputs whose command is not confirmed yet what it wants."""
    observed: StateSnapshot
    """The last read."""
    previous: StateSnapshot | None
    """The read before it; None after a login."""
    changes: tuple[CausedChange, ...] = ()
    """The changes of the effective state."""
    observed_changes: tuple[CausedChange, ...] = ()
    """The changes that the last read showed."""
    both_on: tuple[ShutterPair, ...] = ()
    """Shutters that were seen with both directions on."""
    slept: float = 0.0
    """For how many seconds this machine slept before the read; motors went on meanwhile."""
