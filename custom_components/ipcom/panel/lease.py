"""Leases: what a page has set going ends 3 s after the page renewed it last, whatever its socket does.

A page that was stopped keeps its socket open for more than a minute: only the server's own clock can tell.
"""

from asyncio import TimerHandle
from collections.abc import Callable
from typing import Protocol
from uuid import uuid4

LEASE_S = 3.0
"""A page renews each second: it may miss two renewals."""


class Clock(Protocol):
    """The part of an event loop that a lease needs."""

    def time(self) -> float:
        """Return the seconds of a monotonic clock."""
        ...

    def call_at(self, when: float, callback: Callable[[], object], /) -> TimerHandle:
        """Call `callback` at this time of the same clock."""
        ...


class Lease:
    """One lease: alive until it is ended, or was not renewed in time. It belongs to one connection."""

    def __init__(self, clock: Clock, owner: object, ended: Callable[[], None]) -> None:
        """Begin; `ended` is called once, at the end."""
        self.id = uuid4().hex
        self.owner = owner
        self._clock = clock
        self._ended = ended
        self._deadline = clock.time() + LEASE_S
        self._timer: TimerHandle | None = clock.call_at(self._deadline, self.end)

    @property
    def alive(self) -> bool:
        """Return whether it has not ended."""
        return self._timer is not None

    def renew(self) -> bool:
        """Begin the time anew; return False if it is over. A renewal that is too late ends the lease itself."""
        if self._timer is None:
            return False
        if self._clock.time() >= self._deadline:
            self.end()
            return False
        self._timer.cancel()
        self._deadline = self._clock.time() + LEASE_S
        self._timer = self._clock.call_at(self._deadline, self.end)
        return True

    def end(self) -> None:
        """End it now; a second end does nothing."""
        if self._timer is None:
            return
        self._timer.cancel()
        self._timer = None
        self._ended()


class Leases:
    """The leases that are alive, by their IDs. Only the connection that has one may renew or end it."""

    def __init__(self, clock: Clock) -> None:
        """Begin without leases."""
        self._clock = clock
        self._leases: dict[str, Lease] = {}

    def begin(self, owner: object, ended: Callable[[], None]) -> Lease:
        """Begin a lease; `ended` is called once, at its end."""

        def over() -> None:
            del self._leases[lease.id]
            ended()

        lease = Lease(self._clock, owner, over)
        self._leases[lease.id] = lease
        return lease

    def owned(self, lease_id: str, owner: object) -> Lease | None:
        """Return the lease if it is alive and belongs to this owner."""
        lease = self._leases.get(lease_id)
        return lease if lease is not None and lease.owner is owner else None

    def renew(self, lease_id: str, owner: object) -> bool:
        """Renew a lease; return whether it is alive."""
        lease = self.owned(lease_id, owner)
        return lease is not None and lease.renew()

    def end(self, lease_id: str, owner: object) -> None:
        """End a lease, unless it has ended or belongs to another owner."""
        if (lease := self.owned(lease_id, owner)) is not None:
            lease.end()
