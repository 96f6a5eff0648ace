"""The pauses between attempts to connect, and when credentials count as wrong (pure: time and randomness are arguments)."""

from __future__ import annotations

from collections.abc import Callable

from ..model.timings import Timings

Draw = Callable[[float, float], float]
"""Draws a number between two, as `random.Random.uniform` does."""

SLOWEST_SPREAD = 0.75
"""At the slowest pace attempts come at this share of the fallback interval or later."""


class Backoff:
    """The pace of attempts over one outage; pauses count from start to start."""

    def __init__(self, timings: Timings, draw: Draw) -> None:
        self._timings = timings
        self._draw = draw
        self._down_since: float | None = None
        self._refused_since: float | None = None
        self._worked = False
        self._denied = False

    @property
    def denied(self) -> bool:
        """Whether the credentials count as wrong."""
        return self._denied

    def succeeded(self) -> None:
        """Note that the gateway took the login: the credentials work."""
        self._worked = True
        self._denied = False
        self._down_since = None
        self._refused_since = None

    def lost(self, now: float) -> None:
        """Note that the link went down at `now`; attempts begin fast."""
        self._down_since = now

    def failed(self, now: float) -> None:
        """Note an attempt that failed at `now` for another reason than a refusal."""
        self._refused_since = None
        self._denied = False
        self._begin(now)

    def refused(self, now: float) -> None:
        """Note that the gateway refused the login at `now`; an old session that has not ended yet looks the same."""
        self._begin(now)
        if self._refused_since is None:
            self._refused_since = now
        tolerated_s = self._timings.refused_for if self._worked else 0.0
        self._denied = now - self._refused_since >= tolerated_s

    def pause(self, now: float) -> float:
        """Return how long after the start of the last attempt the next one starts."""
        if self._denied:
            return self._slowest * self._draw(SLOWEST_SPREAD, 1.0)
        least, most = self._timings.reconnect_min, self._timings.reconnect_max
        return self._draw(least, most) * self._slowdown(now)

    def fast(self, now: float) -> bool:
        """Whether attempts at `now` come at the fastest pace."""
        return not self._denied and self._slowdown(now) == 1.0

    @property
    def _slowest(self) -> float:
        return max(self._timings.fallback_interval, self._timings.reconnect_max)

    def _slowdown(self, now: float) -> float:
        """Return 1 for the fast time, then grow until the longest pause is the fallback interval."""
        down_for = 0.0 if self._down_since is None else now - self._down_since
        way = min(1.0, max(0.0, down_for - self._timings.fast_for) / self._timings.slowdown_for)
        return 1.0 + way * (self._slowest / self._timings.reconnect_max - 1.0)

    def _begin(self, now: float) -> None:
        if self._down_since is None:
            self._down_since = now
