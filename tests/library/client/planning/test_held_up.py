"""Commands that could not leave: the error names what held them up."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ipcom.client.planning.pending_command import PendingCommand
from ipcom.errors import CommandNotConfirmed
from ipcom.model.address import OutputAddress
from ipcom.model.motion import Motion
from ipcom.model.output_kind import OutputKind
from ipcom.model.timings import Timings
from tests.library.client.planning.planner_house import (
    DOWN,
    NEIGHBOUR,
    PAIR,
    SHUTTER_LAMP,
    UP,
    shuttered_house,
)
from tests.library.client.planning.planner_rig import Rig

DIMMER_BESIDE = OutputAddress(5, 7)


@pytest.fixture
def rig() -> Rig:
    return shuttered_house()


def keep(rig: Rig, every: float, act: Callable[[int], None], count: int = 0) -> None:
    """Let a hand do something again and again, for ever."""
    act(count)
    rig.at(every, lambda: keep(rig, every, act, count + 1))


def why_unsent(rig: Rig, ticket: PendingCommand) -> str:
    """The error of a command, 12 s later."""
    rig.run(12.0)
    error = rig.outcomes[ticket]
    assert isinstance(error, CommandNotConfirmed)
    return str(error)


def test_a_direction_that_a_ramping_dimmer_held_up_names_the_dimmer(rig: Rig) -> None:
    rig.planner.declared.set_kind(DIMMER_BESIDE, OutputKind.DIMMER)
    rig.press(DIMMER_BESIDE, 251)
    rig.run(1.0)
    why = why_unsent(rig, rig.drive(PAIR, Motion.UP))
    assert "moving up was not sent within 10.0 s: a dimmer of its module is being dimmed" in why


def test_a_direction_that_the_startup_guard_held_up_names_the_gateway(rig: Rig) -> None:
    def count_up(count: int) -> None:
        for bit in range(4):
            rig.press(OutputAddress(5, 5 + bit), 255 if count >> bit & 1 else 0)

    rig.disconnect()
    rig.run(5.0)
    keep(rig, 0.7, count_up)
    rig.connect()
    assert "the gateway was starting up" in why_unsent(rig, rig.drive(PAIR, Motion.UP))


def test_a_direction_that_a_neighbours_motor_held_up_names_that_shutter(rig: Rig) -> None:
    keep(rig, 0.5, lambda count: rig.press(NEIGHBOUR.up, 0 if count % 2 else 255))
    assert "another shutter in its module kept moving" in why_unsent(rig, rig.drive(PAIR, Motion.UP))


def test_a_direction_whose_other_direction_stays_on_names_that(rig: Rig) -> None:
    rig.press(DOWN, 255)
    rig.run(1.0)
    rig.link.ignores = lambda: True
    assert "the other direction was not seen off" in why_unsent(rig, rig.drive(PAIR, Motion.UP))


def test_a_direction_whose_reads_came_too_late_names_the_line() -> None:
    rig = Rig(shutters=(PAIR,), timings=Timings(leave_within=4.0))
    rig.run(30.0)
    rig.link.round_trip = 0.7
    assert "no read of the outputs was recent enough" in why_unsent(rig, rig.drive(PAIR, Motion.UP))


def test_a_direction_whose_reads_came_too_rarely_for_the_pause_names_that(rig: Rig) -> None:
    rig.run(30.0)
    rig.link.round_trip = 1.5
    assert "reads came too rarely" in why_unsent(rig, rig.drive(PAIR, Motion.UP))


def both_stay_on(rig: Rig) -> None:
    """After three emergency stops in a minute both relays of a shutter are left on."""
    for _ in range(4):
        rig.press(UP, 255)
        rig.press(DOWN, 255)
        rig.run(3.0)
    assert (rig.value(UP), rig.value(DOWN)) == (255, 255)


def test_a_lamp_beside_a_shutter_whose_both_directions_stay_on_names_the_shutter(rig: Rig) -> None:
    both_stay_on(rig)
    why = why_unsent(rig, rig.want({SHUTTER_LAMP: 255}))
    assert "every frame of its module would have both directions of a shutter on" in why


def test_a_direction_beside_a_shutter_whose_both_directions_stay_on_names_the_shutter(rig: Rig) -> None:
    both_stay_on(rig)
    why = why_unsent(rig, rig.drive(NEIGHBOUR, Motion.UP))
    assert "every frame of its module would have both directions of a shutter on" in why


def test_a_reason_that_held_up_an_earlier_frame_is_not_named_for_a_later_one(rig: Rig) -> None:
    rig.planner.declared.set_kind(DIMMER_BESIDE, OutputKind.DIMMER)
    rig.press(DIMMER_BESIDE, 251)
    rig.run(1.0)
    rig.drive(PAIR, Motion.UP)
    rig.run(0.5)
    rig.press(DIMMER_BESIDE, 50)
    while not rig.frames:
        rig.run(0.001)
    rig.link.round_trip = 30.0
    assert "the line or the gateway is slow" in why_unsent(rig, rig.want({SHUTTER_LAMP: 255}))
