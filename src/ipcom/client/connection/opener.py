"""Opening a TCP connection to a gateway: its name is looked up, and its addresses are tried."""

from __future__ import annotations

import asyncio
import os
import socket
from collections.abc import Iterable, Sequence
from errno import ECONNREFUSED, EHOSTDOWN, EHOSTUNREACH, ENETDOWN, ENETUNREACH, ETIMEDOUT

from ...errors import CannotConnect, ConnectTimedOut, NameNotResolved
from ...model.host import Host
from ...model.round_trips import RoundTrips
from ...model.timings import Timings
from .address_race import NothingAnswers, Opened, Streams, first_to_connect
from .clock import Clock
from .connector import Connector
from .link_text import LinkText
from .look_ups import NameService
from .punctuality import Punctuality
from .resolver import Resolver

CONNECT_TRIPS = 2.0
"""On a slow line a connection gets this many quiet round trips..."""

LONGEST_CONNECT_S = 4.0
"""...but no longer than this."""

_KINDS = {
    LinkText.CONNECT_UNANSWERED: {ETIMEDOUT},
    LinkText.CONNECT_REFUSED: {ECONNREFUSED},
    LinkText.HOST_UNREACHABLE: {EHOSTUNREACH, EHOSTDOWN, ENETUNREACH, ENETDOWN, ETIMEDOUT},
}
"""What nothing but these reasons means; more words tell each."""


class Opener:
    """Opens TCP connections to one gateway, and remembers the address that worked last."""

    def __init__(
        self,
        gateway: Host,
        *,
        connector: Connector,
        name_service: NameService | None,
        known_address: str | None,
        timings: Timings,
        clock: Clock,
        punctuality: Punctuality,
        trips: RoundTrips,
    ) -> None:
        """Without a `name_service` the connector gets the name itself."""
        self._gateway = gateway
        self._connector = connector
        self._timings = timings
        self._clock = clock
        self._punctuality = punctuality
        self._trips = trips
        self._worked_before = False
        self.address = known_address
        self._resolver = None
        if name_service is not None and not gateway.is_address:
            self._resolver = Resolver(gateway.host, name_service, timings, clock, punctuality)

    @property
    def gateway(self) -> Host:
        """The host and port that it connects to."""
        return self._gateway

    @property
    def hindrance(self) -> NameNotResolved | None:
        """The name server's error as long as its answer is waited for; None otherwise."""
        if self._resolver is None or not self._resolver.waiting:
            return None
        return self._resolver.error(None)

    def worked(self, address: str) -> None:
        """Remember the address at which the gateway answered."""
        self.address = address
        self._worked_before = True

    def close(self) -> None:
        """Stop waiting for a name."""
        if self._resolver is not None:
            self._resolver.close()

    async def open(self) -> Opened:
        """Return a TCP connection; raises `CannotConnect`, or `NameNotResolved` when there is no address."""
        if self._resolver is None:
            return await self.open_to([self._gateway.host])
        answer = await self._resolver.first_answer()
        if isinstance(answer, tuple):
            return await self.open_to(self._last_first(answer))
        if self.address is None:
            return await self._open_late(self._resolver)
        return await self._open_last(self._resolver, self.address)

    async def open_to(self, addresses: Sequence[str]) -> Opened:
        """Return a connection to one of the addresses; raises `CannotConnect`."""
        try:
            return await first_to_connect(addresses, self._connect)
        except NothingAnswers as error:
            raise self._nothing_answers(error.reasons) from next(iter(error.reasons.values()))

    async def _open_late(self, resolver: Resolver) -> Opened:
        """Wait for the name server as long as it is given: there is nothing else to try."""
        answer = await resolver.last_answer()
        if not isinstance(answer, tuple):
            raise resolver.error(answer)
        return await self.open_to(self._last_first(answer))

    async def _open_last(self, resolver: Resolver, address: str) -> Opened:
        """Try the last address that worked; one from before this client may be out of date."""
        try:
            return await self.open_to([address])
        except CannotConnect as error:
            if resolver.waiting and self._worked_before:
                raise _lost(resolver.error(None), error) from error
            answer = await resolver.last_answer()
            if not isinstance(answer, tuple):
                raise _lost(resolver.error(answer), error) from error
            others = [other for other in answer if other != address]
            if not others:
                raise
        return await self.open_to(others)

    def _last_first(self, addresses: Sequence[str]) -> list[str]:
        return sorted(addresses, key=lambda address: address != self.address)

    async def _connect(self, address: str) -> Opened:
        """Connect within the limit, which counts from when the connection has been asked for."""
        attempt = asyncio.ensure_future(self._connector(address, self._gateway.port))
        asked_at = self._clock.monotonic()
        try:
            await asyncio.sleep(0)
            await self._punctuality.first_of(attempt, timeout=self._connect_limit)
            if attempt.cancelled():
                raise OSError("connecting was cancelled, not by this client")
            if attempt.done():
                return Opened(address, attempt.result(), self._clock.monotonic() - asked_at)
        except UnicodeError as error:
            raise OSError(str(error)) from error
        except asyncio.CancelledError:
            await _abandon(attempt)
            raise
        await _abandon(attempt)
        raise TimeoutError(f"no answer within {self._connect_limit:g} s")

    @property
    def _connect_limit(self) -> float:
        return self._trips.stretched(self._timings.connect_timeout, CONNECT_TRIPS, LONGEST_CONNECT_S)

    # What went wrong

    def _nothing_answers(self, reasons: dict[str, OSError]) -> CannotConnect:
        silent = all(isinstance(error, TimeoutError) for error in reasons.values())
        kind = ConnectTimedOut if silent else CannotConnect
        told = ", ".join(self._told(address, error) for address, error in reasons.items())
        return kind(_sentence(reasons.values())(gateway=str(self._gateway), _told=told))

    def _told(self, address: str, error: OSError) -> str:
        at = "" if address == self._gateway.host else f" at {address}"
        return f"{at} ({_in_words(error)})"


def _lost(unresolved: NameNotResolved, error: CannotConnect) -> NameNotResolved:
    """Say that there is neither an answer of the name server nor one from the last address."""
    return type(unresolved)(LinkText.NAME_AND_ADDRESS_FAIL(_unresolved=unresolved, _error=error))


def _sentence(reasons: Iterable[OSError]) -> LinkText:
    """Return what the reasons of all addresses have in common."""
    numbers = {ETIMEDOUT if isinstance(error, TimeoutError) else error.errno for error in reasons}
    for sentence, kind in _KINDS.items():
        if numbers <= kind:
            return sentence
    return LinkText.CONNECT_FAILED


def _in_words(error: OSError) -> str:
    """Say why there is no connection, without the numbers and addresses that asyncio adds."""
    if error.errno and not isinstance(error, socket.gaierror):
        return os.strerror(error.errno).lower()
    if str(error).startswith("Multiple exceptions"):
        return "no connection to any of its addresses"
    return error.strerror or str(error)


async def _abandon(attempt: asyncio.Future[Streams]) -> None:
    """Give up connecting; a connection that was made in this very moment is closed, not lost."""
    attempt.add_done_callback(_close_stream)
    attempt.cancel()
    await asyncio.wait({attempt})


def _close_stream(attempt: asyncio.Future[Streams]) -> None:
    if not attempt.cancelled() and attempt.exception() is None:
        attempt.result()[1].close()
