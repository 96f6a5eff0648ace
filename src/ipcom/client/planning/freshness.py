"""Which read a frame may be planned from: a stale one would undo a press at the wall; pure.

The rules are in docs/architecture.md, "Which read a frame rests on".
"""

from __future__ import annotations

from math import inf

from ...model.snapshot import StateSnapshot
from .line_timings import LineTimings

TRIES = 3
"""After so many reads that were too old when their frame was to leave, a harmless frame takes the last one."""


class Freshness:
    """A read serves when it was asked for just now, or made for this very plan, and no frame left since.

    A read that was made for the plan is too old when its answer took longer than the line explains: the
    loop stood still, or the line did. Then another one is asked for.
    """

    def __init__(self, fresh: float, line: LineTimings) -> None:
        self._limit = fresh
        self._line = line
        self.last_read: StateSnapshot | None = None
        """The last read, whether it can be trusted or not; None before the first one."""
        self._trusted = False
        self._asked_since: float | None = None
        self._frame_at = -inf
        self._too_old = 0

    @property
    def last(self) -> StateSnapshot | None:
        """The last read that can be trusted, however old."""
        return self.last_read if self._trusted else None

    @property
    def tries_over(self) -> bool:
        """Whether so many reads in a row were too old that a harmless frame takes what there is."""
        return self._too_old + (self.made_for_this is not None) >= TRIES

    @property
    def tried_again(self) -> bool:
        """Whether a read that was too old has been followed by another one."""
        return self._too_old > 0

    def snapshot(self, now: float) -> StateSnapshot | None:
        """The snapshot to plan from at `now`; None when one has to be asked for."""
        last = self.last_read
        if last is None or not self._trusted or last.asked_at < self._frame_at:
            return None
        age = now - last.asked_at
        if age <= self._limit:
            return last
        return last if self.made_for_this is not None and age <= self._line.read_age else None

    @property
    def made_for_this(self) -> StateSnapshot | None:
        """The read that was made for this plan, however old; None when one has to be asked for."""
        last, since = self.last_read, self._asked_since
        if last is None or not self._trusted or since is None or last.asked_at < max(since, self._frame_at):
            return None
        return last

    def asking(self, now: float) -> None:
        """A plan needs a read from now on, if it did not already; one that came too late counts as a try."""
        if self._asked_since is None:
            self._asked_since = now
        elif self.made_for_this is not None:
            self._too_old += 1
            self._asked_since = now

    def serve_from(self, since: float) -> None:
        """A plan to come is served by any read asked from then on."""
        if self._asked_since is None:
            self._asked_since = since

    def nothing_asked(self) -> None:
        """No plan needs a read."""
        self._asked_since, self._too_old = None, 0

    def observe_read(self, snapshot: StateSnapshot) -> None:
        """A read was answered."""
        self.last_read, self._trusted = snapshot, True

    def frame_left(self, now: float) -> None:
        """What was asked for before `now` does not show this frame."""
        self.nothing_asked()
        self._frame_at = now

    def distrust(self, since: float) -> None:
        """What was asked for from `since` on may have been answered by something else."""
        if self.last_read is not None and self.last_read.asked_at >= since:
            self._trusted = False

    def forget(self) -> None:
        """The link broke, or the machine slept: nothing read before counts."""
        self._trusted = False
        self.nothing_asked()
