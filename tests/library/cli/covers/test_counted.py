"""What a stored position rests on, and for how long nothing has watched."""

from __future__ import annotations

import pytest

from ipcom.cli.covers.counted import UNTOLD_S, Counted, gap
from tests.library.cli.cli_rig import TIMES

COUNTED = Counted(40.0, 1000.0, 0.0, 50.0)


@pytest.mark.parametrize(
    ("stored_at", "uptime", "now", "uptime_now", "seconds"),
    [
        (1000.0, 50.0, 1003.0, 53.0, 3.0),
        (1000.0, 50.0, 1001.0, 53.0, 3.0),
        (1000.0, 50.0, 1007.0, 53.0, 7.0),
        (1000.0, 50.0, 999.0, 53.0, UNTOLD_S),
        (1000.0, 50.0, 1003.0, 4.0, UNTOLD_S),
        (1000.0, None, 1000.1, 53.0, UNTOLD_S),
        (0.0, 50.0, 3.0, 53.0, UNTOLD_S),
    ],
    ids=["plain", "clock set back", "slept", "future", "started anew", "earlier version", "no time"],
)
def test_a_gap_is_what_the_clock_that_saw_more_says(
    stored_at: float, uptime: float | None, now: float, uptime_now: float, seconds: float
) -> None:
    assert gap(stored_at, uptime, now, uptime_now) == pytest.approx(seconds)


def test_gaps_add_up_until_a_move_may_have_gone_unseen() -> None:
    assert COUNTED.after(1.0).watched(TIMES)
    assert not COUNTED.after(1.0).after(1.0).watched(TIMES)
    assert COUNTED.after(UNTOLD_S).after(UNTOLD_S).unseen_s == UNTOLD_S


def test_what_is_stored_is_read_back_and_what_cannot_be_read_counts_as_nothing() -> None:
    assert Counted.from_dict(COUNTED.to_dict()) == COUNTED
    for damage in (None, 3, {}, COUNTED.to_dict() | {"from": 101.0}, COUNTED.to_dict() | {"unseen_s": None}):
        assert Counted.from_dict(damage) is None
