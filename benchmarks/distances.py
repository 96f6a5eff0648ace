"""How far the estimated position of a shutter is from the truth on lines of 50 to 1000 ms; in virtual time."""

from __future__ import annotations

import random
from collections.abc import Sequence
from statistics import median

from ipcom.simulator.testing.virtual_time import run_virtual

from .figures import MS, Row, percentile
from .motor_trial import Conditions, Errors, try_motor

ROUND_TRIPS_S = (0.05, 0.2, 0.6, 1.0)
POLL_S = 0.35
MOVES = 20
OWN_MEDIAN, OWN_P95 = 1.0, 3.5


def distances(motors: int, seed: int) -> list[Row]:
    """Moves by command only, and moves at the wall only, at each distance."""
    rows = []
    for round_trip_s in ROUND_TRIPS_S:
        rows += _own(round_trip_s, motors, seed)
        rows.append(_wall(round_trip_s, motors, seed))
    return rows


def _own(round_trip_s: float, motors: int, seed: int) -> list[Row]:
    errors = _try(Conditions(moves=MOVES, at_wall=0.0, round_trip_s=round_trip_s), motors, seed)
    where = f"own moves at {round_trip_s * MS:.0f} ms round trip"
    target = f"median {OWN_MEDIAN}, p95 {OWN_P95}"
    return [
        Row(
            f"shutter, {len(errors.client)} {where}: error of the position",
            _told(errors) + f" (every edge known: {_spread(errors.onlooker)})",
            target,
            _small(errors.client) and not errors.failed,
        ),
        Row(
            f"shutter, {len(errors.past)} {where}: distance from the target",
            _spread(errors.past),
            target,
            _small(errors.past),
        ),
    ]


def _small(errors: list[float]) -> bool:
    return median(errors) <= OWN_MEDIAN and percentile(errors, 95) <= OWN_P95


def _wall(round_trip_s: float, motors: int, seed: int) -> Row:
    """The limit looks once a round trip, but not more often than the client polls a quiet house."""
    period_s = max(round_trip_s, POLL_S)
    conditions = Conditions(moves=MOVES, at_wall=1.0, round_trip_s=round_trip_s, look_every_s=period_s)
    errors = _try(conditions, motors, seed)
    return Row(
        f"shutter, {len(errors.client)} moves at the wall at {round_trip_s * MS:.0f} ms round trip",
        _told(errors),
        f"the limit of one read every {period_s * MS:.0f} ms: {_spread(errors.onlooker)}",
        median(errors.client) <= median(errors.onlooker)
        and percentile(errors.client, 95) <= percentile(errors.onlooker, 95),
    )


def _try(conditions: Conditions, motors: int, seed: int) -> Errors:
    rng, errors = random.Random(seed), Errors()
    for _ in range(motors):
        run_virtual(try_motor(rng, conditions, errors))
    return errors


def _told(errors: Errors) -> str:
    failed = f", {errors.failed} commands failed" if errors.failed else ""
    return _spread(errors.client) + failed


def _spread(errors: Sequence[float]) -> str:
    return f"median {median(errors):.2f}, p95 {percentile(list(errors), 95):.2f}"
