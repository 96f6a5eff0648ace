"""What is known of the relays of a motor, and which frames may not leave because of it."""

from __future__ import annotations

from math import inf

import pytest

from ipcom.client.planning.interlock import PairWatch, RelayWatch
from tests.library.client.planning.planner_house import APART, DOWN, PAIR, UP
from tests.library.client.planning.reads import quick_line, read

LATE_S = quick_line().seen_for


@pytest.fixture
def relay() -> RelayWatch:
    return RelayWatch(UP, quick_line())


@pytest.fixture
def pair() -> PairWatch:
    return PairWatch(PAIR, quick_line())


def test_before_the_first_read_a_relay_may_be_on(relay: RelayWatch) -> None:
    assert relay.on is None
    assert relay.maybe_on(0.0)
    relay.observe_read(read(1.0), ())
    assert not relay.maybe_on(1.0)


def test_a_relay_is_off_since_the_receipt_of_the_first_read_that_showed_it(relay: RelayWatch) -> None:
    relay.observe_read(read(1.0, {UP: 255}), ())
    assert relay.off_since is None
    relay.observe_read(read(1.3, took=0.1), ())
    relay.observe_read(read(1.7, took=0.1), ())
    assert relay.off_since == pytest.approx(1.4)


def test_reads_too_far_apart_prove_nothing_for_the_time_in_between(relay: RelayWatch) -> None:
    relay.observe_read(read(1.0), ())
    relay.observe_read(read(5.0), ())
    assert relay.off_since == 5.0


def test_a_doubtful_read_makes_the_pause_count_anew(relay: RelayWatch) -> None:
    relay.observe_read(read(1.0), ())
    relay.unsure(since=2.0)
    assert relay.off_since == 1.0
    relay.unsure(since=0.5)
    assert relay.off_since is None


def test_a_relay_that_we_switched_on_is_ours_until_it_was_seen_off(relay: RelayWatch) -> None:
    relay.sent_on(1.0, max_run=60.0)
    assert (relay.ours, relay.off_by) == (True, 61.0)
    relay.observe_read(read(1.1), ())
    assert relay.ours, "its frame may still act"
    relay.observe_read(read(1.2, {UP: 255}), ())
    relay.observe_read(read(1.5), ())
    assert (relay.ours, relay.off_by) == (False, inf)


def test_an_on_that_no_read_showed_in_time_is_no_run_of_ours(relay: RelayWatch) -> None:
    relay.sent_on(1.0, max_run=60.0)
    relay.observe_read(read(1.0 + LATE_S), ())
    assert not relay.ours


def test_an_off_of_a_gateway_that_may_have_forgotten_its_outputs_ends_no_run(relay: RelayWatch) -> None:
    relay.sent_on(1.0, max_run=60.0)
    relay.observe_read(read(1.2, {UP: 255}), ())
    relay.link_down()
    relay.observe_read(read(9.0), (), settled=False)
    assert relay.ours
    relay.observe_read(read(10.0, {UP: 255}), (), settled=False)
    relay.observe_read(read(10.4), (), settled=False)
    assert not relay.ours, "that gateway has shown the relay on before"


def test_a_run_that_is_taken_over_ends_no_later_than_it_would_have(relay: RelayWatch) -> None:
    relay.sent_on(1.0, max_run=60.0)
    relay.adopt(30.0, max_run=60.0)
    assert relay.off_by == 61.0


def test_a_run_goes_on_while_the_machine_sleeps(relay: RelayWatch) -> None:
    relay.sent_on(1.0, max_run=60.0)
    relay.slept(40.0)
    assert relay.off_by == 21.0
    assert relay.off_since is None


def test_a_frame_may_act_as_long_as_a_value_may_take_to_show(relay: RelayWatch) -> None:
    relay.sent_off(1.0)
    assert relay.off_may_come(1.0 + LATE_S - 0.01)
    assert relay.unsettled_until(1.1) == 1.0 + LATE_S
    assert not relay.off_may_come(1.0 + LATE_S)
    assert relay.unsettled_until(1.0 + LATE_S) == -inf


def test_a_frame_with_both_directions_carries_both(pair: PairWatch) -> None:
    pair.up.observe_read(read(1.0), ())
    pair.down.observe_read(read(1.0), ())
    up_only, both = bytearray(8), bytearray(8)
    up_only[UP.output - 1] = both[UP.output - 1] = both[DOWN.output - 1] = 255
    assert pair.carries_both(UP.module, bytes(both), 1.0)
    assert not pair.carries_both(UP.module, bytes(up_only), 1.0)


def test_a_relay_in_another_module_counts_as_it_may_be_in_a_moment() -> None:
    apart = PairWatch(APART, quick_line())
    up = bytearray(8)
    up[APART.up.output - 1] = 255
    assert apart.carries_both(APART.up.module, bytes(up), 1.0), "the other was never read"
    apart.down.observe_read(read(1.0), ())
    assert not apart.carries_both(APART.up.module, bytes(up), 1.0)
    apart.down.sent_on(1.1, max_run=60.0)
    assert apart.carries_both(APART.up.module, bytes(up), 1.2)


def test_other_outputs_wait_for_the_pause_after_a_change_from_outside(pair: PairWatch) -> None:
    assert pair.free_at(UP.module, 0.0) == -inf
    pair.up.observe_read(read(1.0, {UP: 255}, took=0.1), [UP])
    assert pair.free_at(UP.module, 1.2) == pytest.approx(1.1 + PAIR.pause)
    assert pair.free_at(UP.module + 1, 1.2) == -inf
    assert (pair.moving, pair.both_on) == (True, False)
