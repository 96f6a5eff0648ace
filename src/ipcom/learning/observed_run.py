"""One run of a shutter's motor as reads showed it, from its relay's going on to its going off. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ..model.change import StateChange
from ..model.motion import Motion
from ..model.shutter_pair import ShutterPair, check_pair
from ..shutter.relay_reading import RelayReading, motion_in, read_relays
from ..shutter.run import Transition


class RunEnd(StrEnum):
    """Who ended a run."""

    COMMAND = "command"
    """A command of this program that works towards a position, or another one that took its place."""
    HERE = "here"
    """A stop that this program was asked for."""
    OUTSIDE = "outside"
    """The wall, another app, or a timer of the bus: reads cannot tell them apart."""


@dataclass(frozen=True, slots=True)
class ObservedRun:
    """A run that was watched from its beginning to its end."""

    motion: Motion
    """The direction, UP or DOWN."""
    seconds: float
    """For how long its relay was on, between the most likely moments."""
    blur: float
    """By how many seconds the shortest and the longest time that fit the reads differ."""
    end: RunEnd
    at: float
    """The Unix time of its end."""
    follows: bool
    """Whether everything was watched between the run before and this one."""


class RunObserver:
    """Makes runs of what reads show of one pair of relays."""

    def __init__(self, pair: ShutterPair) -> None:
        self._pair = check_pair(pair)
        self._motion: Motion | None = None
        self._began: Transition | None = None
        self._gap = True

    def observe(
        self, change: StateChange, round_trip: float = 0.0, *, commanded: bool = False
    ) -> ObservedRun | None:
        """Take a change of the client; return the run that has ended with it.

        `round_trip` is the quiet one in seconds; `commanded` says whether a command of this program works towards
        a position.
        """
        before = change.previous
        reading = read_relays(self._pair, change, change.observed.asked_at, round_trip)
        if before is None or change.slept > 0.0 or reading.both:
            self.missed()
            self._motion = reading.motion
            return None
        if self._motion is None:
            self._motion = motion_in(self._pair, before)
        if reading.motion is self._motion:
            return None
        run = self._ended(reading, change.observed.timestamp, commanded=commanded)
        self._motion = reading.motion
        self._began = None if reading.motion is Motion.OFF else reading.transition
        return run

    def missed(self) -> None:
        """Something may have been missed, as the link was away: the run under way counts for nothing."""
        self._motion, self._began, self._gap = None, None, True

    def _ended(self, reading: RelayReading, at: float, *, commanded: bool) -> ObservedRun | None:
        motion, began, follows = self._motion, self._began, not self._gap
        if motion is None or motion is Motion.OFF:
            return None
        self._gap = began is None
        if began is None:
            return None
        ended = reading.transition
        return ObservedRun(
            motion=motion,
            seconds=ended.middle - began.middle,
            blur=(ended.latest - ended.earliest) + (began.latest - began.earliest),
            end=_end_of(reading, commanded=commanded),
            at=at,
            follows=follows,
        )


def _end_of(reading: RelayReading, *, commanded: bool) -> RunEnd:
    if not reading.own:
        return RunEnd.OUTSIDE
    turned = reading.motion is not Motion.OFF
    return RunEnd.COMMAND if commanded or turned else RunEnd.HERE
