"""Which read a frame may be planned from: a stale one would undo somebody's press; pure."""

from __future__ import annotations

from math import inf

from ..model.snapshot import StateSnapshot


class Freshness:
    """A read serves when it was asked for just now, or made for this very plan, and no frame left since."""

    def __init__(self, fresh: float) -> None:
        self._limit = fresh
        self._last: StateSnapshot | None = None
        self._asked_since: float | None = None
        self._frame_at = -inf

    @property
    def last(self) -> StateSnapshot | None:
        """The last read that can be trusted, however old."""
        return self._last

    def snapshot(self, now: float) -> StateSnapshot | None:
        """The snapshot to plan from at `now`; None when one has to be asked for."""
        last = self._last
        if last is None or last.asked_at < self._frame_at:
            return None
        made_for_this = self._asked_since is not None and last.asked_at >= self._asked_since
        if now - last.asked_at <= self._limit or (made_for_this and now - last.received_at <= self._limit):
            return last
        return None

    def asking(self, now: float) -> None:
        """A plan needs a read from now on, if it did not already."""
        if self._asked_since is None:
            self._asked_since = now

    def nothing_asked(self) -> None:
        """No plan needs a read."""
        self._asked_since = None

    def observe(self, snapshot: StateSnapshot) -> None:
        """A read was answered."""
        self._last = snapshot

    def frame_left(self, now: float) -> None:
        """What was asked for before `now` does not show this frame."""
        self._asked_since, self._frame_at = None, now

    def distrust(self, since: float) -> None:
        """What was asked for from `since` on may have been answered by something else."""
        if self._last is not None and self._last.asked_at >= since:
            self._last = None

    def forget(self) -> None:
        """The link broke: nothing read before counts."""
        self._last = self._asked_since = None
