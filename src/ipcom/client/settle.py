"""After a long outage a rebooted gateway may not know its outputs yet; pure."""

from __future__ import annotations

from ..model.snapshot import StateSnapshot


class Settle:
    """Closed until two equal snapshots, asked for `apart` seconds from each other, were seen."""

    def __init__(self, apart: float) -> None:
        self._apart = apart
        self._first: StateSnapshot | None = None
        self._closed = False

    def close(self) -> None:
        """Nothing is to be written before the gateway's answers have settled."""
        self._closed, self._first = True, None

    def open(self) -> None:
        """Writing needs no waiting."""
        self._closed, self._first = False, None

    @property
    def closed(self) -> bool:
        """Whether commands have to wait."""
        return self._closed

    @property
    def read_at(self) -> float | None:
        """When the next read is due, None for at once."""
        return None if self._first is None else self._first.asked_at + self._apart

    def distrust(self, since: float) -> None:
        """What was asked for from `since` on may have been answered by something else."""
        if self._first is not None and self._first.asked_at >= since:
            self._first = None

    def observe(self, snapshot: StateSnapshot) -> None:
        """Take one read's answer into account."""
        if not self._closed:
            return
        if self._first is None or self._first != snapshot:
            self._first = snapshot
        elif snapshot.asked_at - self._first.asked_at >= self._apart:
            self.open()
