"""How far the believed height and tilt of a blind are from the truth, for each kind of slats; in virtual time.

Run it alone with `python -m benchmarks.tilts [SEED]`: it prints the tilt table.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Sequence
from statistics import median

from ipcom.model.tilt_model import TiltModel
from ipcom.simulator.testing.virtual_time import run_virtual

from .blind_trial import TILT_S, BlindErrors, try_blind
from .figures import Row, percentile

MOTORS, MOVES = 30, 20
MEDIAN = 2.0
"""Points that half of the errors stay below, of the height and of the tilt."""


def tilts(motors: int = MOTORS, seed: int = 1) -> list[Row]:
    """Own moves and moves at the wall, for each kind of slats."""
    return [
        row for model in TiltModel for at_wall in (False, True) for row in _rows(model, at_wall, motors, seed)
    ]


def measure(model: TiltModel, *, at_wall: bool, motors: int, seed: int) -> BlindErrors:
    """The errors of so many blinds of a kind; the same seed gives the same ones."""
    rng, errors = random.Random(seed), BlindErrors()
    for _ in range(motors):
        run_virtual(try_blind(rng, model, errors, at_wall=at_wall, moves=MOVES))
    return errors


def _rows(model: TiltModel, at_wall: bool, motors: int, seed: int) -> list[Row]:
    errors = measure(model, at_wall=at_wall, motors=motors, seed=seed)
    moves = "moves at the wall" if at_wall else "own moves"
    name = f"slats {model.replace('_', ' ')} ({TILT_S[model]:g} s), {len(errors.tilt)} {moves}"
    rows = [
        _row(f"{name}: error of the position", errors.position, errors),
        _row(f"{name}: error of the tilt", errors.tilt, errors),
    ]
    between = (
        f"{name}: error of the tilt, the {len(errors.between)} times that they stood between closed and open"
    )
    rows.append(_row(between, errors.between, errors, None if at_wall else MEDIAN))
    if not at_wall:
        rows.append(_row(f"{name}: height, distance from what was asked", errors.position_past, errors))
        rows.append(_row(f"{name}: tilt, distance from what was asked", errors.tilt_past, errors))
    return rows


def _row(name: str, points: Sequence[float], errors: BlindErrors, limit: float | None = MEDIAN) -> Row:
    """A short press at the wall that turns slats has no limit: its length is known to a read, which is much of a turn."""
    failed = f", {errors.failed} commands failed" if errors.failed else ""
    said = f"median {median(points):.2f}, p95 {percentile(list(points), 95):.2f}{failed}"
    if limit is None:
        return Row(name, said)
    met = median(points) < limit and not errors.failed and not errors.both_on
    return Row(name, said, f"median below {limit:g} points", met)


def main() -> int:
    rows = tilts(seed=int(sys.argv[1]) if len(sys.argv) > 1 else 1)
    for row in rows:
        print(
            f"{row.figure:<118} {row.measured:<28} {row.target:<24} {'MISSED' if row.met is False else ''}".rstrip()
        )
    return 0 if all(row.met is not False for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
