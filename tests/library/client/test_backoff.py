"""The pace of reconnecting, and when a refusal is meant."""

import random
from typing import Any

import pytest

from ipcom.client.backoff import Backoff
from ipcom.model.timings import Timings

TIMINGS = Timings(fallback_interval=30.0)


def make_backoff() -> Backoff:
    return Backoff(TIMINGS, random.Random(3).uniform)


def pauses(backoff: Backoff, now: float, count: int = 200) -> list[float]:
    return [backoff.pause(now) for _ in range(count)]


@pytest.mark.parametrize("down_for", [0.0, 1.0, 300.0, 599.0])
def test_attempts_start_half_a_second_to_one_and_a_fifth_apart_for_ten_minutes(down_for: Any) -> None:
    backoff = make_backoff()
    backoff.lost(0.0)
    found = pauses(backoff, down_for)
    assert min(found) >= 0.5
    assert max(found) <= 1.2
    assert max(found) - min(found) > 0.6


def test_later_attempts_slow_down_to_the_fallback_interval_and_no_further() -> None:
    backoff = make_backoff()
    backoff.lost(0.0)
    worst = [max(pauses(backoff, now)) for now in (600.0, 800.0, 1000.0, 1200.0, 100_000.0)]
    assert worst[0] <= 1.2 < 5 < worst[1] < worst[2] < 25
    assert 25 < worst[3] <= 30
    assert 25 < worst[4] <= 30


def test_a_fallback_interval_below_the_fast_pace_changes_nothing() -> None:
    backoff = Backoff(Timings(fallback_interval=1.0), random.Random(3).uniform)
    backoff.failed(0.0)
    assert max(pauses(backoff, 10_000.0)) <= 1.2


def test_success_makes_the_next_outage_fast_again() -> None:
    backoff = make_backoff()
    backoff.lost(0.0)
    backoff.succeeded()
    backoff.lost(5000.0)
    assert max(pauses(backoff, 5001.0)) <= 1.2


def test_without_an_outage_the_pace_is_fast() -> None:
    assert max(pauses(make_backoff(), 10_000.0)) <= 1.2


def test_credentials_that_never_worked_are_denied_at_once_and_retried_at_the_slowest_pace() -> None:
    backoff = make_backoff()
    backoff.refused(0.0)
    assert backoff.denied
    assert 22.5 <= min(pauses(backoff, 0.0)) <= max(pauses(backoff, 0.0)) <= 30.0


def test_credentials_that_worked_are_denied_only_after_a_minute_of_refusals() -> None:
    backoff = make_backoff()
    backoff.succeeded()
    denials = []
    for now in range(0, 70, 2):
        backoff.refused(float(now))
        denials.append(backoff.denied)
    assert denials.index(True) == 30
    assert all(denials[30:])


def test_another_failure_begins_the_minute_anew() -> None:
    backoff = make_backoff()
    backoff.succeeded()
    backoff.refused(0.0)
    backoff.failed(50.0)
    backoff.refused(61.0)
    assert not backoff.denied


def test_attempts_are_fast_for_ten_minutes_and_never_once_denied() -> None:
    backoff = make_backoff()
    backoff.lost(0.0)
    assert backoff.fast(600.0)
    assert not backoff.fast(600.1)
    backoff.refused(0.0)
    assert not backoff.fast(0.0)
