"""Where a shutter is, computed from when its relays were seen on and off.

Pure: every moment is passed in, as monotonic seconds. Positions are floats from 0
(closed) to 100 (open). A movement that no read shows, between two runs of this
program for instance, is not noticed: a known position stays known.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from ..model.motion import Motion
from .bus_timer import may_be_timer
from .confidence import Confidence
from .height_and_tilt import (
    Goal,
    HeightAndTilt,
    end_of,
    height_and_tilt_at,
    height_of,
    known_before,
    moved,
    route_to,
)
from .run import Run, Transition
from .travel_times import TravelTimes

FULL_RUN_MARGIN_S = 0.06
"""A full run is prolonged by this: the read before its end may be a little older than the end."""


@dataclass(frozen=True, slots=True)
class RelayPlan:
    """What the relays should do now, and until when (monotonic) if they are to run."""

    motion: Motion
    off_at: float = 0.0


@dataclass(frozen=True, slots=True)
class TimedOut:
    """A run in this direction ended by itself, at its end, after `age` seconds."""

    motion: Motion
    age: float


class Travel:
    """The position of one shutter as a function of time and of what its relays were seen to do."""

    def __init__(
        self,
        times: TravelTimes,
        start: HeightAndTilt | None = None,
        confidence: Confidence = Confidence.UNKNOWN,
    ) -> None:
        self.times = times
        """What is known of the motor."""
        self._resting = None if confidence is Confidence.UNKNOWN else start
        self.confidence_at_rest = Confidence.UNKNOWN if start is None else confidence
        """The confidence of the position in which it rests, or from which the present run began."""
        self._run: Run | None = None
        self.timed_out: TimedOut | None = None
        """How the last run ended, if it did so by itself at its end; None if it ended otherwise."""

    @property
    def motion(self) -> Motion:
        """What the relays were last seen to do."""
        return self._run.motion if self._run and self._run.off is None else Motion.OFF

    @property
    def running(self) -> Run | None:
        """The run that has not ended."""
        return self._run if self._run and self._run.off is None else None

    @property
    def watched(self) -> bool:
        """Whether reads showed all of the present run, or of the last one; a shutter that never ran was watched."""
        return self._run is None or self._run.watched

    @property
    def confidence(self) -> Confidence:
        """How far the position can be trusted; a moving shutter's is estimated at best."""
        run = self._run
        if run is None or run.off is not None:
            return self.confidence_at_rest
        if self.confidence_at_rest is Confidence.UNKNOWN or self._stays_put(run):
            return self.confidence_at_rest
        return Confidence.ESTIMATED

    def height_and_tilt(self, now: float) -> HeightAndTilt | None:
        """Where it is at `now`, as share of the time and tilt; None while unknown."""
        run = self._run
        if run is None or run.start is None or (run.off is not None and now >= run.off + self.times.stop_lag):
            return self._resting
        return moved(self.times, run.start, run.motion, run.motor_seconds(self.times, now))

    def position_and_tilt(self, now: float) -> tuple[float | None, float | None]:
        """The height and the slats' tilt in percent at `now`; None while unknown, no tilt without slats."""
        there = self.height_and_tilt(now)
        if there is None:
            return None, None
        return height_of(self.times, there), None if self.times.tilt is None else 100.0 * there.tilt

    def position(self, now: float) -> float | None:
        """The height in percent at `now`; None while unknown."""
        return self.position_and_tilt(now)[0]

    def tilt(self, now: float) -> float | None:
        """The slats' tilt in percent; None while unknown and for a shutter without slats."""
        return None if self.times.tilt is None else self.position_and_tilt(now)[1]

    def rest_at(self) -> float | None:
        """When the motor comes or came to rest after its last run; None while it runs or never ran."""
        if self._run is None or self._run.off is None:
            return None
        return self._run.off + self.times.stop_lag

    def turns(self, now: float) -> bool:
        """Whether the motor turns at `now`: a relay is on, or it has not come to rest yet."""
        run = self._run
        return run is not None and (run.off is None or now < run.off + self.times.stop_lag)

    def with_times(self, times: TravelTimes, now: float) -> Travel:
        """The travel of a shutter with other times that stands where this one stands at `now`."""
        position, tilt = self.position_and_tilt(now)
        start = None if position is None else known_before(times, position, tilt)
        return Travel(times, start, self.confidence)

    def relays_changed(self, motion: Motion, transition: Transition, *, own: bool = True) -> None:
        """The relays were seen to do `motion` since `transition`; the same as before changes nothing.

        An "off" that is not our `own` and comes when the travel is over, or nearly, is a timer of the bus.
        """
        if motion is self.motion:
            return
        if run := self.running:
            self._end(run, transition, by_itself=motion is Motion.OFF and not own)
        if motion is not Motion.OFF:
            at = transition.middle
            self._run = Run(motion, self._resting, at, transition.latest, went_on=at)

    def found_running(self, motion: Motion, now: float) -> None:
        """The relays do `motion` at the first look: the motor has been turning for longer than that."""
        self.relays_changed(motion, Transition(now, now))
        if run := self.running:
            self._run = replace(run, since=now - self.times.start_delay, watched=False)

    def unwatched_until(self, now: float) -> None:
        """The relays were not read for a while before `now`: a run begun before proves no end position."""
        if run := self.running:
            self._run = replace(run, sure_since=now, watched=False)

    def slept(self, seconds: float, now: float) -> None:
        """This machine slept so long before `now` while its clock stood still: a motor ran on unwatched."""
        if run := self.running:
            since, went_on = run.since - seconds, run.went_on - seconds
            self._run = replace(run, since=since, sure_since=now, watched=False, went_on=went_on)

    def lose_position(self) -> None:
        """Both relays were on: the position is unknown from now on."""
        self._run, self._resting, self.confidence_at_rest = None, None, Confidence.UNKNOWN
        self.timed_out = None

    def set_known(self, position: float, now: float, tilt: float = 0.0) -> None:
        """A person says that it stands at `position` (percent) and `tilt` at `now`."""
        self._resting = height_and_tilt_at(self.times, position, tilt)
        self.confidence_at_rest = Confidence.KNOWN
        run = self.running
        if run:
            self._run = replace(run, start=self._resting, since=now - self.times.start_delay)
        else:
            self._run = None

    def plan(self, goal: Goal, now: float, shortest: float = 0.0) -> RelayPlan:
        """How to reach `goal` from here, whatever the motor does at `now`; OFF also when unknown.

        A motor on its route there goes on to the goal. A new start is not made for a run of less than
        `shortest` seconds, nor for one that is useful for less than the smallest move.
        """
        run = self.running
        here = self._height_and_tilt_if_stopped(now) if run else self._resting
        if here is None:
            return RelayPlan(Motion.OFF)
        route = route_to(self.times, here, goal)
        if run and run.start and run.motion is route.motion:
            whole = route_to(self.times, run.start, goal)
            return RelayPlan(route.motion, run.off_after(self.times, whole.seconds))
        if route.motion is Motion.OFF or route.useful < self.times.min_move or route.seconds < shortest:
            return RelayPlan(Motion.OFF)
        return RelayPlan(route.motion, Run(route.motion, here, now, now).off_after(self.times, route.seconds))

    def full_run_end(self) -> float:
        """When the relay of the present run may go off, its end being reached.

        A run that was not watched wholly is prolonged until it proves its end only if the position is unknown.
        """
        run = self.running
        if run is None:
            raise ValueError("the shutter does not run")
        proves = run.watched or self.confidence_at_rest is Confidence.UNKNOWN
        return (
            (run.sure_since if proves else run.went_on) + self.times.full_run(run.motion) + FULL_RUN_MARGIN_S
        )

    def _height_and_tilt_if_stopped(self, now: float) -> HeightAndTilt | None:
        run = self.running
        if run is None or run.start is None:
            return None
        stopped = replace(run, off=now)
        seconds = stopped.motor_seconds(self.times, now + self.times.stop_lag)
        return moved(self.times, run.start, run.motion, seconds)

    def _end(self, run: Run, transition: Transition, *, by_itself: bool) -> None:
        ended = replace(run, off=transition.middle)
        age = transition.middle - run.went_on
        by_itself = by_itself and run.watched and may_be_timer(self.times, run.motion, age)
        self.timed_out = TimedOut(run.motion, age) if by_itself else None
        if transition.earliest - run.sure_since >= self.times.full_run(run.motion):
            self._resting, self.confidence_at_rest = end_of(run.motion), Confidence.KNOWN
        elif by_itself:
            self._resting, self.confidence_at_rest = end_of(run.motion), Confidence.ESTIMATED
        elif run.start is not None:
            self.confidence_at_rest = self.confidence
            seconds = ended.motor_seconds(self.times, transition.middle + self.times.stop_lag)
            self._resting = moved(self.times, run.start, run.motion, seconds)
        self._run = ended

    def _stays_put(self, run: Run) -> bool:
        return self.confidence_at_rest is Confidence.KNOWN and run.start == end_of(run.motion)
