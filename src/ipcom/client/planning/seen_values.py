"""What a read says of a desired state: confirmed, given up, or still waited for; pure."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from ...errors import CommandNotConfirmed, CommandSuperseded, IPComError
from ...model.address import OutputAddress
from ...model.output_kind import OutputKind
from ...model.snapshot import StateSnapshot
from ...model.timings import Timings
from .command_text import CommandText
from .compare import RAMPING, distance, equal, near
from .desired_state import DesiredState
from .life import FRAMES
from .line_timings import LineTimings

WRITE_AGAIN_S = 3.0
"""After a break a value is written once more only if its frame left less than this long ago."""
RESTS_FOR_S = 0.3
"""Two reads this far apart show that a dimmer rests at the level to which its module rounds."""


class Verdict(NamedTuple):
    """How a desired state ends: confirmed when `error` is None."""

    error: IPComError | None = None


CONFIRMED = Verdict()


class SeenValues:
    """Compares desired states with reads, and notes in each how far it has come."""

    def __init__(self, timings: Timings, line: LineTimings) -> None:
        self._timings = timings
        self._line = line

    def verdict(
        self,
        desired: DesiredState,
        snapshot: StateSnapshot,
        foreign: Collection[OutputAddress],
        now: float,
        closed: Collection[int],
    ) -> Verdict | None:
        """How the desired state ends with this read; None if it goes on."""
        if desired.life.queued:
            return self._of_queued(desired, snapshot, foreign, closed=desired.address.module in closed)
        if desired.life.lost:
            return self._of_lost(desired, snapshot, now)
        if snapshot.asked_at >= desired.life.last_sent_at:
            return self._of_sent(desired, snapshot, foreign, now)
        return None

    def _of_queued(
        self,
        desired: DesiredState,
        snapshot: StateSnapshot,
        foreign: Collection[OutputAddress],
        *,
        closed: bool,
    ) -> Verdict | None:
        if snapshot.asked_at < desired.life.created_at:
            return None
        if not closed and self.satisfied(desired, snapshot):
            return CONFIRMED
        known, desired.known = desired.known or desired.from_last_read, True
        if known and desired.address in foreign and snapshot.value(desired.address) not in RAMPING:
            return Verdict(set_from_outside(desired))
        return None

    def satisfied(self, desired: DesiredState, snapshot: StateSnapshot) -> bool:
        """Whether a desired state that has not left needs no frame, since the output shows its value already."""
        if desired.must_send or desired.kind is OutputKind.MOMENTARY or desired.pulse_for is not None:
            return False
        return equal(desired.kind, snapshot.value(desired.address), desired.value)

    def _of_lost(self, desired: DesiredState, snapshot: StateSnapshot, now: float) -> Verdict | None:
        """The first read after a break decides: done, under way, written once more, or given up."""
        seen = snapshot.value(desired.address)
        if equal(desired.kind, seen, desired.value):
            return CONFIRMED
        approaches = desired.kind is OutputKind.DIMMER and seen not in RAMPING
        if approaches and distance(seen, desired.value) < desired.nearest:
            self._progress(desired, seen, now)
        elif self._may_write_again(desired, snapshot, now):
            desired.again = True
        else:
            return Verdict(_lost_on_the_way(desired))
        desired.life.found()
        desired.life.looked(snapshot.asked_at, now, self._timings.verify_steps)
        return None

    def _may_write_again(self, desired: DesiredState, snapshot: StateSnapshot, now: float) -> bool:
        return (
            desired.writes_twice
            and desired.life.frames < FRAMES
            and now - desired.life.last_sent_at < WRITE_AGAIN_S
            and self._as_before(desired, snapshot)
        )

    @staticmethod
    def _as_before(desired: DesiredState, snapshot: StateSnapshot) -> bool:
        """Whether it shows what it showed before its frame, and nothing else in the module was changed from outside."""
        seen = snapshot.module(desired.address.module)
        place = desired.address.output - 1
        return seen[place] == desired.before[place] and all(
            now in (before, written)
            for now, before, written in zip(seen, desired.before, desired.frame, strict=True)
        )

    def _of_sent(
        self, desired: DesiredState, snapshot: StateSnapshot, foreign: Collection[OutputAddress], now: float
    ) -> Verdict | None:
        seen = snapshot.value(desired.address)
        if equal(desired.kind, seen, desired.value):
            return CONFIRMED
        if desired.again and desired.life.frames < FRAMES and not self._as_before(desired, snapshot):
            return Verdict(set_from_outside(desired))
        if desired.kind is OutputKind.DIMMER:
            if self._rests(desired, seen, snapshot.asked_at):
                return CONFIRMED
            if seen in RAMPING or self._moved_away(desired, seen, foreign, now):
                return Verdict(set_from_outside(desired))
            self._progress(desired, seen, now)
        desired.life.looked(snapshot.asked_at, now, self._timings.verify_steps)
        return None

    @staticmethod
    def _rests(desired: DesiredState, seen: int, asked_at: float) -> bool:
        """Whether a dimmer whose module rounds levels has arrived as near as it gets."""
        if desired.rest is None or desired.rest[0] != seen:
            desired.rest = (seen, asked_at)
        if not near(seen, desired.value) or asked_at - desired.rest[1] < RESTS_FOR_S:
            return False
        return desired.life.frames >= FRAMES or seen != desired.before[desired.address.output - 1]

    def _moved_away(
        self, desired: DesiredState, seen: int, foreign: Collection[OutputAddress], now: float
    ) -> bool:
        """A slow gateway may still be following an older value just after our frame left."""
        desired.touched = desired.touched or desired.address in foreign
        if not desired.touched or now - desired.life.last_sent_at < self._line.retry_after:
            return False
        return distance(seen, desired.value) > desired.nearest

    def _progress(self, desired: DesiredState, seen: int, now: float) -> None:
        if distance(seen, desired.value) < desired.nearest:
            desired.nearest, desired.progressed = distance(seen, desired.value), True
            latest = desired.life.first_sent_at + self._line.dimmer_seen_for
            desired.life.seen_by = min(latest, max(desired.life.seen_by, now + self._line.seen_for))


def set_from_outside(desired: DesiredState) -> IPComError:
    """The error of a command whose output was changed from outside."""
    return CommandSuperseded(CommandText.OUTPUT_SET_BY_OTHERS(output=desired.address), [desired.address])


def _lost_on_the_way(desired: DesiredState) -> IPComError:
    return CommandNotConfirmed(
        CommandText.OUTPUT_LOST_ON_THE_WAY(output=desired.address, value=desired.value),
        [desired.address],
    )
