"""The runs of one shutter that may tell how long it travels: where each began, and how long it lasted. Pure.

A run tells of the travel only if it went from one end to the other. Relays tell of no end, so an end counts as reached
only after a run that lasted as long as a full run by the known times. Where a stop left the shutter is told by how long
the run before it lasted: the comparison of `run_evidence.py` needs that.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from ..model.motion import Motion
from ..shutter.travel_times import TravelTimes
from .observed_run import ObservedRun, RunEnd

KEPT_FULL, KEPT_OTHERS = 80, 50
"""Runs kept for each direction, from the other end and from elsewhere: thirty full ones, though half were stopped on the way."""
BLUR_S = 1.0
"""A run whose length is known less well is not kept: reads lie 0.35 s apart, both ends of a run are seen late."""
PARTIAL = 0.5
"""A run shorter than this part of the known travel was stopped on the way, and is not kept."""
LATEST_RUN_AT = 1e11
LONGEST_KEPT_S = 3600.0

_WAYS = (Motion.UP, Motion.DOWN)


class RunStart(StrEnum):
    """Where a run began."""

    END = "end"
    """At the other end: the run before, the other way, was a full one."""
    STOP = "stop"
    """Where the run before, the other way, was stopped; that one began at its end."""
    ELSEWHERE = "elsewhere"


@dataclass(frozen=True, slots=True)
class StoppedRun:
    """A run that no command ended."""

    at: float
    """The Unix time of its end."""
    seconds: float
    start: RunStart
    blur: float = 0.0
    """By how many seconds the shortest and the longest time that fit the reads differ."""
    before: float = 0.0
    """How long the run before lasted, for a start at its stop."""
    outside: bool = True
    """Whether it ended at the wall, in another app or by a timer of the bus."""
    again: bool = False
    """Whether the next run went the same way: this one had not arrived."""

    def to_list(self) -> list[object]:
        """Plain values, fit for JSON."""
        return [
            round(self.at, 1),
            round(self.seconds, 3),
            self.start.value,
            round(self.blur, 2),
            round(self.before, 3),
            self.outside,
            self.again,
        ]

    @classmethod
    def from_list(cls, data: object) -> StoppedRun | None:
        """Read what `to_list` gave; None for what cannot be read."""
        match data:
            case [at, seconds, str(start), blur, before, bool(outside), bool(again)]:
                numbers = [
                    found for each in (at, seconds, blur, before) if (found := _number(each)) is not None
                ]
                if len(numbers) == 4 and start in set(RunStart):
                    ended, lasted, blurred, came = numbers
                    return cls(ended, lasted, RunStart(start), blurred, came, outside, again)
        return None


@dataclass(frozen=True, slots=True)
class _Last:
    """The last run, as a start of the next one."""

    motion: Motion
    seconds: float
    start: RunStart
    full: bool
    kept: bool
    stopped_from_end: bool
    """Whether it began at an end and no command ended it: its length says where it stands."""


class _WayRuns:
    """The last runs in one direction."""

    def __init__(self) -> None:
        self.full: deque[StoppedRun] = deque(maxlen=KEPT_FULL)
        self.others: deque[StoppedRun] = deque(maxlen=KEPT_OTHERS)

    def _of(self, start: RunStart) -> deque[StoppedRun]:
        return self.full if start is RunStart.END else self.others

    def add(self, run: StoppedRun) -> None:
        self._of(run.start).append(run)

    def mark_last(self, start: RunStart) -> None:
        """The last run, which began so, was followed by another one the same way."""
        runs = self._of(start)
        runs[-1] = replace(runs[-1], again=True)


class RunHistory:
    """The last runs of one shutter in both directions, and the times that a person declined."""

    def __init__(self) -> None:
        self._runs = {motion: _WayRuns() for motion in _WAYS}
        self._last: _Last | None = None
        self.declined: tuple[float, float] | None = None
        """The times up and down that a person did not want."""

    def __len__(self) -> int:
        return sum(len(self.runs(motion)) for motion in _WAYS)

    def runs(self, motion: Motion) -> tuple[StoppedRun, ...]:
        """The runs in this direction, oldest first."""
        return tuple(sorted((*self._runs[motion].full, *self._runs[motion].others), key=lambda run: run.at))

    def add(self, run: ObservedRun, times: TravelTimes) -> bool:
        """Take a run of a shutter with these known times; return whether anything is kept of it."""
        last = self._last if run.follows else None
        again = last is not None and last.motion is run.motion and last.kept
        if last is not None and again:
            self._runs[run.motion].mark_last(last.start)
        start, before = _start(last, run.motion)
        kept = _worth_keeping(run, times)
        if kept:
            outside = run.end is RunEnd.OUTSIDE
            self._runs[run.motion].add(StoppedRun(run.at, run.seconds, start, run.blur, before, outside))
        full = run.seconds + run.blur / 2.0 >= times.full_run(run.motion)
        stopped = run.end is not RunEnd.COMMAND and run.blur <= BLUR_S and start is RunStart.END
        self._last = _Last(run.motion, run.seconds, start, full, kept, stopped)
        return kept or again

    def begin_again(self) -> None:
        """Forget all runs: other relays, other times, or other directions."""
        self._runs = {motion: _WayRuns() for motion in _WAYS}
        self._last = self.declined = None

    def decline(self, up: float, down: float) -> None:
        """A person does not want these times: forget the runs, and propose nothing like them."""
        self.begin_again()
        self.declined = (up, down)

    def to_dict(self) -> dict[str, object]:
        """Plain values, fit for JSON; where the shutter stood last is not kept."""
        runs: dict[str, object] = {
            motion.value: [run.to_list() for run in self.runs(motion)] for motion in _WAYS
        }
        return runs if self.declined is None else {**runs, "declined": list(self.declined)}

    @classmethod
    def from_dict(cls, data: object) -> RunHistory:
        """Read what `to_dict` gave; what cannot be read is left out, as a damaged store must."""
        history = cls()
        if not isinstance(data, Mapping):
            return history
        for motion in _WAYS:
            stored = data.get(motion.value)
            runs = [StoppedRun.from_list(each) for each in stored] if isinstance(stored, list) else []
            for run in runs:
                if run is not None:
                    history._runs[motion].add(run)
        match data.get("declined"):
            case [up, down] if _number(up) is not None and _number(down) is not None:
                history.declined = (float(up), float(down))
        return history


def _start(last: _Last | None, motion: Motion) -> tuple[RunStart, float]:
    if last is None or last.motion is motion:
        return RunStart.ELSEWHERE, 0.0
    if last.full:
        return RunStart.END, 0.0
    if last.stopped_from_end:
        return RunStart.STOP, last.seconds
    return RunStart.ELSEWHERE, 0.0


def _worth_keeping(run: ObservedRun, times: TravelTimes) -> bool:
    if run.end is RunEnd.COMMAND or run.blur > BLUR_S:
        return False
    return PARTIAL * times.travel(run.motion) <= run.seconds <= LONGEST_KEPT_S


def _number(value: object) -> float | None:
    """The value as a number that a run can have."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value) if 0.0 <= value <= LATEST_RUN_AT else None
