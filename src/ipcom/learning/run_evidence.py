"""What many runs in one direction have in common. Pure.

People stop a shutter on the way, or some time after it has arrived, and timers cut runs without a watcher. So the
runs are mixed, and a mean of all says nothing. Those of a person who watches lie close together: the densest half of
all runs finds them, and its width says how well they agree.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median, quantiles

from ..model.motion import Motion
from ..shutter.travel_times import TravelTimes
from .run_history import RunHistory, RunStart, StoppedRun

ENOUGH_RUNS = 30
"""Full runs that a proposal needs."""
TIMER_BLURS = 0.45
"""The reads alone make the densest half of the runs of one timer as wide as a third of their blur; people differ by more."""
WIDEST_S, WIDEST_SHARE = 1.0, 0.05
"""A densest half that is wider, in seconds or as part of the known travel, agrees on nothing."""
GROUP_WIDTHS, NARROWEST_GROUP_S = 1.5, 0.6
"""Runs within so many widths of the middle of the densest half belong to it, and all within this."""
BACK_RUNS = 10
"""Runs of each kind that are compared to prove that a stop was at the end."""
BACK_DIFFERS = 3.0
"""They must agree within a third of what the known time is off by: else the stop was short of the end."""
HALF_WAY = 0.8
"""A run back from a stop after this part of the known travel needs less than the whole."""


@dataclass(frozen=True, slots=True)
class RunGroup:
    """Runs of one direction that lie close together."""

    motion: Motion
    runs: int
    since: float
    """The Unix time of the first."""
    until: float
    """The Unix time of the last."""
    shortest: float
    longest: float
    quick: float
    """The lower quartile of the seconds: people stop a shutter after it has arrived, never before."""
    middle: float
    """The median of the seconds."""
    spread: float
    """The width of the densest half of all runs from the same kind of start, in seconds."""
    blur: float
    """How wide reads make what is equal: the median of the blurs."""

    @property
    def of_timer(self) -> bool:
        """Whether the runs are so alike that a timer must have cut them."""
        return self.spread < TIMER_BLURS * self.blur

    def agrees(self, times: TravelTimes) -> bool:
        """Whether the runs are those of a person who watched: not too far apart, and not too alike."""
        return not self.of_timer and self.spread <= _widest(times, self.motion)


def full_runs(history: RunHistory, motion: Motion) -> RunGroup | None:
    """The group of the runs from the other end; None while there are fewer than thirty."""
    return _group(motion, [run for run in history.runs(motion) if run.start is RunStart.END])


def timer_runs(history: RunHistory, motion: Motion) -> RunGroup | None:
    """The group of the runs that a timer of the bus cut, from anywhere; None if there are fewer than thirty.

    None also if one of ten was followed by another one the same way: the timer was too short for the travel then.
    """
    outside = [run for run in history.runs(motion) if run.outside]
    group = _group(motion, outside)
    if group is None or not group.of_timer:
        return None
    return None if 10 * sum(run.again for run in outside) > len(outside) else group


def sooner_from_half_way(history: RunHistory, group: RunGroup, times: TravelTimes) -> bool | None:
    """Whether runs that had less than the whole way to go were shorter than the group; None without such runs.

    If most lasted as long, the arrival did not end them: a timer that is not exact did, or a habit.
    """
    short = HALF_WAY * times.travel(group.motion.reverse)
    seconds = [
        run.seconds
        for run in history.runs(group.motion)
        if run.start is RunStart.STOP and run.before - times.start_delay <= short
    ]
    return 2 * sum(each < group.shortest for each in seconds) > len(seconds) if seconds else None


def ends_at_the_end(history: RunHistory, group: RunGroup, times: TravelTimes) -> bool:
    """Whether the runs of the group ended at the end, though they were shorter than the known travel.

    They did if the way back takes as long from there as it takes from the end itself, where full runs have been. A
    person who leaves slits, or likes it nine tenths open, has a shorter way back.
    """
    back = group.motion.reverse
    from_end = [run.seconds for run in history.runs(back) if run.start is RunStart.END]
    from_stop = [
        run.seconds
        for run in history.runs(back)
        if run.start is RunStart.STOP and group.shortest <= run.before <= group.longest
    ]
    if min(len(from_end), len(from_stop)) < BACK_RUNS:
        return False
    if _width(_densest_half([*from_end, *from_stop])) < TIMER_BLURS * group.blur:
        return False
    ways = [_densest_half(each) for each in (from_end, from_stop)]
    if any(_width(half) > _widest(times, back) for half in ways):
        return False
    ends, stops = (median(half) for half in ways)
    off_by = times.travel(group.motion) + times.start_delay - group.quick
    return ends < times.full_run(back) and abs(ends - stops) * BACK_DIFFERS <= off_by


def _group(motion: Motion, runs: Iterable[StoppedRun]) -> RunGroup | None:
    found = list(runs)
    if len(found) < ENOUGH_RUNS:
        return None
    half = _densest_half([run.seconds for run in found])
    spread, centre = _width(half), median(half)
    near = max(GROUP_WIDTHS * spread, NARROWEST_GROUP_S)
    group = [run for run in found if abs(run.seconds - centre) <= near]
    if len(group) < ENOUGH_RUNS:
        return None
    seconds = sorted(run.seconds for run in group)
    quick, middle, _ = quantiles(seconds, n=4)
    return RunGroup(
        motion,
        len(group),
        min(run.at for run in group),
        max(run.at for run in group),
        seconds[0],
        seconds[-1],
        quick,
        middle,
        spread,
        median(run.blur for run in group),
    )


def _widest(times: TravelTimes, motion: Motion) -> float:
    return min(WIDEST_S, WIDEST_SHARE * times.travel(motion))


def _width(half: Sequence[float]) -> float:
    return half[-1] - half[0]


def _densest_half(seconds: Iterable[float]) -> Sequence[float]:
    """The shortest interval that holds half of them, in order."""
    ordered = sorted(seconds)
    size = (len(ordered) + 1) // 2
    starts = range(len(ordered) - size + 1)
    begin = min(starts, key=lambda start: ordered[start + size - 1] - ordered[start])
    return ordered[begin : begin + size]
