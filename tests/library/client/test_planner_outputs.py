"""Commands for lights, dimmers and outlets: written at once, confirmed, undoing nobody."""

from __future__ import annotations

import pytest

from ipcom.errors import (
    CommandNotConfirmed,
    CommandSuperseded,
    ConfigurationError,
    ConnectionLost,
    InterlockError,
)
from ipcom.model.address import OutputAddress
from ipcom.model.output_kind import OutputKind
from tests.library.client.planner_rig import Link, Rig

LAMP = OutputAddress(3, 4)
OTHER = OutputAddress(3, 5)
DIMMER = OutputAddress(6, 1)
SECOND_DIMMER = OutputAddress(6, 2)
DOOR = OutputAddress(4, 1)
KINDS = {DIMMER: OutputKind.DIMMER, SECOND_DIMMER: OutputKind.DIMMER, DOOR: OutputKind.MOMENTARY}


@pytest.fixture
def rig() -> Rig:
    made = Rig(kinds=KINDS)
    made.run(1.0)
    return made


def test_a_command_reads_writes_and_is_confirmed_by_a_read(rig: Rig) -> None:
    began = rig.now
    ticket = rig.want({LAMP: 255})
    rig.run(0.1)
    assert rig.outcomes == {ticket: None}
    assert rig.value(LAMP) == 255
    (frame,) = rig.frames
    assert frame.at - began == pytest.approx(0.002)
    assert [at for at in rig.reads if at >= began][:2] == pytest.approx([began, frame.at + 0.002])


def test_a_read_asked_for_just_before_the_command_saves_a_round_trip() -> None:
    rig = Rig(link=Link(round_trip=0.01))
    rig.run(0.35 * 3 + 0.005 - 0.01)
    assert rig.now - rig.reads[-1] == pytest.approx(0.005)
    rig.want({LAMP: 255})
    rig.run(0.1)
    assert rig.frames[0].at - rig.reads[3] == pytest.approx(0.01)


def test_a_press_that_no_poll_showed_yet_is_echoed_not_undone(rig: Rig) -> None:
    rig.press(OTHER, 255)
    rig.want({LAMP: 255})
    rig.run(0.1)
    assert rig.value(OTHER) == 255


def test_an_output_that_shows_the_value_already_needs_no_frame(rig: Rig) -> None:
    rig.press(LAMP, 255)
    ticket = rig.want({LAMP: 255})
    rig.run(0.1)
    assert rig.outcomes == {ticket: None}
    assert rig.frames == []


@pytest.mark.parametrize("value", [1, 2, 255])
def test_any_value_above_zero_means_on_for_a_relay(rig: Rig, value: int) -> None:
    rig.press(LAMP, value)
    ticket = rig.want({LAMP: 255})
    rig.run(0.1)
    assert rig.outcomes == {ticket: None}
    assert rig.frames == []


def test_a_scene_leaves_as_one_frame_per_module_a_quarter_second_apart(rig: Rig) -> None:
    wanted = {
        OutputAddress(m, o): 255 for m in range(1, 5) for o in range(1, 9) if OutputAddress(m, o) != DOOR
    }
    ticket = rig.want(wanted)
    rig.run(0.9)
    assert rig.outcomes == {ticket: None}
    assert [frame.module for frame in rig.frames] == [1, 2, 3, 4]
    gaps = [b.at - a.at for a, b in zip(rig.frames, rig.frames[1:], strict=False)]
    assert all(0.25 <= gap < 0.26 for gap in gaps)


def test_the_newest_command_for_an_output_wins_and_the_older_caller_is_told(rig: Rig) -> None:
    rig.want({LAMP: 255})
    rig.run(0.05)
    first, second = rig.want({OTHER: 255}), rig.want({OTHER: 0})
    assert first is not second
    rig.run(1.0)
    assert isinstance(rig.outcomes[first], CommandSuperseded)
    assert rig.outcomes[second] is None
    assert rig.value(OTHER) == 0


def test_two_callers_who_want_the_same_share_one_frame(rig: Rig) -> None:
    tickets = [rig.want({LAMP: 255}), rig.want({LAMP: 255})]
    rig.run(0.2)
    assert [rig.outcomes[t] for t in tickets] == [None, None]
    assert len(rig.frames) == 1


def test_a_dragged_slider_neither_starves_itself_nor_another_module(rig: Rig) -> None:
    for step in range(40):
        rig.at(step * 0.05, lambda level=step: rig.want({DIMMER: level + 1}))  # type: ignore[misc]
    rig.at(0.3, lambda: rig.want({LAMP: 255}))
    rig.run(3.0)
    assert rig.value(DIMMER) == 40
    lamp_left = next(f.at for f in rig.frames if f.module == LAMP.module)
    assert lamp_left - 101.01 < 0.3 + 0.51
    assert len([f for f in rig.frames if f.module == 6]) >= 6
    assert all(b.at - a.at >= 0.25 - 1e-9 for a, b in zip(rig.frames, rig.frames[1:], strict=False))


def test_a_write_that_the_gateway_ignored_is_written_once_more(rig: Rig) -> None:
    ignored = iter([True, False])
    rig.link.ignores = lambda: next(ignored)
    ticket = rig.want({LAMP: 255})
    rig.run(2.0)
    assert rig.outcomes == {ticket: None}
    assert len(rig.frames) == 2
    assert rig.frames[1].at - rig.frames[0].at >= 0.25


def test_a_gateway_that_ignores_everything_gives_an_error_after_one_retry(rig: Rig) -> None:
    rig.link.ignores = lambda: True
    began = rig.now
    ticket = rig.want({LAMP: 255})
    rig.run(3.0)
    error = rig.outcomes[ticket]
    assert isinstance(error, CommandNotConfirmed)
    assert error.addresses == (LAMP,)
    assert len(rig.frames) == 2
    assert rig.now - began >= 1.5


def test_an_error_of_a_scene_lists_each_address_that_failed(rig: Rig) -> None:
    rig.link.ignores = lambda: True
    rig.press(OTHER, 255)
    ticket = rig.want({LAMP: 255, OTHER: 255, OutputAddress(9, 1): 255})
    rig.run(3.0)
    error = rig.outcomes[ticket]
    assert isinstance(error, CommandNotConfirmed)
    assert error.addresses == (LAMP, OutputAddress(9, 1))


def test_a_door_opener_is_never_written_twice(rig: Rig) -> None:
    rig.link.ignores = lambda: True
    ticket = rig.want({DOOR: 255})
    rig.run(3.0)
    assert isinstance(rig.outcomes[ticket], CommandNotConfirmed)
    assert len(rig.frames) == 1


def test_a_door_opener_is_written_even_when_it_shows_on_and_shared_by_no_second_press(rig: Rig) -> None:
    rig.press(DOOR, 255)
    ticket = rig.want({DOOR: 255})
    rig.run(0.5)
    assert rig.outcomes[ticket] is None
    assert len(rig.frames) == 1


def test_a_frame_for_a_neighbour_does_not_press_the_door_opener_again(rig: Rig) -> None:
    rig.link.late = 0.6
    rig.want({DOOR: 255})
    rig.run(0.1)
    rig.want({OutputAddress(4, 2): 255})
    rig.run(0.4)
    assert [frame.values[0] for frame in rig.frames] == [255, 0]


def test_a_gateway_that_acts_late_is_not_undone_by_the_next_frame_of_the_module(rig: Rig) -> None:
    rig.link.late = 0.3
    first = rig.want({LAMP: 255})
    rig.run(0.02)
    second = rig.want({OTHER: 255})
    rig.run(2.0)
    assert rig.outcomes == {first: None, second: None}
    assert (rig.value(LAMP), rig.value(OTHER)) == (255, 255)


def test_back_and_forth_on_a_late_gateway_ends_at_the_last_wish(rig: Rig) -> None:
    rig.link.late = 0.3
    first = rig.want({LAMP: 255})
    rig.run(0.05)
    second = rig.want({LAMP: 0})
    rig.run(3.0)
    assert isinstance(rig.outcomes[first], CommandSuperseded)
    assert rig.outcomes[second] is None
    assert rig.value(LAMP) == 0


def test_a_gateway_that_never_answers_writes_is_waited_for_half_a_second(rig: Rig) -> None:
    rig.link.answers_writes = False
    began = rig.now
    ticket = rig.want({LAMP: 255})
    rig.run(0.4)
    assert ticket not in rig.outcomes
    rig.run(0.2)
    assert rig.outcomes == {ticket: None}
    assert rig.now - began > 0.5


def test_while_wanted_the_effective_state_shows_it(rig: Rig) -> None:
    rig.link.ignores = lambda: True
    rig.want({LAMP: 255})
    assert rig.effective(LAMP) == 255
    rig.run(1.0)
    assert rig.effective(LAMP) == 255
    rig.run(1.0)
    assert rig.effective(LAMP) == 0


def test_a_queued_want_that_somebody_fulfils_at_the_wall_is_done(rig: Rig) -> None:
    rig.want({OutputAddress(1, 1): 255})
    rig.run(0.01)
    ticket = rig.want({LAMP: 255})
    rig.press(LAMP, 255)
    rig.run(0.3)
    assert rig.outcomes[ticket] is None
    assert len(rig.frames) == 1


# -- dimmers ---------------------------------------------------------------


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


def test_a_dimmer_that_somebody_turns_away_belongs_to_them(rig: Rig) -> None:
    rig.press(DIMMER, 50)
    rig.run(1.0)
    rig.link.ignores = lambda: True
    ticket = rig.want({DIMMER: 80})
    rig.at(0.7, lambda: rig.press(DIMMER, 20))
    rig.run(2.0)
    assert isinstance(rig.outcomes[ticket], CommandSuperseded)


def test_a_button_held_on_the_dimmer_belongs_to_them(rig: Rig) -> None:
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
def test_on_a_dimmer_a_hundred_and_more_are_equal(rig: Rig, value: int) -> None:
    rig.press(DIMMER, value)
    ticket = rig.want({DIMMER: 255})
    rig.run(0.1)
    assert rig.outcomes == {ticket: None}
    assert rig.frames == []


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


# -- the link --------------------------------------------------------------


def test_a_command_given_offline_waits_a_moment_for_the_link(rig: Rig) -> None:
    rig.disconnect()
    ticket = rig.want({LAMP: 255})
    rig.run(1.4)
    assert ticket not in rig.outcomes
    rig.run(0.2)
    assert isinstance(rig.outcomes[ticket], ConnectionLost)


def test_a_command_given_offline_is_sent_when_the_link_is_back_in_time(rig: Rig) -> None:
    rig.disconnect()
    ticket = rig.want({LAMP: 255})
    rig.run(1.0)
    rig.connect()
    rig.run(0.5)
    assert rig.outcomes == {ticket: None}


def test_a_frame_that_left_before_the_break_is_looked_for_never_sent_again(rig: Rig) -> None:
    rig.link.ignores = lambda: True
    ticket = rig.want({LAMP: 255})
    rig.run(0.02)
    rig.disconnect()
    rig.run(1.0)
    rig.connect()
    rig.run(2.0)
    assert isinstance(rig.outcomes[ticket], CommandNotConfirmed)
    assert len(rig.frames) == 1


def test_a_frame_that_acted_before_the_break_is_confirmed_after_it(rig: Rig) -> None:
    rig.link.late = 0.1
    ticket = rig.want({LAMP: 255})
    rig.run(0.02)
    rig.disconnect()
    rig.run(1.0)
    rig.connect()
    rig.run(0.5)
    assert rig.outcomes == {ticket: None}
    assert len(rig.frames) == 1


def test_a_sent_command_whose_link_never_returns_says_that_nobody_knows(rig: Rig) -> None:
    rig.link.ignores = lambda: True
    ticket = rig.want({LAMP: 255})
    rig.run(0.02)
    rig.disconnect()
    rig.run(11.0)
    assert isinstance(rig.outcomes[ticket], ConnectionLost)


def test_a_neighbours_frame_after_a_break_does_not_carry_the_lost_command(rig: Rig) -> None:
    rig.link.ignores = lambda: True
    rig.want({LAMP: 255})
    rig.run(0.02)
    rig.disconnect()
    rig.run(1.0)
    rig.connect()
    rig.want({OTHER: 255})
    rig.run(0.5)
    assert rig.frames[-1].values[LAMP.output - 1] == 0


def test_after_a_long_outage_writes_wait_for_two_equal_snapshots_a_second_apart(rig: Rig) -> None:
    rig.disconnect()
    rig.run(5.0)
    rig.connect()
    back = rig.now
    ticket = rig.want({LAMP: 255})
    rig.at(0.5, lambda: rig.press(OutputAddress(9, 9 - 1), 255))
    rig.run(3.0)
    assert rig.outcomes == {ticket: None}
    assert rig.frames[0].at - back >= 1.5


def test_a_house_in_which_something_blinks_settles_too(rig: Rig) -> None:
    rig.disconnect()
    rig.run(5.0)
    rig.connect()
    for n in range(20):
        rig.at(n * 0.7, lambda on=n % 2: rig.press(OutputAddress(9, 8), 255 * on))  # type: ignore[misc]
    ticket = rig.want({LAMP: 255})
    rig.run(4.0)
    assert rig.outcomes == {ticket: None}


def test_a_withdrawn_command_that_has_not_left_is_forgotten(rig: Rig) -> None:
    rig.want({LAMP: 255})
    rig.run(0.02)
    ticket = rig.want({OTHER: 255})
    rig.planner.withdraw(ticket)
    rig.run(1.0)
    assert rig.value(OTHER) == 0
    assert len(rig.frames) == 1


def test_a_withdrawn_command_shared_with_another_caller_still_leaves(rig: Rig) -> None:
    mine, theirs = rig.want({LAMP: 255}), rig.want({LAMP: 255})
    rig.planner.withdraw(mine)
    rig.run(0.2)
    assert rig.outcomes == {theirs: None}


def test_distrusted_reads_are_asked_for_again(rig: Rig) -> None:
    rig.run(0.35 * 3 - 0.01 - (rig.now - rig.reads[-1]) + 0.013)
    rig.planner.distrust(rig.now - 1.0)
    before = len(rig.reads)
    rig.want({LAMP: 255})
    rig.run(0.003)
    assert len(rig.reads) > before


@pytest.mark.parametrize(
    ("address", "value"),
    [(LAMP, 1), (LAMP, 100), (LAMP, -1), (LAMP, 256), (DIMMER, 101), (DIMMER, -1), (LAMP, True)],
)
def test_a_value_that_the_output_cannot_take_is_refused(rig: Rig, address: OutputAddress, value: int) -> None:
    with pytest.raises(ConfigurationError, match=str(address)):
        rig.want({address: value})


def test_a_frame_that_nobody_planned_is_refused(rig: Rig) -> None:
    from ipcom.client.actions import Send

    with pytest.raises(InterlockError, match="not planned"):
        rig.planner.sent(Send(1, bytes(8)), rig.now)


def test_kinds_can_be_declared_later(rig: Rig) -> None:
    level = OutputAddress(7, 1)
    rig.planner.set_kind(level, OutputKind.DIMMER)
    ticket = rig.want({level: 30})
    rig.run(0.2)
    assert rig.outcomes == {ticket: None}
    rig.planner.set_kind(level, None)
    with pytest.raises(ConfigurationError):
        rig.want({level: 30})
