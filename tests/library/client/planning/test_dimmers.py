"""Dimmers: levels on their way, and hands on their buttons."""

from __future__ import annotations

import pytest

from ipcom.errors import (
    CommandNotConfirmed,
    CommandSuperseded,
)
from ipcom.model.address import OutputAddress
from tests.library.client.planning.planner_house import DIMMER, SECOND_DIMMER, lit_house
from tests.library.client.planning.planner_rig import Rig

LAMP_BESIDE = OutputAddress(6, 5)


@pytest.fixture
def rig() -> Rig:
    return lit_house()


def ramp(rig: Rig, address: OutputAddress, start: int, end: int, seconds: float) -> None:
    steps = 20
    for n in range(1, steps + 1):
        level = round(start + (end - start) * n / steps)
        rig.at(seconds * n / steps, lambda value=level: rig.press(address, value))  # type: ignore[misc]


def test_a_dimmer_that_moves_towards_its_target_has_five_seconds(rig: Rig) -> None:
    rig.link.ignores = lambda: True
    ticket = rig.want({DIMMER: 80})
    ramp(rig, DIMMER, 0, 80, 4.0)
    rig.run(4.5)
    assert rig.outcomes == {ticket: None}
    assert len(rig.frames) == 1


def test_a_dimmer_that_stops_half_way_is_not_confirmed(rig: Rig) -> None:
    rig.link.ignores = lambda: True
    ticket = rig.want({DIMMER: 80})
    ramp(rig, DIMMER, 0, 40, 0.5)
    rig.run(3.0)
    assert isinstance(rig.outcomes[ticket], CommandNotConfirmed)


def test_a_dimmer_that_a_person_turns_away_is_left_to_that_person(rig: Rig) -> None:
    rig.press(DIMMER, 50)
    rig.run(1.0)
    rig.link.ignores = lambda: True
    ticket = rig.want({DIMMER: 80})
    rig.at(0.7, lambda: rig.press(DIMMER, 20))
    rig.run(2.0)
    assert isinstance(rig.outcomes[ticket], CommandSuperseded)


def test_a_dimmer_whose_button_is_held_is_left_to_that_person(rig: Rig) -> None:
    rig.link.late = 5
    ticket = rig.want({DIMMER: 80})
    rig.at(0.1, lambda: rig.press(DIMMER, 251))
    rig.run(1.0)
    assert isinstance(rig.outcomes[ticket], CommandSuperseded)


def test_a_queued_level_gives_way_to_a_level_set_later_at_the_wall(rig: Rig) -> None:
    rig.press(SECOND_DIMMER, 251)
    rig.run(0.4)
    ticket = rig.want({DIMMER: 80})
    rig.at(0.3, lambda: rig.press(DIMMER, 10))
    rig.run(1.0)
    assert isinstance(rig.outcomes[ticket], CommandSuperseded)
    assert rig.frames == []


@pytest.mark.parametrize("value", [100, 255])
def test_on_a_dimmer_a_hundred_and_255_are_equal(rig: Rig, value: int) -> None:
    rig.press(DIMMER, value)
    ticket = rig.want({DIMMER: 255})
    rig.run(0.1)
    assert rig.outcomes == {ticket: None}
    assert rig.frames == []


@pytest.mark.parametrize("value", [101, 251, 254])
@pytest.mark.parametrize("wanted", [100, 255])
def test_a_value_that_tells_no_level_confirms_no_command(rig: Rig, value: int, wanted: int) -> None:
    rig.press(DIMMER, value)
    rig.run(1.0)
    ticket = rig.want({DIMMER: wanted})
    rig.run(0.5)
    assert [frame.values[0] for frame in rig.frames] == [100]
    assert rig.outcomes == {ticket: None}


def test_a_frame_waits_for_a_neighbour_that_ramps(rig: Rig) -> None:
    ramp(rig, SECOND_DIMMER, 0, 60, 0.6)
    rig.run(0.1)
    ticket = rig.want({DIMMER: 80})
    rig.run(1.5)
    assert rig.outcomes == {ticket: None}
    assert rig.value(SECOND_DIMMER) == 60


def test_a_command_fails_when_a_neighbour_ramps_for_ever_and_no_frame_carries_that_value(rig: Rig) -> None:
    rig.press(SECOND_DIMMER, 251)
    ticket = rig.want({DIMMER: 80})
    rig.run(2.0)
    error = rig.outcomes[ticket]
    assert isinstance(error, CommandNotConfirmed)
    assert "dimmed at the wall" in str(error)
    assert rig.frames == []


def test_the_wait_for_a_ramp_begins_anew_with_each_command(rig: Rig) -> None:
    rig.press(DIMMER, 251)
    rig.run(0.5)
    withdrawn = rig.want({LAMP_BESIDE: 255})
    rig.run(0.5)
    rig.planner.commands.withdraw(withdrawn)
    rig.press(DIMMER, 50)
    rig.run(3600.0)
    rig.press(DIMMER, 251)
    rig.run(0.5)
    given_at = rig.now
    ticket = rig.want({LAMP_BESIDE: 255})
    rig.run(3.0)
    assert isinstance(rig.outcomes[ticket], CommandNotConfirmed)
    assert rig.ended_at[ticket] - given_at == pytest.approx(rig.timings.ramp_wait, abs=0.1)


def test_a_command_that_joins_the_wait_for_a_ramp_late_waits_as_long_as_the_first(rig: Rig) -> None:
    rig.press(DIMMER, 251)
    rig.run(0.5)
    first = rig.want({LAMP_BESIDE: 255})
    rig.run(1.4)
    second = rig.want({OutputAddress(6, 6): 255})
    rig.at(0.5, lambda: rig.press(DIMMER, 50))
    rig.run(3.0)
    assert isinstance(rig.outcomes[first], CommandNotConfirmed)
    assert rig.outcomes[second] is None


def test_the_wait_for_a_ramp_counts_anew_after_a_break(rig: Rig) -> None:
    rig.press(DIMMER, 251)
    rig.run(0.5)
    ticket = rig.want({LAMP_BESIDE: 255})
    rig.run(1.0)
    rig.disconnect()
    rig.run(1.0)
    rig.connect()
    rig.at(0.5, lambda: rig.press(DIMMER, 50))
    rig.run(1.0)
    assert rig.outcomes == {ticket: None}


@pytest.mark.parametrize("unless_changed", [True, False])
def test_a_step_gives_way_to_a_press_that_the_next_read_shows(rig: Rig, unless_changed: bool) -> None:
    rig.press(DIMMER, 40)
    rig.run(1.0)
    ticket = rig.planner.commands.want({DIMMER: 50}, rig.now, unless_changed=unless_changed)
    rig.press(DIMMER, 0)
    rig.run(1.0)
    assert isinstance(rig.outcomes[ticket], CommandSuperseded) is unless_changed
    assert rig.value(DIMMER) == (0 if unless_changed else 50)


def test_a_step_from_the_last_read_is_carried_out_where_nothing_has_changed(rig: Rig) -> None:
    rig.press(DIMMER, 40)
    rig.run(1.0)
    ticket = rig.planner.commands.want({DIMMER: 50}, rig.now, unless_changed=True)
    rig.press(SECOND_DIMMER, 30)
    rig.run(1.0)
    assert rig.outcomes == {ticket: None}
    assert (rig.value(DIMMER), rig.value(SECOND_DIMMER)) == (50, 30)
