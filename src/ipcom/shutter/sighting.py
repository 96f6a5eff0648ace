"""What a read shows of one shutter's relays, and whose doing it was. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ..client.actions import Motion
from ..client.change import CausedChange, StateChange
from ..model.shutter_pair import ShutterPair
from ..model.snapshot import StateSnapshot
from .run import Edge


@dataclass(frozen=True, slots=True)
class Sighting:
    """The relays do `motion` since `edge`; `own` if this client's frame did it; `both` were on."""

    motion: Motion
    edge: Edge
    own: bool
    both: bool


def sight(pair: ShutterPair, change: StateChange, read_before: float) -> Sighting:
    """What `change` shows of the pair; `read_before` is when it was read before if the change cannot tell."""
    seen = change.observed
    before = read_before if change.previous is None else read_at(change.previous)
    return Sighting(
        motion=motion_in(pair, seen),
        edge=Edge(min(before, read_at(seen)), read_at(seen)),
        own=_all_own(pair, change.observed_changes),
        both=seen.is_on(pair.up) and seen.is_on(pair.down),
    )


def motion_in(pair: ShutterPair, snapshot: StateSnapshot) -> Motion:
    """Which way the relays drive; OFF also when both are on, as nobody can tell then."""
    up, down = snapshot.is_on(pair.up), snapshot.is_on(pair.down)
    if up is down:
        return Motion.OFF
    return Motion.UP if up else Motion.DOWN


def read_at(snapshot: StateSnapshot) -> float:
    """The best guess of when the gateway took it: in the middle of the exchange (monotonic)."""
    return (snapshot.asked_at + snapshot.received_at) / 2.0


def _all_own(pair: ShutterPair, changes: Iterable[CausedChange]) -> bool:
    switched = [c for c in changes if c.address in pair.addresses and (c.old > 0) is not (c.new > 0)]
    return bool(switched) and all(change.own for change in switched)
