"""The runs of a move, and what is wanted of the relays and when."""

from __future__ import annotations

import pytest

from ipcom.cli.covers.counted import Counted
from ipcom.cli.covers.likely_times import Times
from ipcom.cli.covers.orders import Move, Order
from ipcom.cli.covers.planned_runs import PlannedRun, TimedValues, as_steps, planned_runs, timed_values
from ipcom.cli.covers.stored_cover import StoredCover
from ipcom.cli.planned_frames import CommandStep
from ipcom.errors import ConfigurationError
from ipcom.model.devices import ShutterDevice
from ipcom.model.motion import Motion
from ipcom.shutter.confidence import Confidence
from ipcom.shutter.stored import StoredPosition
from tests.library.cli.cli_rig import TIMES

NOW = 1000.0
UNKNOWN = StoredCover()
MEASURED = StoredCover(Times(TIMES))
AT_40 = StoredCover(
    Times(TIMES), StoredPosition(40.0, None, Confidence.ESTIMATED, NOW), Counted(0.0, NOW, 0.0, 5.0)
)
UP, DOWN = Motion.UP, Motion.DOWN


def runs(device: ShutterDevice, order: Order, known: StoredCover) -> list[PlannedRun]:
    return [
        run._replace(seconds=round(run.seconds, 1))
        for run in planned_runs(device, order, known, Motion.OFF, NOW)
    ]


@pytest.mark.parametrize(
    ("order", "known", "then"),
    [
        (Order(Move.OPEN), UNKNOWN, [PlannedRun(UP, 120.0, at_the_latest=True)]),
        (Order(Move.OPEN), MEASURED, [PlannedRun(UP, 23.1)]),
        (Order(Move.CLOSE), MEASURED, [PlannedRun(DOWN, 21.5)]),
        (Order(Move.CLOSE, seconds=3.0), MEASURED, [PlannedRun(DOWN, 3.0)]),
        (Order(Move.STOP), MEASURED, []),
        (Order(Move.POSITION, 100.0), MEASURED, [PlannedRun(UP, 23.1)]),
        (Order(Move.POSITION, 0.0), MEASURED, [PlannedRun(DOWN, 21.5)]),
        (Order(Move.POSITION, 30.0), MEASURED, [PlannedRun(DOWN, 21.5), PlannedRun(UP, 6.3)]),
        (Order(Move.POSITION, 50.0), MEASURED, [PlannedRun(UP, 23.1), PlannedRun(DOWN, 9.8)]),
        (Order(Move.POSITION, 60.0), AT_40, [PlannedRun(UP, 4.2)]),
        (Order(Move.POSITION, 40.0), AT_40, []),
        (Order(Move.POSITION, 60.0, forget=True), AT_40, [PlannedRun(UP, 23.1), PlannedRun(DOWN, 7.8)]),
    ],
)
def test_a_move_is_a_run_or_two(
    left: ShutterDevice, order: Order, known: StoredCover, then: list[PlannedRun]
) -> None:
    assert runs(left, order, known) == then


def test_without_a_position_there_is_no_direct_way(left: ShutterDevice) -> None:
    with pytest.raises(ConfigurationError, match="--direct has nothing to count from"):
        runs(left, Order(Move.POSITION, 60.0, direct=True), MEASURED)


def test_the_other_direction_rests_for_the_pause_first(left: ShutterDevice) -> None:
    up, down = left.pair.addresses
    values = list(timed_values(left.pair, [PlannedRun(UP, 5.0), PlannedRun(DOWN, 2.0)], DOWN))
    assert values == [
        TimedValues(0.0, {up: 0, down: 0}),
        TimedValues(1.0, {up: 255, down: 0}),
        TimedValues(6.0, {up: 0, down: 0}),
        TimedValues(6.0, {up: 0, down: 0}),
        TimedValues(7.0, {up: 0, down: 255}),
        TimedValues(9.0, {up: 0, down: 0}),
    ]
    assert not any(all(value.wanted.values()) for value in values)


def test_what_is_wanted_at_one_time_goes_together(left: ShutterDevice) -> None:
    up, down = left.pair.addresses
    values = [
        TimedValues(5.0, {up: 0}, at_the_latest=True),
        TimedValues(0.0, {up: 255}),
        TimedValues(0.0, {down: 0}),
    ]
    assert as_steps(values) == [
        CommandStep({up: 255, down: 0}),
        CommandStep({up: 0}, 5.0, at_the_latest=True),
    ]
