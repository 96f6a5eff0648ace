"""A stop stays wanted until its relay is seen off: when frames are lost, and over breaks of the link."""

from __future__ import annotations

import pytest

from ipcom.errors import (
    CommandNotConfirmed,
    CommandSuperseded,
    ConnectionLost,
)
from ipcom.model.motion import Motion
from tests.library.client.planning.planner_house import (
    DOWN,
    PAIR,
    UP,
    shuttered_house,
)
from tests.library.client.planning.planner_rig import Rig


@pytest.fixture
def rig() -> Rig:
    return shuttered_house()


def test_an_ignored_stop_is_repeated_until_the_relay_is_seen_off_though_the_caller_has_the_error(
    rig: Rig,
) -> None:
    rig.drive(PAIR, Motion.UP)
    rig.run(2.0)
    rig.link.ignores = lambda: True
    ticket = rig.drive(PAIR, Motion.OFF)
    rig.run(4.0)
    assert isinstance(rig.outcomes[ticket], CommandNotConfirmed)
    rig.link.ignores = lambda: False
    rig.run(1.5)
    assert rig.value(UP) == 0


@pytest.mark.parametrize("waits_for_the_reply", [False, True])
def test_a_stop_waits_for_no_repetition_of_an_off_that_was_lost_before_it(
    rig: Rig, waits_for_the_reply: bool
) -> None:
    rig.press(DOWN, 255)
    rig.link.ignores = lambda: True
    rig.link.answers_writes = not waits_for_the_reply
    rig.drive(PAIR, Motion.UP)
    rig.run(0.1)
    rig.link.ignores = lambda: False
    rig.drive(PAIR, Motion.OFF)
    rig.run(0.01)
    assert rig.value(DOWN) == 0


def test_a_stop_stays_wanted_over_reconnects(rig: Rig) -> None:
    rig.drive(PAIR, Motion.UP)
    rig.run(2.0)
    rig.disconnect()
    ticket = rig.drive(PAIR, Motion.OFF)
    rig.run(2.0)
    assert isinstance(rig.outcomes[ticket], ConnectionLost)
    rig.run(3.0)
    rig.connect()
    rig.run(0.1)
    assert rig.value(UP) == 0


def test_a_stop_older_than_any_run_leaves_what_a_person_moves_now(rig: Rig) -> None:
    rig.disconnect()
    rig.drive(PAIR, Motion.OFF)
    rig.run(120.0)
    rig.press(UP, 255)
    rig.connect()
    rig.run(5.0)
    assert rig.value(UP) == 255


def test_an_on_that_left_before_a_break_is_never_sent_again_and_taken_back(rig: Rig) -> None:
    rig.link.ignores = lambda: True
    ticket = rig.drive(PAIR, Motion.UP)
    rig.run(0.05)
    rig.disconnect()
    rig.run(1.0)
    rig.connect()
    rig.link.ignores = lambda: False
    rig.run(5.0)
    assert isinstance(rig.outcomes[ticket], CommandNotConfirmed)
    assert all(frame.values[UP.output - 1] == 0 for frame in rig.frames[1:])


def test_a_stop_right_after_a_late_start_wins(rig: Rig) -> None:
    rig.link.late = 0.3
    rig.drive(PAIR, Motion.UP)
    rig.run(0.05)
    ignored = iter([True])
    rig.link.ignores = lambda: next(ignored, False)
    ticket = rig.drive(PAIR, Motion.OFF)
    rig.run(4.0)
    assert rig.outcomes[ticket] is None or isinstance(rig.outcomes[ticket], CommandNotConfirmed)
    assert rig.value(UP) == 0
    assert rig.planner.owed_shutters == ()


def test_a_stop_gives_way_to_a_person_who_moves_the_shutter_after_it(rig: Rig) -> None:
    rig.drive(PAIR, Motion.UP)
    rig.run(2.0)
    rig.link.ignores = lambda: True
    ticket = rig.drive(PAIR, Motion.OFF)
    rig.run(0.2)
    rig.press(UP, 0)
    rig.press(DOWN, 255)
    rig.run(3.0)
    assert isinstance(rig.outcomes[ticket], CommandSuperseded)
    assert rig.value(DOWN) == 255


def test_an_on_again_after_an_ignored_stop_waits_until_the_stop_cannot_come_any_more(rig: Rig) -> None:
    rig.drive(PAIR, Motion.UP)
    rig.run(2.0)
    rig.link.ignores = lambda: True
    rig.drive(PAIR, Motion.OFF)
    rig.run(0.1)
    ticket = rig.drive(PAIR, Motion.UP)
    rig.run(0.5)
    assert ticket not in rig.outcomes
    rig.run(2.0)
    assert rig.outcomes[ticket] is None
    assert rig.value(UP) == 255


def test_a_stop_wanted_while_offline_is_sent_first(rig: Rig) -> None:
    rig.press(UP, 255)
    rig.run(1.0)
    rig.disconnect()
    rig.run(4.0)
    rig.drive(PAIR, Motion.OFF)
    rig.connect()
    rig.run(0.1)
    assert rig.value(UP) == 0
