"""What a read shows of one shutter's relays, and whether this client caused it. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..model.change import CausedChange, StateChange
from ..model.motion import Motion
from ..model.shutter_pair import ShutterPair
from ..model.snapshot import StateSnapshot
from .run import Transition


@dataclass(frozen=True, slots=True)
class RelayReading:
    """The relays do `motion` since `transition`; `own` if this client's frame caused it, `both` if both are on."""

    motion: Motion
    transition: Transition
    own: bool
    both: bool

    @property
    def own_stop(self) -> bool:
        """Whether this client's frame has switched the motor off."""
        return self.own and self.motion is Motion.OFF and not self.both


def read_relays(
    pair: ShutterPair, change: StateChange, read_before: float, round_trip: float = 0.0
) -> RelayReading:
    """What `change` shows of the pair.

    `read_before` is when the read before was asked if the change cannot tell, `round_trip` the quiet one in
    seconds. The gateway took a read at an unknown moment between its asking and its receipt: while our loop
    stands still, that may be long before the answer is seen.
    """
    seen = change.observed
    switched = _switched(pair, change.observed_changes)
    own = bool(switched) and all(each.own for each in switched)
    before = read_before if change.previous is None else change.previous.asked_at
    between = Transition(min(before, seen.asked_at), seen.received_at)
    left_at = switched[0].left_at if own and len(switched) == 1 else None
    return RelayReading(
        motion=motion_in(pair, seen),
        transition=between if left_at is None else _own_transition(change, between, left_at, round_trip),
        own=own,
        both=both_in(pair, seen),
    )


def motion_in(pair: ShutterPair, snapshot: StateSnapshot) -> Motion:
    """The direction in which the relays drive; OFF also when both are on, since the direction is unknown then."""
    up, down = snapshot.is_on(pair.up), snapshot.is_on(pair.down)
    if up is down:
        return Motion.OFF
    return Motion.UP if up else Motion.DOWN


def both_in(pair: ShutterPair, snapshot: StateSnapshot) -> bool:
    """Whether both directions are on."""
    return snapshot.is_on(pair.up) and snapshot.is_on(pair.down)


def read_at(snapshot: StateSnapshot) -> float:
    """When the gateway most likely took the snapshot: in the middle of the exchange (monotonic)."""
    return (snapshot.asked_at + snapshot.received_at) / 2.0


def _own_transition(
    change: StateChange, between: Transition, left_at: float, round_trip: float
) -> Transition:
    """Our frame acts within one quiet round trip of its leaving, unless a later read shows otherwise."""
    not_before = left_at if change.previous is None else max(left_at, change.previous.asked_at)
    latest = min(left_at + round_trip, change.observed.received_at)
    if round_trip > 0.0 and not_before <= latest:
        return Transition(not_before, latest)
    return Transition(min(max(left_at, between.earliest), between.latest), between.latest)


def _switched(pair: ShutterPair, changes: Sequence[CausedChange]) -> list[CausedChange]:
    return [c for c in changes if c.address in pair.addresses and (c.old > 0) is not (c.new > 0)]
