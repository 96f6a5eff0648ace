"""After a long outage a module is written when two equal reads, a second apart, show that it rests."""

from __future__ import annotations

import pytest

from ipcom.client.planning.startup_guard import FADING_S, StartupGuard
from ipcom.model.address import MODULES
from tests.library.client.planning.planner_house import DIMMER, LAMP
from tests.library.client.planning.reads import read

ALL = set(range(1, MODULES + 1))
DIMMERS = {DIMMER}


@pytest.fixture
def guard() -> StartupGuard:
    made = StartupGuard(1.0, DIMMERS.__contains__)
    made.close()
    return made


def test_two_equal_reads_a_second_apart_open_all_modules(guard: StartupGuard) -> None:
    assert guard.observe_read(read(10.0)) == set()
    assert guard.observe_read(read(10.9)) == set()
    assert guard.observe_read(read(11.0)) == ALL
    assert LAMP.module not in guard.closed


def test_a_module_whose_relay_changes_stays_closed_and_holds_up_no_other(guard: StartupGuard) -> None:
    guard.observe_read(read(10.0))
    assert guard.observe_read(read(11.0, {LAMP: 255})) == ALL - {LAMP.module}
    assert LAMP.module in guard.closed
    assert guard.observe_read(read(12.0, {LAMP: 255})) == {LAMP.module}


def test_a_module_in_which_a_dimmer_fades_opens_after_three_seconds(guard: StartupGuard) -> None:
    for second in range(int(FADING_S)):
        guard.observe_read(read(10.0 + second, {DIMMER: 90 - second}))
    assert DIMMER.module in guard.closed
    guard.observe_read(read(10.0 + FADING_S, {DIMMER: 60}))
    assert DIMMER.module not in guard.closed


def test_a_dimmer_that_was_just_seen_off_does_not_count_as_fading(guard: StartupGuard) -> None:
    for second, level in enumerate((90, 80, 0, 60)):
        guard.observe_read(read(10.0 + second, {DIMMER: level}))
    assert DIMMER.module in guard.closed


def test_the_next_read_is_due_a_second_after_the_last(guard: StartupGuard) -> None:
    assert guard.read_at is None
    guard.observe_read(read(10.0))
    assert guard.read_at == 11.0


def test_a_doubtful_read_is_not_the_first_of_two(guard: StartupGuard) -> None:
    guard.observe_read(read(10.0))
    guard.distrust(9.5)
    assert guard.observe_read(read(11.0)) == set()


def test_after_another_break_earlier_reads_prove_nothing(guard: StartupGuard) -> None:
    guard.observe_read(read(10.0))
    guard.forget()
    assert guard.observe_read(read(11.0)) == set()
    assert guard.observe_read(read(12.0)) == ALL


def test_an_open_guard_takes_no_read_into_account() -> None:
    guard = StartupGuard(1.0, DIMMERS.__contains__)
    assert guard.observe_read(read(10.0)) == set()
    assert guard.read_at is None
    assert 1 not in guard.closed


def test_reads_that_follow_one_another_at_once_do_not_keep_it_closed(guard: StartupGuard) -> None:
    for n in range(250):
        assert guard.observe_read(read(10.0 + n * 0.004)) == set()
    assert guard.observe_read(read(11.0)) == ALL
