"""What a read says of a shutter's command: done, overruled, lost, or still waited for; pure."""

from __future__ import annotations

from collections.abc import Collection
from enum import Enum, auto
from math import inf

from ...model.address import OutputAddress
from ...model.motion import Motion
from ...model.snapshot import StateSnapshot
from .command_text import MotorText
from .interlock import PairWatch, RelayWatch
from .shutter_command import ShutterCommand


class Found(Enum):
    """What a read says of a command that nothing else has overruled."""

    NOTHING = auto()
    """It goes on."""
    DONE = auto()
    """The relays do what was wanted."""
    LOST = auto()
    """The link broke after its frame had left, and no read shows it."""


class SeenMovements:
    """Compares what a pair's relays were seen to do with its command."""

    def __init__(self, watch: PairWatch) -> None:
        self._watch = watch

    def found(
        self,
        command: ShutterCommand,
        snapshot: StateSnapshot,
        foreign: Collection[OutputAddress],
        now: float,
        *,
        settled: bool,
    ) -> Found | MotorText:
        """What the read that the relays have just been shown says; a text if something else moves the shutter."""
        if command.motion is Motion.OFF:
            return self._found_off(command, snapshot, foreign, now, settled=settled)
        return self._found_on(command, snapshot, foreign, now)

    def _found_off(
        self,
        command: ShutterCommand,
        snapshot: StateSnapshot,
        foreign: Collection[OutputAddress],
        now: float,
        *,
        settled: bool,
    ) -> Found | MotorText:
        if command.timed and self._runs_the_other_way(command.relays[0]):
            return MotorText.SHUTTER_MOVEMENT_BEGAN
        if any(relay.maybe_on(now) for relay in command.relays):
            looked = command.life.step > 0 or snapshot.asked_at >= command.life.last_sent_at > -inf
            if settled and looked and any(self._on_anew(relay, foreign) for relay in command.relays):
                return MotorText.SHUTTER_MOVED_ANEW
            return Found.NOTHING
        since = max(command.life.created_at, *(relay.last_off_frame for relay in command.relays))
        known = settled or all(self._watch.known(relay.address.module) for relay in command.relays)
        if not known or snapshot.asked_at < since:
            return Found.NOTHING
        return Found.DONE

    @staticmethod
    def _on_anew(relay: RelayWatch, foreign: Collection[OutputAddress]) -> bool:
        """Whether it was switched on from outside; what is ours was never seen off for certain."""
        return bool(relay.on) and relay.address in foreign and not relay.ours

    def _runs_the_other_way(self, own: RelayWatch) -> bool:
        other = self._watch.down if own is self._watch.up else self._watch.up
        return bool(other.on and not own.on)

    def _found_on(
        self, command: ShutterCommand, snapshot: StateSnapshot, foreign: Collection[OutputAddress], now: float
    ) -> Found | MotorText:
        relay, other = self._watch.towards[command.motion]
        touched = any(address in foreign for address in self._watch.pair.addresses)
        if touched and command.life.queued:
            return MotorText.SHUTTER_MOVED_BY_OTHERS
        if relay.on and not other.on and self._counts(command, relay, snapshot, now):
            if command.life.queued:
                relay.adopt(now, self._watch.pair.max_run)
            return Found.DONE
        if touched:
            return MotorText.SHUTTER_MOVED_BY_OTHERS
        return Found.LOST if command.life.lost else Found.NOTHING

    @staticmethod
    def _counts(command: ShutterCommand, relay: RelayWatch, snapshot: StateSnapshot, now: float) -> bool:
        since = command.life.created_at if command.life.queued else command.life.last_sent_at
        return snapshot.asked_at >= since and not relay.off_may_come(now)
