"""What the answers to reads teach."""

from __future__ import annotations

import pytest

from ipcom.client.connection.counters import Counters
from ipcom.client.connection.machine_sleep import MachineSleep
from ipcom.client.connection.pending_read import PendingRead
from ipcom.client.connection.punctuality import Punctuality
from ipcom.client.connection.read_answers import SILENT_TRIPS, ReadAnswers
from ipcom.client.connection.timekeeping import Timekeeping
from ipcom.model.round_trips import RoundTrips
from ipcom.model.timings import Timings


class Standing:
    """A clock that stands."""

    def monotonic(self) -> float:
        return 0.0

    def time(self) -> float:
        return 0.0


@pytest.fixture
def timekeeping() -> Timekeeping:
    clock = Standing()
    return Timekeeping(Punctuality(clock, Counters()), MachineSleep(clock), RoundTrips())


@pytest.fixture
def answers(timekeeping: Timekeeping) -> ReadAnswers:
    return ReadAnswers(Timings(), timekeeping)


def read(asked_at: float, *, teaches: bool = True) -> PendingRead:
    return PendingRead(asked_at, lambda _snapshot: None, stale=False, sleeps=0, teaches=teaches)


def test_an_answer_teaches_the_round_trip(answers: ReadAnswers, timekeeping: Timekeeping) -> None:
    answers.answered(read(10.0), b"a", 10.2, None)
    assert timekeeping.trips.quiet == pytest.approx(0.2)
    assert answers.asked_at == 10.0


def test_an_answer_during_which_the_loop_stood_still_teaches_nothing(
    answers: ReadAnswers, timekeeping: Timekeeping
) -> None:
    timekeeping.punctuality.late_at = 10.1
    answers.answered(read(10.0), b"a", 10.2, None)
    assert timekeeping.trips.quiet == 0.0


def test_after_an_answer_that_came_too_soon_no_poll_leaves_until_a_surplus_one_has_come(
    answers: ReadAnswers, timekeeping: Timekeeping
) -> None:
    answers.answered(read(10.0), b"a", 10.2, None)
    answers.answered(read(11.0, teaches=False), b"a", 11.1, None)
    assert answers.silent_until == pytest.approx(11.0 + SILENT_TRIPS * 0.2)
    assert timekeeping.trips.quiet == pytest.approx(0.2)
    answers.doubtful_since(b"a", 11.2)
    assert answers.silent_until < 11.0


def test_outputs_that_answer_nothing_put_the_answers_of_the_last_second_in_doubt(
    answers: ReadAnswers,
) -> None:
    answers.answered(read(9.0), b"a", 10.2, None)
    assert answers.doubtful_since(b"a", 10.5) is None
    assert answers.doubtful_since(b"b", 10.5) == 9.0
    assert answers.doubtful_since(b"b", 12.0) == 11.0
