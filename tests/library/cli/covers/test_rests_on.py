"""What a position rests on, in words."""

from __future__ import annotations

from datetime import datetime, timedelta

from ipcom.cli.covers.counted import Counted
from ipcom.cli.covers.rests_on import clock_words, rests_on_record, rests_on_words
from tests.library.cli.cli_rig import TIMES

THEN = datetime(2026, 3, 4, 23, 47).astimezone()
NOW = THEN + timedelta(minutes=3)
TOMORROW = THEN + timedelta(hours=8)


def test_the_clock_is_told_and_the_date_if_it_was_another_day() -> None:
    counted = Counted(0.0, THEN.timestamp())
    assert rests_on_words(counted, NOW.timestamp()) == "counted from 0 % at 23:47"
    assert rests_on_words(counted, TOMORROW.timestamp()) == "counted from 0 % at 2026-03-04 23:47"
    assert clock_words(0.0, NOW.timestamp()) == "a time that is not known"


def test_json_has_the_time_in_utc_and_whether_it_was_watched() -> None:
    at = datetime.fromisoformat("2026-03-04T22:47:00+00:00").timestamp()
    expected = {"counted_from": 0.0, "counted_at": "2026-03-04T22:47:00.000+00:00", "watched": True}
    assert rests_on_record(Counted(0.0, at, 0.0), TIMES) == expected
    assert rests_on_record(Counted(0.0, at), TIMES) == expected | {"watched": False}
    nothing = {"counted_from": None, "counted_at": None, "watched": False}
    assert rests_on_record(None, TIMES) == nothing
    assert rests_on_record(Counted(3.0, 0.0), None) == nothing | {"counted_from": 3.0}
