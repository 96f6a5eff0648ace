"""The times of the simulated week: the loop's seconds, the time on the walls of the house, and Unix time.

Summer time begins on 29 March 2026 at 01:00 UTC; the week lies around that day.
"""

from __future__ import annotations

from datetime import UTC, datetime

from ipcom.simulator.testing.virtual_time import START_TIME_S

HOUR_S = 3600.0
DAY_S = 24 * HOUR_S
SUMMER_TIME_AT = datetime(2026, 3, 29, 1, tzinfo=UTC).timestamp()
WINTER_OFFSET_S, SUMMER_OFFSET_S = HOUR_S, 2 * HOUR_S
SHIFT_AT_S = 2 * HOUR_S
"""When clocks go from 02:00 to 03:00, in seconds after that day's midnight."""


class WeekTime:
    """Days count from 0; day `days // 2` is the one on which summer time begins."""

    def __init__(self, days: int) -> None:
        midnight = SUMMER_TIME_AT - SHIFT_AT_S
        self.summer_day = days // 2
        self.begin_unix = midnight - self.summer_day * DAY_S

    def at(self, day: int, clock_s: float) -> float:
        """The loop's time when the clock on the wall shows `clock_s` seconds after midnight of `day`."""
        shifted = day > self.summer_day or (day == self.summer_day and clock_s >= SHIFT_AT_S)
        return START_TIME_S + day * DAY_S + clock_s - (HOUR_S if shifted else 0.0)

    def text(self, at: float) -> str:
        """The day and the time on the wall, as in "3 07:30:12.345"."""
        unix = self.begin_unix + at - START_TIME_S
        offset = SUMMER_OFFSET_S if unix >= SUMMER_TIME_AT else WINTER_OFFSET_S
        local_s = unix + offset - (self.begin_unix + WINTER_OFFSET_S)
        day, rest = divmod(local_s, DAY_S)
        return f"{day:.0f} {rest // HOUR_S:02.0f}:{rest % HOUR_S // 60:02.0f}:{rest % 60:06.3f}"


class WallClock:
    """The clocks of the machine that the program runs on; the time of day may be set, UTC knows no summer."""

    def __init__(self, now: object, begin_unix: float) -> None:
        self._now = now
        self.offset_s = begin_unix - START_TIME_S

    def monotonic(self) -> float:
        return self._now()  # type: ignore[no-any-return, operator]

    def time(self) -> float:
        return self.monotonic() + self.offset_s

    def set_by(self, seconds: float) -> None:
        """Set the time of day forward, or back."""
        self.offset_s += seconds
