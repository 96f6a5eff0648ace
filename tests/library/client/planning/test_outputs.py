"""Commands for lights, dimmers and outlets: written at once, confirmed, undoing no press."""

from __future__ import annotations

from functools import partial

import pytest

from ipcom.errors import (
    CommandNotConfirmed,
    CommandSuperseded,
)
from ipcom.model.address import OutputAddress
from tests.library.client.planning.planner_house import DIMMER, DOOR, LAMP, OTHER, lit_house
from tests.library.client.planning.planner_rig import Link, Rig


@pytest.fixture
def rig() -> Rig:
    return lit_house()


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


def test_a_read_answered_in_the_instant_of_the_command_makes_no_needless_frame(rig: Rig) -> None:
    rig.press(LAMP, 255)
    rig.planner.observe_read(rig.snapshot(), rig.now)
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
        rig.at(step * 0.05, partial(rig.want, {DIMMER: step + 1}))
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


def test_back_and_forth_on_a_late_gateway_ends_at_the_last_command(rig: Rig) -> None:
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


def test_a_command_that_a_press_fulfils_before_it_leaves_is_done(rig: Rig) -> None:
    rig.want({OutputAddress(1, 1): 255})
    rig.run(0.01)
    ticket = rig.want({LAMP: 255})
    rig.press(LAMP, 255)
    rig.run(0.3)
    assert rig.outcomes[ticket] is None
    assert len(rig.frames) == 1


def test_a_read_asked_before_the_command_does_not_confirm_it(rig: Rig) -> None:
    rig.press(LAMP, 0)
    rig.run(0.35 - (rig.now - rig.reads[-1]) + 0.004)  # a poll has just been answered
    rig.press(LAMP, 255)
    ticket = rig.want({LAMP: 0})
    rig.run(0.2)
    assert rig.outcomes == {ticket: None}
    assert rig.value(LAMP) == 0
