"""What a position rests on, in words and as JSON."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ...shutter.travel_times import TravelTimes
    from ..records import Record
    from .counted import Counted


def rests_on_words(counted: Counted, now: float) -> str:
    """Return, for example, "counted from 0 % at 23:47"; `now` is the Unix time that decides whether the day is told."""
    return f"counted from {counted.percent:.0f} % at {clock_words(counted.at, now)}"


def clock_words(at: float, now: float) -> str:
    """Return a Unix time in the time zone of this machine: the clock of today, or the date too."""
    if at <= 0.0:
        return "a time that is not known"
    then, today = (datetime.fromtimestamp(moment, UTC).astimezone() for moment in (at, now))
    return then.strftime("%H:%M" if then.date() == today.date() else "%Y-%m-%d %H:%M")


def rests_on_record(counted: Counted | None, travel: TravelTimes | None) -> Record:
    """Return the JSON of it. `watched` says whether no move far enough to matter can have gone unseen since."""
    if counted is None:
        return {"counted_from": None, "counted_at": None, "watched": False}
    at = (
        datetime.fromtimestamp(counted.at, UTC).isoformat(timespec="milliseconds")
        if counted.at > 0.0
        else None
    )
    return {
        "counted_from": round(counted.percent, 1),
        "counted_at": at,
        "watched": travel is not None and counted.watched(travel),
    }
