"""What a subscriber is told."""

from __future__ import annotations

from dataclasses import dataclass

from .address import OutputAddress
from .shutter_pair import ShutterPair
from .snapshot import StateSnapshot


@dataclass(frozen=True, slots=True)
class CausedChange:
    """One output that changed, and whether this client's command was the cause."""

    address: OutputAddress
    old: int
    """The raw value before, 0 to 255 (docs/protocol.md, "Output values")."""
    new: int
    """The raw value now."""
    own: bool
    """Whether a command of this client was the cause; a wall switch, a timer or another program is not."""
    left_at: float | None = None
    """When the frame that caused it left (monotonic); None from outside, or where the frame is not known."""


@dataclass(frozen=True, slots=True)
class Observation:
    """What one read showed that the read before had not."""

    changes: tuple[CausedChange, ...] = ()
    both_on: tuple[ShutterPair, ...] = ()


@dataclass(frozen=True, slots=True)
class StateChange:
    """What a subscriber is told: the gateway showed something new, or a command changed the effective state."""

    snapshot: StateSnapshot
    """The effective state: as read, but what is wanted where that is not confirmed yet."""
    observed: StateSnapshot
    """The last read."""
    previous: StateSnapshot | None
    """The read before it; None after a login."""
    changes: tuple[CausedChange, ...] = ()
    """What is new in the effective state."""
    observed_changes: tuple[CausedChange, ...] = ()
    """What the gateway showed anew."""
    both_on: tuple[ShutterPair, ...] = ()
    """Shutters that were seen with both directions on."""
    slept: float = 0.0
    """For how many seconds this machine slept before the read; what moved went on meanwhile."""
