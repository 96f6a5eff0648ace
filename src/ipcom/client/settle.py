"""After a long outage a rebooted gateway may not know its outputs yet; pure."""

from __future__ import annotations

from collections import deque

from ..model.snapshot import StateSnapshot

READS_KEPT = 32
"""Enough for some seconds of polls and verifications; a house that settles does so sooner."""


class Settle:
    """Closed until two equal snapshots, asked for `apart` seconds from each other, were seen."""

    def __init__(self, apart: float) -> None:
        self._apart = apart
        self._seen: deque[StateSnapshot] = deque(maxlen=READS_KEPT)
        self._closed = False

    def close(self) -> None:
        """Nothing is to be written before the gateway's answers have settled."""
        self._closed = True
        self._seen.clear()

    def open(self) -> None:
        """Writing needs no waiting."""
        self._closed = False
        self._seen.clear()

    @property
    def closed(self) -> bool:
        """Whether commands have to wait."""
        return self._closed

    @property
    def read_at(self) -> float | None:
        """When the next read is due, None for at once."""
        return None if not self._seen else self._seen[-1].asked_at + self._apart

    def distrust(self, since: float) -> None:
        """What was asked for from `since` on may have been answered by something else."""
        while self._seen and self._seen[-1].asked_at >= since:
            self._seen.pop()

    def observe(self, snapshot: StateSnapshot) -> None:
        """Take one read's answer into account."""
        if not self._closed:
            return
        latest = snapshot.asked_at - self._apart
        if any(snapshot == seen for seen in self._seen if seen.asked_at <= latest):
            self.open()
        else:
            self._seen.append(snapshot)
