"""The clock of a house never jumps."""

from __future__ import annotations

from ipcom.simulator.house.scaled_clock import ScaledClock, stopped_clock
from tests.library.simulator.simulator_rig import HandClock


def test_speed_changes_without_a_jump() -> None:
    outside = HandClock()
    clock = ScaledClock(outside, speed=10.0)
    outside.pass_by(2)
    clock.set_speed(1.0)
    outside.pass_by(3)
    assert clock.now() == 23.0
    assert clock.speed == 1.0


def test_another_source_goes_on_where_the_first_one_was() -> None:
    clock = ScaledClock(stopped_clock)
    outside = HandClock()
    outside.now = 1000.0
    clock.set_source(outside)
    assert clock.now() == 0.0
    outside.pass_by(1.5)
    assert clock.now() == 1.5
