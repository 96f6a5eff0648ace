"""Which travel times are proposed from months of a lived-in house, and how far they are from the true ones.

    python -m benchmarks.learned_times [HOUSES]

Each case is lived by several houses with other motors, other people and another luck. A proposal is right if it is
nearer to the true times than the known ones, and if these were wrong by what matters; every other one is false.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterable
from dataclasses import dataclass, field
from statistics import median

from ipcom.learning.times_proposal import TimesProposal, propose_times
from ipcom.shutter.travel_times import TravelTimes
from ipcom.simulator.house.motor import MotorSpec

from .figures import Row
from .lived_shutter import Habits, LivedShutter

HOUSES = 20
DAYS = 240
MATTERS = 0.045
"""Known times that are off by less are no mistake."""
TARGETS = {True: "proposed, nearer to the truth", False: "never proposed", None: "nothing worse proposed"}
UP_S, DOWN_S = (14.0, 45.0), 0.95


@dataclass(frozen=True, slots=True)
class Case:
    """A way to live; `known` is by what factor the known times differ from the true ones."""

    name: str
    habits: Habits
    known: float = 1.0
    proposes: bool | None = False
    """None: only nearer times are proposed, if any."""
    slower_by: float = 0.0
    """By how much the motors get slower, evenly over all days."""
    guessed_s: float | None = None


CASES = (
    Case("right times, stopped on arrival", Habits(by_command=0.3)),
    Case("right times, people are slow to stop it", Habits(by_command=0.3, lag_s=1.3, lag_spread=0.4)),
    Case("right times, half stopped on the way", Habits(early=0.5)),
    Case("right times, stopped when somebody comes by", Habits(late=1.0)),
    Case("right times, random partial runs", Habits(early=1.0)),
    Case("right times, bus timer of 30 s", Habits(timer_s=30.0, late=1.0)),
    Case("right times, bus timer of 60 s and stops", Habits(timer_s=60.0, late=0.5, early=0.2)),
    Case(
        "right times, bus timer of 60 s that is not exact", Habits(timer_s=60.0, timer_blur_s=1.0, late=1.0)
    ),
    Case(
        "right times, the same for the way up only",
        Habits(timer_s=60.0, timer_blur_s=1.0, late=1.0, closed_by_command=True),
    ),
    Case("right times, always slits at 10 %", Habits(by_command=0.5, likes=(100.0, 10.0))),
    Case("right times, slits at 10 % and only 90 % open", Habits(by_command=0.5, likes=(90.0, 10.0))),
    Case(
        "right times, slits at 10 % and a bus timer",
        Habits(by_command=0.4, likes=(100.0, 10.0), timer_s=60.0),
    ),
    Case("right times, an automation stops after 12 s", Habits(by_command=0.5, exactly_s=12.0)),
    Case("10 % too short, only Home Assistant moves it", Habits(by_command=1.0), known=0.9),
    Case("10 % too short, bus timer of 60 s, no stops", Habits(timer_s=60.0, late=1.0), known=0.9),
    Case("10 % too short, random partial runs", Habits(early=1.0), known=0.9),
    Case(
        "10 % too long, slits at 10 %", Habits(by_command=0.5, likes=(100.0, 10.0)), known=1.1, proposes=None
    ),
    Case("10 % too short, stopped on arrival", Habits(), known=0.9, proposes=True),
    Case("10 % too short, three of ten by Home Assistant", Habits(by_command=0.3), known=0.9, proposes=True),
    Case("12 % too short, half stopped on the way", Habits(early=0.5), known=0.88, proposes=True),
    Case("10 % too long, half by Home Assistant", Habits(by_command=0.5), known=1.1, proposes=True),
    Case("motor 12 % slower after eight months", Habits(by_command=0.2), slower_by=0.12, proposes=True),
    Case(
        "guessed 60 s, bus timer of 50 s",
        Habits(timer_s=50.0, late=1.0, late_s=(50.0, 90.0)),
        guessed_s=60.0,
        proposes=True,
    ),
)


@dataclass(slots=True)
class Outcome:
    """What a case has come to in all houses."""

    case: Case
    false: int = 0
    days: list[int] = field(default_factory=list)
    """After how many days the first proposal came."""
    known_off: list[float] = field(default_factory=list)
    proposed_off: list[float] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        return self.false == 0 and self.case.proposes in (bool(self.days), None)


def live(case: Case, seed: int) -> tuple[LivedShutter, TimesProposal | None, int]:
    """Live until the first proposal, or to the last day."""
    rng = random.Random(f"{case.name} {seed}")
    up = rng.uniform(*UP_S)
    down = up * DOWN_S * rng.uniform(0.98, 1.02)
    known = case.known
    times = (
        TravelTimes(up=round(up * known, 1), down=round(down * known, 1))
        if case.guessed_s is None
        else TravelTimes(up=case.guessed_s, down=case.guessed_s)
    )
    shutter = LivedShutter(rng, MotorSpec(up_s=up, down_s=down), times, case.habits)
    for day in range(1, DAYS + 1):
        shutter.day()
        shutter.slow_down((1.0 + case.slower_by) ** (1.0 / DAYS) - 1.0)
        found = propose_times(shutter.history, times, guessed=case.guessed_s is not None)
        if found is not None:
            return shutter, found, day
    return shutter, None, DAYS


def tried(case: Case, houses: int) -> Outcome:
    """Live one case in several houses."""
    outcome = Outcome(case)
    for seed in range(houses):
        shutter, found, day = live(case, seed)
        if found is None:
            continue
        outcome.days.append(day)
        for known, new in _offs(shutter, found):
            outcome.known_off.append(known)
            outcome.proposed_off.append(new)
            outcome.false += new >= known or known < MATTERS
    return outcome


def _offs(shutter: LivedShutter, found: TimesProposal) -> Iterable[tuple[float, float]]:
    """By which shares of the truth the known and the proposed times are off, for each direction that changes."""
    for group in (found.up, found.down):
        if group is not None:
            true = shutter.travel(group.motion)
            known, new = shutter.known.travel(group.motion), found.times.travel(group.motion)
            yield abs(known - true) / true, abs(new - true) / true


def rows(houses: int = HOUSES) -> list[Row]:
    """One row for each case."""
    made = []
    for case in CASES:
        outcome = tried(case, houses)
        target = TARGETS[case.proposes]
        made.append(Row(f"other travel times: {case.name}", _told(outcome, houses), target, outcome.ok))
    return made


def _told(outcome: Outcome, houses: int) -> str:
    told = f"proposed in {len(outcome.days)} of {houses} houses"
    if not outcome.days:
        return told
    was, error = (100.0 * median(each) for each in (outcome.known_off, outcome.proposed_off))
    worst = 100.0 * max(outcome.proposed_off)
    days = f"after {median(outcome.days):.0f} days"
    return f"{told} {days}; off by {error:.1f} % (worst {worst:.1f}) instead of {was:.1f} %; false: {outcome.false}"


def main() -> None:
    for row in rows(int(sys.argv[1]) if len(sys.argv) > 1 else HOUSES):
        print(" | ".join((row.figure, row.measured, "met" if row.met else "MISSED")))


if __name__ == "__main__":
    main()
