"""What a read says of a shutter's command."""

from __future__ import annotations

from collections.abc import Collection

import pytest

from ipcom.client.planning.command_text import MotorText
from ipcom.client.planning.interlock import PairWatch
from ipcom.client.planning.life import Life
from ipcom.client.planning.line_timings import LineTimings
from ipcom.client.planning.seen_movements import Found, SeenMovements
from ipcom.client.planning.shutter_command import ShutterCommand
from ipcom.model.address import OUTPUTS, OutputAddress
from ipcom.model.motion import Motion
from ipcom.model.round_trips import RoundTrips
from ipcom.model.shutter_pair import ShutterPair
from ipcom.model.snapshot import StateSnapshot
from ipcom.model.timings import Timings

PAIR = ShutterPair(up=OutputAddress(5, 1), down=OutputAddress(5, 2), max_run=60.0)


@pytest.fixture
def watch() -> PairWatch:
    return PairWatch(PAIR, LineTimings(Timings(), RoundTrips()))


def up(watch: PairWatch) -> ShutterCommand:
    return ShutterCommand(Motion.UP, (watch.up,), Life(10.0, 20.0, []))


def stop(watch: PairWatch, *, timed: bool = False) -> ShutterCommand:
    return ShutterCommand(Motion.OFF, (watch.up,), Life(10.0, 20.0, []), timed)


def look(
    watch: PairWatch,
    command: ShutterCommand,
    at: float,
    *on: OutputAddress,
    foreign: Collection[OutputAddress] = (),
    settled: bool = True,
) -> Found | MotorText:
    """Show the relays a read, and say what it says of the command."""
    values = bytearray(OUTPUTS)
    for address in on:
        values[address.index] = 255
    snapshot = StateSnapshot(bytes(values), timestamp=at, asked_at=at, received_at=at)
    for relay in watch.relays:
        relay.observe_read(snapshot, foreign, settled=settled)
    return SeenMovements(watch).found(command, snapshot, foreign, at, settled=settled)


def test_a_direction_that_is_on_is_done_and_ours_from_now_on(watch: PairWatch) -> None:
    assert look(watch, up(watch), 10.1, PAIR.up) is Found.DONE
    assert watch.up.off_by == 10.1 + PAIR.max_run


def test_a_read_asked_before_the_command_says_nothing(watch: PairWatch) -> None:
    assert look(watch, up(watch), 9.9, PAIR.up) is Found.NOTHING


@pytest.mark.parametrize("touched", PAIR.addresses)
def test_a_touch_of_either_relay_ends_what_has_not_left_in_its_own_direction_too(
    watch: PairWatch, touched: OutputAddress
) -> None:
    assert look(watch, up(watch), 10.1, PAIR.up, foreign={touched}) is MotorText.SHUTTER_MOVED_BY_OTHERS


def test_what_has_left_is_done_when_it_shows_whose_doing_it_may_be(watch: PairWatch) -> None:
    command = up(watch)
    command.life.left(10.05, 1.5, 0.5)
    assert look(watch, command, 10.1, PAIR.up, foreign={PAIR.up}) is Found.DONE


def test_a_direction_whose_link_broke_is_lost_unless_it_shows(watch: PairWatch) -> None:
    command = up(watch)
    command.life.left(10.5, 1.5, 0.5)
    assert look(watch, command, 10.6) is Found.NOTHING
    command.life.link_down()
    assert look(watch, command, 12.0) is Found.LOST
    assert look(watch, command, 12.1, PAIR.up) is Found.DONE


def test_a_stop_is_done_when_a_read_asked_since_shows_it_off(watch: PairWatch) -> None:
    assert look(watch, stop(watch), 9.9) is Found.NOTHING
    assert look(watch, stop(watch), 10.1, PAIR.up) is Found.NOTHING
    assert look(watch, stop(watch), 10.2) is Found.DONE


def test_an_off_of_a_gateway_that_starts_up_ends_no_stop(watch: PairWatch) -> None:
    assert look(watch, stop(watch), 10.1, settled=False) is Found.NOTHING
    assert look(watch, stop(watch), 10.2, PAIR.up, settled=False) is Found.NOTHING
    assert look(watch, stop(watch), 10.3, settled=False) is Found.DONE


def test_a_stop_gives_way_to_a_new_movement_from_outside(watch: PairWatch) -> None:
    command = stop(watch)
    assert look(watch, command, 10.1, PAIR.up, foreign={PAIR.up}) is Found.NOTHING
    command.life.left(10.2, 1.5, 0.5)
    assert look(watch, command, 10.3, PAIR.up, foreign={PAIR.up}) is MotorText.SHUTTER_MOVED_ANEW


def test_a_timed_stop_gives_way_to_the_other_direction(watch: PairWatch) -> None:
    assert look(watch, stop(watch, timed=True), 10.1, PAIR.down) is MotorText.SHUTTER_MOVEMENT_BEGAN
