"""The limits of silence after a gateway has accepted a connection; pure."""

from __future__ import annotations

from math import inf

from ...model.timings import Timings

SILENT_TRIPS = 4.0
"""On a slow line a gateway may be silent for this many quiet round trips..."""

LONGEST_SILENCE_S = 8.0
"""...but no longer than this."""


class SilenceLimits:
    """The limits of login and first read; short once this gateway was seen to answer quickly."""

    def __init__(self, timings: Timings) -> None:
        self._timings = timings
        self._quickest = inf

    def answered(self, seconds: float) -> None:
        """Note after how many seconds a login was answered."""
        self._quickest = min(self._quickest, seconds)

    def limit(self, usual: float, quiet: float, took: float, *, hurried: bool) -> float:
        """Return the seconds of silence until an attempt is given up.

        `usual` is the limit of the step, `quiet` the quiet round trip, and `took` how long connecting took:
        a line that has become slow shows there. It is shorter only while attempts are `hurried`: a gateway
        that has become slow for good gets the whole time later.
        """
        if hurried and max(self._quickest, quiet, took) <= self._timings.answers_within:
            return min(usual, self._timings.silent_timeout)
        return max(usual, min(SILENT_TRIPS * quiet, LONGEST_SILENCE_S))
