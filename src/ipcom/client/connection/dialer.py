"""One attempt to get online: connect, log in, read. It remembers whether the gateway enciphers."""

from __future__ import annotations

import asyncio
import logging

from ...errors import (
    AuthenticationFailed,
    CannotConnect,
    ConnectTimedOut,
    IPComError,
    ProtocolError,
    ReplyTimedOut,
)
from ...model.snapshot import StateSnapshot
from ...model.timings import Timings
from .address_race import Opened
from .clock import Clock
from .connection import Connection
from .counters import Counters
from .link_text import LinkText
from .login import (
    ClosedUnanswered,
    Credentials,
    LoginLimits,
    LoginUnanswered,
    SpeaksPlaintext,
    log_in,
)
from .opener import Opener
from .places import Places, most_telling, open_first
from .silence_limits import SilenceLimits
from .timekeeping import Timekeeping
from .wire import Listener

_LOGGER = logging.getLogger("ipcom.client")

_MAYBE_CIPHERED = (AuthenticationFailed, ProtocolError, ClosedUnanswered)
"""The errors by which a gateway that enciphers may answer a plaintext login."""


class Dialer:
    """Makes connections to one gateway, each logged in afresh."""

    def __init__(
        self,
        places: Places,
        credentials: Credentials,
        *,
        timings: Timings,
        clock: Clock,
        counters: Counters,
        timekeeping: Timekeeping,
    ) -> None:
        self.places = places
        self._credentials = credentials
        self._timings = timings
        self._clock = clock
        self._counters = counters
        self._timekeeping = timekeeping
        self._silence = SilenceLimits(timings)
        self._plaintext = False
        self.hurried = False
        """Whether attempts come fast, and a silent gateway is given up early if it used to be quick."""

    async def dial(self, listener: Listener) -> tuple[Connection, StateSnapshot]:
        """Return a connection that is logged in and has read the outputs once.

        A place that accepts the connection and then is no gateway, or refuses, gives way to the other.
        Raises `CannotConnect`, `AuthenticationFailed` or `ProtocolError`.
        """
        self._counters.attempts += 1
        untried, errors = list(self.places.all), list[IPComError]()
        while untried:
            try:
                opener, opened = await open_first(untried)
            except CannotConnect as error:
                errors.append(error)
                break
            untried.remove(opener)
            try:
                made = await self._dial_at(opener, opened, listener)
            except IPComError as error:
                errors.append(error)
            else:
                self.places.present = opener
                return made
        raise most_telling(errors)

    async def _dial_at(
        self, opener: Opener, opened: Opened, listener: Listener
    ) -> tuple[Connection, StateSnapshot]:
        """Log in at one place; cipher and plaintext are changed once at most."""
        try:
            return await self._go_online(opener, opened, listener)
        except SpeaksPlaintext:
            _LOGGER.debug("the gateway speaks plaintext")
        except LoginUnanswered:
            self._plaintext = False  # if it still is, the next attempt will be told so at once
            raise
        except _MAYBE_CIPHERED:
            if not self._plaintext:
                raise
        self._plaintext = not self._plaintext
        try:
            return await self._go_online(opener, await opener.open_to([opened.address]), listener)
        except SpeaksPlaintext:
            self._plaintext = True
            raise AuthenticationFailed(LinkText.LOGIN_REFUSED()) from None
        except BaseException:
            self._plaintext = True  # it has worked before, or the gateway asked for it
            raise

    def close(self) -> None:
        """Stop waiting for names."""
        self.places.close()

    async def _go_online(
        self, opener: Opener, opened: Opened, listener: Listener
    ) -> tuple[Connection, StateSnapshot]:
        connection = Connection(
            opened.streams,
            listener,
            plaintext=self._plaintext,
            timings=self._timings,
            clock=self._clock,
            counters=self._counters,
            timekeeping=self._timekeeping,
        )
        try:
            connection.start()
            self._silence.answered(await log_in(connection, self._credentials, self._login_limits(opened)))
            snapshot = await self._first_snapshot(connection, opened)
        except BaseException:
            await connection.close(farewell=connection.online)
            raise
        opener.worked(opened.address)
        return connection, snapshot

    def _login_limits(self, opened: Opened) -> LoginLimits:
        answer = self._limit(self._timings.login_timeout, opened)
        return LoginLimits(answer, self._timings, self._clock, self._timekeeping.punctuality)

    def _limit(self, usual: float, opened: Opened) -> float:
        quiet = self._timekeeping.trips.quiet
        return self._silence.limit(usual, quiet, opened.took, hurried=self.hurried)

    async def _first_snapshot(self, connection: Connection, opened: Opened) -> StateSnapshot:
        limit = self._limit(self._timings.snapshot_timeout, opened)
        snapshot: asyncio.Future[StateSnapshot] = asyncio.get_running_loop().create_future()
        connection.exchanges.read(snapshot.set_result)
        await self._timekeeping.punctuality.first_of(snapshot, connection.ended, timeout=limit)
        if not connection.alive:
            raise _unread(connection.ended.result(), limit)
        if snapshot.done():
            return snapshot.result()
        raise _no_outputs(limit)


def _unread(error: IPComError, limit: float) -> IPComError:
    """Say why the first read failed."""
    if isinstance(error, ProtocolError):
        return error
    if isinstance(error, ReplyTimedOut):
        return _no_outputs(limit)
    return CannotConnect(LinkText.LINK_BROKE_AFTER_LOGIN(_error=error))


def _no_outputs(limit: float) -> ConnectTimedOut:
    return ConnectTimedOut(LinkText.NO_OUTPUTS_AFTER_LOGIN(seconds=limit))
