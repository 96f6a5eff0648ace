"""What a shutter's relays need for a command."""

from __future__ import annotations

from math import inf

import pytest

from ipcom.client.planning.interlock import PairWatch
from ipcom.client.planning.life import Life
from ipcom.client.planning.line_timings import LineTimings
from ipcom.client.planning.relay_needs import PERSIST, RelayNeeds
from ipcom.client.planning.shutter_command import ShutterCommand
from ipcom.model.address import OUTPUTS, OutputAddress
from ipcom.model.motion import Motion
from ipcom.model.round_trips import RoundTrips
from ipcom.model.shutter_pair import ShutterPair
from ipcom.model.snapshot import StateSnapshot
from ipcom.model.timings import Timings

PAIR = ShutterPair(up=OutputAddress(5, 1), down=OutputAddress(5, 2), pause=1.0, max_run=60.0)
LINE = LineTimings(Timings(), RoundTrips())


@pytest.fixture
def watch() -> PairWatch:
    return PairWatch(PAIR, LINE)


@pytest.fixture
def needs(watch: PairWatch) -> RelayNeeds:
    return RelayNeeds(watch, Timings(), LINE)


def show(watch: PairWatch, at: float, *on: OutputAddress) -> None:
    values = bytearray(OUTPUTS)
    for address in on:
        values[address.index] = 255
    snapshot = StateSnapshot(bytes(values), timestamp=at, asked_at=at, received_at=at)
    for relay in watch.relays:
        relay.observe_read(snapshot, ())


def up(watch: PairWatch) -> ShutterCommand:
    return ShutterCommand(Motion.UP, (watch.up,), Life(10.0, 20.0, []))


def stop(watch: PairWatch, **more: object) -> ShutterCommand:
    return ShutterCommand(Motion.OFF, watch.relays, Life(10.0, 20.0, []), **more)  # type: ignore[arg-type]


def test_nothing_is_to_be_off_without_a_command(needs: RelayNeeds) -> None:
    assert needs.to_be_off(None) == ()


def test_a_direction_needs_the_other_off_for_the_whole_pause(watch: PairWatch, needs: RelayNeeds) -> None:
    show(watch, 10.0, PAIR.down)
    assert needs.start(up(watch), 10.0) == (None, inf)
    assert needs.stops(up(watch), 10.0) == ((PAIR.down,), inf)
    show(watch, 10.4)
    assert needs.start(up(watch), 10.4) == (None, 11.4)
    assert needs.start(up(watch), 11.4) == (PAIR.up, 11.4)


def test_a_direction_that_has_left_needs_nothing_more(watch: PairWatch, needs: RelayNeeds) -> None:
    command = up(watch)
    command.life.left(11.0, 1.5, 0.5)
    assert needs.start(command, 11.0) == (None, inf)
    assert needs.to_be_off(command) == ()


def test_both_directions_on_are_both_to_be_off(watch: PairWatch, needs: RelayNeeds) -> None:
    show(watch, 10.0, PAIR.up, PAIR.down)
    assert needs.to_be_off(up(watch)) == watch.relays


def test_a_stop_leaves_at_once_and_again_after_a_look(watch: PairWatch, needs: RelayNeeds) -> None:
    show(watch, 10.0, PAIR.up)
    command = stop(watch)
    assert needs.stops(command, 10.0) == ((PAIR.up,), inf)
    watch.up.sent_off(10.0)
    assert needs.stops(command, 10.1) == ((), 11.5)
    show(watch, 10.2, PAIR.up)
    assert needs.stops(command, 10.2) == ((), 10.5)
    command.life.told = True
    assert needs.stops(command, 10.2) == ((), 10.0 + PERSIST)


def test_a_timed_stop_leaves_when_it_is_due(watch: PairWatch, needs: RelayNeeds) -> None:
    show(watch, 10.0, PAIR.up)
    assert needs.stops(stop(watch, timed=True, due_at=12.0), 10.0) == ((), 12.0)


def test_a_stop_outlives_no_run_but_our_own(watch: PairWatch, needs: RelayNeeds) -> None:
    assert needs.outlived_at(stop(watch)) == 10.0 + PAIR.max_run + PERSIST
    assert needs.outlived_at(up(watch)) == inf
    watch.up.sent_on(10.0, PAIR.max_run)
    assert needs.outlived_at(stop(watch)) == inf


def test_what_has_left_is_shown_and_carried_until_a_read_should_have_shown_it(
    watch: PairWatch, needs: RelayNeeds
) -> None:
    command = up(watch)
    assert needs.overlay(command) == {}
    command.life.left(11.0, 1.5, 0.5)
    assert needs.overlay(command) == needs.carried(command, 11.0) == {PAIR.up: 255, PAIR.down: 0}
    command.life.looked(11.1, 11.1, (0.1,))
    assert needs.carried(command, 11.2)
    assert needs.carried(command, 11.5) == {}
    assert needs.overlay(stop(watch)) == {PAIR.up: 0, PAIR.down: 0}
    assert needs.overlay(stop(watch, timed=True)) == {}
