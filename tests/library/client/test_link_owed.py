"""What writes owe."""

from typing import Any

from ipcom.client.owed import OwedReplies
from ipcom.client.timings import Timings


def unanswered(owed: Any, writes: Any, at: Any = 0.0) -> None:
    for number in range(writes):
        owed.wrote(at + number)
        owed.expire(at + number + 0.6)


def test_a_write_owes_a_reply_for_half_a_second() -> None:
    owed = OwedReplies(Timings())
    owed.wrote(10.0)
    assert owed
    assert owed.deadline == 10.5
    assert owed.expire(10.4) == 0
    assert owed.expire(10.5) == 1
    assert not owed
    assert owed.deadline is None


def test_a_reply_settles_the_oldest_debt() -> None:
    owed = OwedReplies(Timings())
    owed.wrote(10.0)
    owed.wrote(10.1)
    assert owed.settle()
    assert owed.deadline == 10.6
    assert owed.settle()
    assert not owed.settle()


def test_after_ten_unanswered_writes_in_a_row_writes_owe_nothing() -> None:
    owed = OwedReplies(Timings())
    unanswered(owed, 9)
    owed.wrote(20.0)
    assert owed
    owed.expire(21.0)
    owed.wrote(22.0)
    assert not owed


def test_an_answer_in_between_begins_the_count_anew() -> None:
    owed = OwedReplies(Timings())
    unanswered(owed, 9)
    owed.wrote(20.0)
    owed.settle()
    unanswered(owed, 9, at=30.0)
    owed.wrote(50.0)
    assert owed


def test_a_surplus_snapshot_makes_writes_owe_again_and_for_longer() -> None:
    owed = OwedReplies(Timings())
    unanswered(owed, 10)
    owed.surplus()
    owed.wrote(20.0)
    assert owed.deadline == 21.0
