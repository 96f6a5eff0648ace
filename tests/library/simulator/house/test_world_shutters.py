"""Shutters at the wall and from the bus: relays first, contacts a little later, motors in between."""

from __future__ import annotations

import random
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipcom.errors import ConfigurationError
from ipcom.model.address import OutputAddress
from ipcom.model.devices import RelayRole
from ipcom.model.shutter_pair import ShutterPair
from ipcom.simulator.house.layout import Layout
from ipcom.simulator.house.motor import MotorSpec
from ipcom.simulator.house.world import WallButton, World
from tests.library.simulator.simulator_rig import LEFT, LIGHT, HandClock

MOTOR = MotorSpec(up_s=20.0, down_s=20.0, position=50.0)


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def world(clock: HandClock) -> World:
    return World(Layout(shutters={LEFT: MOTOR}), clock=clock, relay_delay=lambda: 0.0)


def lit(world: World) -> str:
    """Which of the two relays the gateway shows on."""
    return "".join("UD"[i] for i, address in enumerate(LEFT.addresses) if world.is_on(address))


def test_up_runs_until_stop(world: World, clock: HandClock) -> None:
    world.press_shutter(LEFT, WallButton.UP)
    clock.pass_by(4)
    assert (lit(world), world.shutters[LEFT].running) == ("U", RelayRole.UP)
    world.press_shutter(LEFT, "stop")
    clock.pass_by(100)
    assert lit(world) == ""
    assert world.shutters[LEFT].position == pytest.approx(70.0)


def test_the_other_way_goes_off_first_and_rests(world: World, clock: HandClock) -> None:
    world.press_shutter(LEFT, "down")
    clock.pass_by(1)
    world.press_shutter(LEFT, "up")
    assert lit(world) == ""
    clock.pass_by(0.49)
    assert lit(world) == ""
    clock.pass_by(0.02)
    assert lit(world) == "U"
    assert world.shutters[LEFT].shortest_reversal_s == pytest.approx(0.5)
    assert world.shutters[LEFT].both_on_count == 0


def test_a_stop_in_between_does_not_shorten_the_rest(world: World, clock: HandClock) -> None:
    for button in ("down", "stop", "up"):
        world.press_shutter(LEFT, button)
    assert lit(world) == ""
    clock.pass_by(0.5)
    assert lit(world) == "U"


@pytest.mark.parametrize("then", ["stop", "down"])
def test_a_press_during_the_rest_is_the_one_that_counts(world: World, clock: HandClock, then: str) -> None:
    world.press_shutter(LEFT, "down")
    world.press_shutter(LEFT, "up")
    world.press_shutter(LEFT, then)
    clock.pass_by(2)
    assert lit(world) == ("D" if then == "down" else "")


def test_a_write_during_the_rest_is_the_one_that_counts(world: World, clock: HandClock) -> None:
    world.press_shutter(LEFT, "down")
    world.press_shutter(LEFT, "up")
    world.write(5, bytes([255, 0, 0, 0, 0, 0, 0, 0]))
    clock.pass_by(2)
    assert lit(world) == "D"


def test_a_held_button_runs_as_long_as_it_is_held(world: World, clock: HandClock) -> None:
    world.press_shutter(LEFT, "up", held=3.0)
    world.press_shutter(LEFT, "up", held=9.0)
    clock.pass_by(2)
    assert lit(world) == "U"
    clock.pass_by(2)
    assert lit(world) == ""
    assert world.shutters[LEFT].position == pytest.approx(65.0)


def test_a_bus_timer_is_not_outlasted_by_a_hand_but_a_shorter_press_counts(clock: HandClock) -> None:
    layout = Layout(shutters={LEFT: MOTOR}, auto_off={LEFT.up: 10.0})
    world = World(layout, clock=clock, relay_delay=lambda: 0.0)
    world.press_shutter(LEFT, "up", held=60.0)
    clock.pass_by(10)
    assert lit(world) == ""
    world.press_shutter(LEFT, "up", held=2.0)
    clock.pass_by(2)
    assert lit(world) == ""


def test_a_relays_own_button_runs_or_stops(world: World, clock: HandClock) -> None:
    world.press(LEFT.down)
    assert lit(world) == "D"
    world.press(LEFT.down)
    assert lit(world) == ""
    clock.pass_by(1)
    world.press(LEFT.up)
    assert lit(world) == "U"


def test_the_contact_follows_the_snapshot_and_never_overtakes_itself(clock: HandClock) -> None:
    delays = iter([0.08, 0.02])
    world = World(Layout(shutters={LEFT: MOTOR}), clock=clock, relay_delay=lambda: next(delays))
    motor = world.shutters[LEFT]
    world.press_shutter(LEFT, "up")
    assert lit(world) == "U"
    assert motor.running is None
    clock.pass_by(0.01)
    world.press_shutter(LEFT, "stop")
    clock.pass_by(1)
    assert (motor.running, motor.starts) == (None, 1)


def test_the_usual_contact_takes_50_ms(clock: HandClock) -> None:
    world = World(Layout(shutters={LEFT: MOTOR}), clock=clock)
    world.press_shutter(LEFT, "up")
    clock.pass_by(2.05)
    assert world.shutters[LEFT].position == pytest.approx(60.0)


def test_both_directions_from_the_bus_harm_the_motor(world: World, clock: HandClock) -> None:
    world.write(5, bytes([255, 255, 0, 0, 0, 0, 0, 0]))
    clock.pass_by(2)
    motor = world.shutters[LEFT]
    assert motor.both_on_count == 1
    assert motor.both_on_s == pytest.approx(2.0)


def test_a_power_cut_stops_the_motor_and_forgets_the_rest(world: World, clock: HandClock) -> None:
    world.press_shutter(LEFT, "down")
    clock.pass_by(2)
    world.press_shutter(LEFT, "up")
    world.lose_power()
    clock.pass_by(60)
    assert lit(world) == ""
    assert world.shutters[LEFT].position == pytest.approx(40.0)


def test_another_pair_is_no_shutter_here(world: World) -> None:
    with pytest.raises(ConfigurationError, match="There is no shutter at 1/1 up, 1/2 down"):
        world.press_shutter(ShutterPair(OutputAddress(1, 1), OutputAddress(1, 2)), "up")


def test_a_relay_belongs_to_one_shutter() -> None:
    other = ShutterPair(LEFT.up, LIGHT)
    with pytest.raises(ConfigurationError, match="Output 5/2 belongs to two shutters"):
        World(Layout(shutters={LEFT: MOTOR, other: MOTOR}))


@given(
    st.lists(st.tuples(st.sampled_from(["up", "down", "stop", "U", "D"]), st.floats(0, 3)), max_size=30),
    st.randoms(use_true_random=False),
)
def test_no_press_at_the_wall_harms_a_motor(presses: list[tuple[str, float]], rng: random.Random) -> None:
    clock = HandClock()
    delay = partial(rng.uniform, 0.02, 0.08)
    world = World(Layout(shutters={LEFT: MOTOR}), clock=clock, relay_delay=delay)
    for button, seconds in presses:
        if button in "UD":
            world.press(LEFT.up if button == "U" else LEFT.down)
        else:
            world.press_shutter(LEFT, button)
        assert lit(world) in ("", "U", "D")
        clock.pass_by(seconds)
        motor = world.shutters[LEFT]
        assert 0.0 <= motor.position <= 100.0
        assert motor.both_on_count == 0
