"""How long a read takes on this line while nothing disturbs it; pure."""

from __future__ import annotations

from collections import deque

REMEMBERED = 64
"""Reads kept: some twenty seconds of polls."""
ENOUGH = 8
"""Fewer reads than this say too little for a quartile: then the shortest one counts."""

SLOWER_TRIPS = 2.0
SLOWER_S = 0.03
"""Reads that all took longer than this many quiet round trips and this much show another line: no frame
could rest on one of them."""


class RoundTrips:
    """The quiet round trip of one client: the lower quartile of the last reads, in seconds.

    Reads during which the loop stood still are not told. The median would be poisoned by stalls that
    nothing noticed; the lower quartile only by a line on which most reads are disturbed. A line that
    becomes slow from one moment to the next is known as such after eight reads, not after fifty.
    """

    __slots__ = ("_seen", "quiet")

    def __init__(self) -> None:
        self._seen: deque[float] = deque(maxlen=REMEMBERED)
        self.quiet = 0.0
        """The quiet round trip in seconds; 0.0 before the first read."""

    def learn(self, seconds: float) -> None:
        """A read took so long, from being asked to its answer, and the loop kept time meanwhile."""
        self._seen.append(seconds)
        self._forget_a_quicker_line()
        place = 0 if len(self._seen) < ENOUGH else (len(self._seen) - 1) // 4
        self.quiet = sorted(self._seen)[place]

    def _forget_a_quicker_line(self) -> None:
        latest = list(self._seen)[-ENOUGH:]
        if len(latest) == ENOUGH and min(latest) > SLOWER_TRIPS * self.quiet + SLOWER_S:
            self._seen = deque(latest, maxlen=REMEMBERED)

    def stretched(self, at_least: float, trips: float, at_most: float) -> float:
        """A wait of `at_least` seconds, longer on a line on which `trips` round trips take longer, up to `at_most`."""
        return max(at_least, min(trips * self.quiet, at_most))
