"""One bus: what writes and wall switches do, and what the gateway then shows."""

from __future__ import annotations

import pytest

from ipcom.errors import ConfigurationError
from ipcom.model.address import OutputAddress
from ipcom.model.output_kind import OutputKind
from ipcom.simulator.house.dimmer import DimmerSpec
from ipcom.simulator.house.layout import Layout
from ipcom.simulator.house.world import Cause, World
from tests.library.simulator.simulator_rig import DIMMER, LIGHT, HandClock

DOOR = OutputAddress(1, 1)
KINDS = {DIMMER: OutputKind.DIMMER, DOOR: OutputKind.MOMENTARY}


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


def make(clock: HandClock, **options: object) -> World:
    return World(Layout(kinds=KINDS, **options), clock=clock)  # type: ignore[arg-type]


def set_only(world: World, address: OutputAddress, value: int) -> None:
    values = bytearray(8)
    values[address.output - 1] = value
    world.write(address.module, bytes(values))


def test_everything_is_off_at_first() -> None:
    assert World().values() == bytes(128)


def test_a_write_sets_the_whole_module_and_no_other(clock: HandClock) -> None:
    world = make(clock)
    world.press(OutputAddress(3, 1))
    world.press(OutputAddress(4, 1))
    set_only(world, LIGHT, 7)
    assert world.values()[16:24] == bytes([0, 0, 0, 255, 0, 0, 0, 0])
    assert world.is_on(OutputAddress(4, 1))


def test_a_write_of_any_other_length_is_refused(clock: HandClock) -> None:
    with pytest.raises(ConfigurationError, match="give all 8"):
        make(clock).write(1, b"\xff")


def test_a_wall_switch_toggles(clock: HandClock) -> None:
    world = make(clock)
    world.press(LIGHT)
    assert world.value(LIGHT) == 255
    world.press(LIGHT)
    assert world.value(LIGHT) == 0


def test_the_snapshot_is_the_same_object_while_nothing_changes(clock: HandClock) -> None:
    world = make(clock)
    world.press(LIGHT)
    before = world.values()
    clock.pass_by(3600)
    assert world.values() is before


def test_a_dimmer_ramps_in_the_snapshot(clock: HandClock) -> None:
    world = make(clock, dimmer=DimmerSpec(ramp_s=2.0))
    set_only(world, DIMMER, 50)
    clock.pass_by(0.5)
    assert world.value(DIMMER) == 25
    clock.pass_by(5)
    assert world.value(DIMMER) == 50
    assert [event.value for event in world.history] == [50]


def test_a_dimmers_button_toggles_when_short_and_shows_251_when_held(clock: HandClock) -> None:
    world = make(clock)
    world.press(DIMMER)
    assert world.value(DIMMER) == 100
    set_only(world, DIMMER, 20)
    world.press(DIMMER, held=1.0)
    assert world.value(DIMMER) == 251
    clock.pass_by(1.0)
    assert world.value(DIMMER) == 45


def test_a_momentary_output_goes_off_by_itself(clock: HandClock) -> None:
    world = make(clock)
    set_only(world, DOOR, 255)
    clock.pass_by(0.4)
    assert world.is_on(DOOR)
    clock.pass_by(0.2)
    assert not world.is_on(DOOR)
    assert [event.cause for event in world.history] == [Cause.BUS, Cause.TIMER]


def test_a_bus_timer_starts_anew_each_time(clock: HandClock) -> None:
    world = make(clock, auto_off={LIGHT: 40.0})
    world.press(LIGHT)
    clock.pass_by(30)
    world.press(LIGHT)
    world.press(LIGHT)
    clock.pass_by(30)
    assert world.is_on(LIGHT)
    clock.pass_by(10)
    assert not world.is_on(LIGHT)


def test_a_relay_may_flicker_when_it_goes_on(clock: HandClock) -> None:
    world = make(clock, flicker_s=0.1)
    world.press(LIGHT)
    assert world.value(LIGHT) == 1
    clock.pass_by(0.1)
    assert world.value(LIGHT) == 255
    world.press(LIGHT)
    world.press(LIGHT)
    world.press(LIGHT)
    clock.pass_by(0.1)
    assert world.value(LIGHT) == 0


def test_history_tells_who_did_what_and_when(clock: HandClock) -> None:
    world = make(clock)
    clock.pass_by(2)
    world.press(LIGHT)
    set_only(world, LIGHT, 255)
    clock.pass_by(1)
    set_only(world, LIGHT, 0)
    assert [(event.at, event.address, event.value, event.cause) for event in world.history] == [
        (2.0, LIGHT, 255, Cause.WALL),
        (3.0, LIGHT, 0, Cause.BUS),
    ]


def test_a_power_cut_leaves_everything_off(clock: HandClock) -> None:
    world = make(clock)
    world.press(LIGHT)
    world.press(DIMMER)
    world.lose_power()
    assert world.values() == bytes(128)
    assert world.history[-1].cause is Cause.POWER


def test_time_may_run_faster_in_the_house(clock: HandClock) -> None:
    world = make(clock, auto_off={LIGHT: 40.0})
    world.speed = 10.0
    world.press(LIGHT)
    clock.pass_by(5)
    assert not world.is_on(LIGHT)
    assert world.speed == 10.0


def test_a_dimmer_ramps_while_its_button_is_held_and_not_longer(clock: HandClock) -> None:
    world = make(clock)
    world.start_dimming(DIMMER)
    clock.pass_by(1.0)
    assert world.value(DIMMER) == 251
    world.stop_dimming(DIMMER)
    clock.pass_by(10.0)
    assert world.value(DIMMER) == 25
    assert [(event.value, event.cause) for event in world.history] == [(100, Cause.WALL), (25, Cause.WALL)]
