"""A motor knows where its curtain really is, and what was done to it."""

from __future__ import annotations

import math

import pytest

from ipcom.model.devices import RelayRole
from ipcom.simulator.house.motor import Motor, MotorSpec
from tests.library.simulator.simulator_rig import HandClock

UP, DOWN = RelayRole.UP, RelayRole.DOWN
SPEC = MotorSpec(up_s=20.0, down_s=10.0, position=50.0)


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


def run(motor: Motor, clock: HandClock, direction: RelayRole, seconds: float) -> None:
    motor.contact(direction, True, clock.now)
    clock.pass_by(seconds)
    motor.contact(direction, False, clock.now)


@pytest.mark.parametrize(
    ("direction", "seconds", "position"),
    [(UP, 4.0, 70.0), (UP, 60.0, 100.0), (DOWN, 2.0, 30.0), (DOWN, 60.0, 0.0)],
)
def test_a_motor_travels_at_its_own_speed_and_stops_at_the_ends(
    clock: HandClock, direction: RelayRole, seconds: float, position: float
) -> None:
    motor = Motor(SPEC, clock)
    run(motor, clock, direction, seconds)
    clock.pass_by(100)
    assert motor.position == pytest.approx(position)
    assert motor.running is None


def test_a_motor_moves_the_curtain_while_it_runs(clock: HandClock) -> None:
    motor = Motor(SPEC, clock)
    motor.contact(UP, True, clock.now)
    clock.pass_by(2)
    assert motor.position == pytest.approx(60.0)
    assert motor.running is UP


def test_a_motor_starts_late_and_stops_late(clock: HandClock) -> None:
    motor = Motor(MotorSpec(10.0, 10.0, start_delay_s=0.5, stop_lag_s=0.2, position=0.0), clock)
    run(motor, clock, UP, 0.4)
    assert motor.position == 0.0
    clock.pass_by(5)
    run(motor, clock, UP, 2.0)
    clock.pass_by(0.1)
    at_once = motor.position
    clock.pass_by(5)
    assert at_once == pytest.approx(16.0 + 2.0)
    assert motor.position == pytest.approx(19.0)


def test_both_contacts_together_stall_a_motor_and_are_counted(clock: HandClock) -> None:
    motor = Motor(SPEC, clock)
    motor.contact(UP, True, clock.now)
    motor.contact(DOWN, True, clock.now)
    clock.pass_by(3)
    assert motor.running is None
    assert (motor.position, motor.both_on_s, motor.both_on_count) == (50.0, 3.0, 1)
    motor.contact(UP, False, clock.now)
    clock.pass_by(1)
    assert motor.position == pytest.approx(40.0)
    assert motor.both_on_s == 3.0
    assert motor.shortest_reversal_s == 0.0


@pytest.mark.parametrize(
    ("closed", "both"), [((), False), ((UP,), False), ((DOWN,), False), ((UP, DOWN), True)]
)
def test_a_motor_says_whether_both_contacts_are_closed(
    clock: HandClock, closed: tuple[RelayRole, ...], both: bool
) -> None:
    motor = Motor(SPEC, clock)
    for direction in closed:
        motor.contact(direction, True, clock.now)
    assert motor.both_on is both


def test_the_shortest_pause_between_directions_is_remembered(clock: HandClock) -> None:
    motor = Motor(SPEC, clock)
    assert motor.shortest_reversal_s == math.inf
    for direction, pause in ((UP, 1.0), (DOWN, 0.7), (UP, 2.0)):
        run(motor, clock, direction, 1.0)
        clock.pass_by(pause)
    assert motor.shortest_reversal_s == pytest.approx(0.7)
    assert motor.starts == 3


def test_a_contact_that_is_closed_already_changes_nothing(clock: HandClock) -> None:
    motor = Motor(SPEC, clock)
    motor.contact(UP, True, clock.now)
    motor.contact(UP, True, clock.now)
    assert motor.starts == 1


def test_a_hand_may_put_the_curtain_anywhere(clock: HandClock) -> None:
    motor = Motor(SPEC, clock)
    motor.place(120.0)
    assert motor.position == 100.0
    motor.place(12.5)
    assert motor.position == 12.5
