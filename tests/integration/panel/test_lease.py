"""Leases by themselves, with a clock that the tests move."""

from asyncio import TimerHandle
from collections.abc import Callable
from typing import cast

import pytest

from custom_components.ipcom.panel.lease import LEASE_S, Lease, Leases


class Timer:
    """One call that is to come."""

    def __init__(self, when: float, call: Callable[[], object]) -> None:
        self.when = when
        self.call = call
        self.cancelled = False

    def cancel(self) -> None:
        self.cancelled = True


class TestClock:
    """A clock that stands until a test moves it. `late` holds its timers back, as a busy loop does."""

    __test__ = False

    def __init__(self) -> None:
        self.now = 100.0
        self.late = False
        self.timers: list[Timer] = []

    def time(self) -> float:
        return self.now

    def call_at(self, when: float, callback: Callable[[], object], /) -> TimerHandle:
        self.timers.append(Timer(when, callback))
        return cast("TimerHandle", self.timers[-1])

    def pass_by(self, seconds: float) -> None:
        self.now += seconds
        for timer in [] if self.late else list(self.timers):
            if timer.when <= self.now and not timer.cancelled:
                self.timers.remove(timer)
                timer.call()


PAGE, OTHER_PAGE = object(), object()


class Ends:
    """Counts the ends of a lease."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self) -> None:
        self.count += 1


@pytest.fixture
def clock() -> TestClock:
    return TestClock()


@pytest.fixture
def ends() -> Ends:
    return Ends()


@pytest.fixture
def leases(clock: TestClock) -> Leases:
    return Leases(clock)


@pytest.fixture
def lease(leases: Leases, ends: Ends) -> Lease:
    return leases.begin(PAGE, ends)


def test_without_a_renewal_it_ends_after_three_seconds(lease: Lease, clock: TestClock, ends: Ends) -> None:
    clock.pass_by(LEASE_S - 0.01)
    assert ends.count == 0
    clock.pass_by(0.02)
    assert not lease.alive
    assert ends.count == 1


def test_each_renewal_begins_the_time_anew(
    leases: Leases, lease: Lease, clock: TestClock, ends: Ends
) -> None:
    for _ in range(10):
        clock.pass_by(2.9)
        assert leases.renew(lease.id, PAGE)
    clock.pass_by(3.0)
    assert not leases.renew(lease.id, PAGE)
    assert ends.count == 1


def test_a_renewal_that_comes_too_late_ends_it_before_its_timer_does(
    leases: Leases, lease: Lease, clock: TestClock, ends: Ends
) -> None:
    clock.late = True
    clock.pass_by(3.0)
    assert ends.count == 0
    assert not leases.renew(lease.id, PAGE)
    assert ends.count == 1
    clock.late = False
    clock.pass_by(1.0)
    assert ends.count == 1
    assert not lease.renew()


def test_only_the_connection_that_has_it_may_renew_and_end_it(
    leases: Leases, lease: Lease, clock: TestClock, ends: Ends
) -> None:
    clock.pass_by(2.0)
    assert not leases.renew(lease.id, OTHER_PAGE)
    leases.end(lease.id, OTHER_PAGE)
    assert leases.owned(lease.id, OTHER_PAGE) is None
    assert leases.owned(lease.id, PAGE) is lease
    clock.pass_by(1.0)
    assert ends.count == 1


def test_it_ends_once(leases: Leases, lease: Lease, clock: TestClock, ends: Ends) -> None:
    leases.end(lease.id, PAGE)
    leases.end(lease.id, PAGE)
    lease.end()
    clock.pass_by(5.0)
    assert ends.count == 1
    assert not leases.renew("no such lease", PAGE)


def test_two_leases_know_nothing_of_each_other(leases: Leases, clock: TestClock) -> None:
    first, second = leases.begin(PAGE, Ends()), leases.begin(PAGE, Ends())
    assert first.id != second.id
    clock.pass_by(2.0)
    assert leases.renew(second.id, PAGE)
    clock.pass_by(2.0)
    assert not first.alive
    assert second.alive
