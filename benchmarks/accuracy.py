"""How far the estimated position of a shutter is from the truth: in virtual time, against the simulated motor.

A round is ten motors, each up to 2 % faster or slower than configured, that make twenty random
partial moves each; three in ten are made at the wall, 0.7 s or longer. On average every fourth move is a full
run, at random: the worst errors are those after a dozen partial moves in a row. Ten rounds of three seeds even out
the luck. Run it alone with `python -m benchmarks.accuracy [SEED]`.
"""

from __future__ import annotations

import random
import sys
from dataclasses import dataclass, field
from statistics import median

from ipcom.simulator.testing.virtual_time import run_virtual

from .figures import Row, percentile
from .motor_trial import Conditions, Errors, try_motor

SEEDS, ROUNDS, MOTORS = 3, 10, 10
MEDIAN_ABOVE, P95_ABOVE = 0.08, 0.12
"""So much more than the limit the error may be."""


@dataclass(slots=True)
class Accuracy:
    """Errors in points of position, and the full runs."""

    errors: Errors = field(default_factory=Errors)

    @property
    def median(self) -> float:
        return median(self.errors.client)

    @property
    def p95(self) -> float:
        return percentile(self.errors.client, 95)

    @property
    def ok(self) -> bool:
        return self.exact and self.median_ok and self.p95_ok

    @property
    def full_runs(self) -> int:
        return self.errors.full_runs

    @property
    def exact(self) -> bool:
        return self.errors.exact_full_runs == self.full_runs

    @property
    def median_ok(self) -> bool:
        return self.median <= self.median_limit * (1.0 + MEDIAN_ABOVE)

    @property
    def p95_ok(self) -> bool:
        return self.p95 <= self.p95_limit * (1.0 + P95_ABOVE)

    @property
    def median_limit(self) -> float:
        return median(self.errors.onlooker)

    @property
    def p95_limit(self) -> float:
        return percentile(self.errors.onlooker, 95)


def run(seed: int = 1, rounds: int = ROUNDS, seeds: int = 1) -> Accuracy:
    """200 partial moves a round; the same seed gives the same figures."""
    result, conditions = Accuracy(), Conditions()
    for number in range(seeds):
        rng = random.Random(seed + number)
        for _ in range(MOTORS * rounds):
            run_virtual(try_motor(rng, conditions, result.errors))
    return result


def rows(result: Accuracy) -> list[Row]:
    """What was measured beside its limit."""
    full = f"{result.errors.exact_full_runs} of {result.full_runs}"
    return [
        Row(
            f"shutter position, median of {len(result.errors.client)} errors",
            f"{result.median:.2f} points; limit {result.median_limit:.2f}",
            f"within {MEDIAN_ABOVE:.0%} of the limit",
            result.median_ok,
        ),
        Row(
            "shutter position, 95 % of errors below",
            f"{result.p95:.2f} points; limit {result.p95_limit:.2f}",
            f"within {P95_ABOVE:.0%} of the limit",
            result.p95_ok,
        ),
        Row(
            "shutter position, worst error",
            f"{max(result.errors.client):.1f} points; limit {max(result.errors.onlooker):.1f}",
        ),
        Row("shutter exactly at 0 or 100 after a full run", full, "all", result.exact),
    ]


def main() -> int:
    result = run(int(sys.argv[1]) if len(sys.argv) > 1 else 1)
    for row in rows(result):
        print(f"{row.figure:<45} {row.measured:<30}  {row.target:<26} {'MISSED' if row.met is False else ''}")
    return 0 if result.ok else 1


if __name__ == "__main__":
    sys.exit(main())
