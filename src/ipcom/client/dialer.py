"""One attempt to get online: connect, log in, read; remembers how this gateway likes to be spoken to."""

from __future__ import annotations

import asyncio
import logging
import os
import socket

from ..errors import (
    AuthenticationFailed,
    CannotConnect,
    ConnectTimedOut,
    IPComError,
    ProtocolError,
    ReplyTimedOut,
)
from ..model.snapshot import StateSnapshot
from .clock import Clock
from .connection import Connection
from .connector import Connector, Writer
from .exchanges import Listener
from .first_of import first_of
from .login import REFUSED, ClosedUnanswered, Credentials, LoginUnanswered, SpeaksPlaintext, log_in
from .statistics import Counters
from .timekeeping import Timekeeping
from .timings import Timings

_LOGGER = logging.getLogger("ipcom.client")

_MAYBE_CIPHERED = (AuthenticationFailed, ProtocolError, ClosedUnanswered)
"""What a gateway that enciphers may make of a plaintext login."""


class Dialer:
    """Makes connections to one gateway, each logged in afresh."""

    def __init__(
        self,
        host: str,
        port: int,
        credentials: Credentials,
        *,
        connector: Connector,
        timings: Timings,
        clock: Clock,
        counters: Counters,
        timekeeping: Timekeeping,
    ) -> None:
        self._host = host
        self._port = port
        self._credentials = credentials
        self._connector = connector
        self._timings = timings
        self._clock = clock
        self._counters = counters
        self._timekeeping = timekeeping
        self._plaintext = False

    async def dial(self, listener: Listener) -> tuple[Connection, StateSnapshot]:
        """Return a connection that is logged in and has read the outputs once.

        Raises `CannotConnect`, `AuthenticationFailed` or `ProtocolError`. Cipher and plaintext are
        changed once at most.
        """
        try:
            return await self._attempt(listener)
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
            return await self._attempt(listener)
        except SpeaksPlaintext:
            self._plaintext = True
            raise AuthenticationFailed(REFUSED) from None
        except BaseException:
            self._plaintext = True  # it has worked before, or the gateway asked for it
            raise

    async def _attempt(self, listener: Listener) -> tuple[Connection, StateSnapshot]:
        connection = Connection(
            await self._connect(),
            listener,
            plaintext=self._plaintext,
            timings=self._timings,
            clock=self._clock,
            counters=self._counters,
            timekeeping=self._timekeeping,
        )
        try:
            connection.start()
            await log_in(connection, self._credentials, self._timings, self._clock)
            return connection, await self._first_snapshot(connection)
        except BaseException:
            await connection.close(farewell=connection.online)
            raise

    async def _connect(self) -> tuple[asyncio.StreamReader, Writer]:
        attempt = asyncio.ensure_future(self._connector(self._host, self._port))
        try:
            await asyncio.wait({attempt}, timeout=self._timings.connect_timeout)
            if attempt.done():
                return attempt.result()
        except (OSError, UnicodeError) as error:
            raise CannotConnect(
                f"cannot connect to {self._host}:{self._port} ({_in_words(error)}); check that the address is right"
                " and the gateway is on"
            ) from error
        except asyncio.CancelledError:
            await _abandon(attempt)
            raise
        await _abandon(attempt)
        raise ConnectTimedOut(
            f"{self._host}:{self._port} did not accept the connection within"
            f" {self._timings.connect_timeout:g} s; check the address and that the gateway is on"
        )

    async def _first_snapshot(self, connection: Connection) -> StateSnapshot:
        snapshot: asyncio.Future[StateSnapshot] = asyncio.get_running_loop().create_future()
        connection.exchanges.read(snapshot.set_result)
        await first_of(snapshot, connection.ended, timeout=self._timings.snapshot_timeout)
        if not connection.alive:
            raise _unread(connection.ended.result(), self._timings)
        if snapshot.done():
            return snapshot.result()
        raise _no_outputs(self._timings)


def _in_words(error: OSError | UnicodeError) -> str:
    """Say why there is no connection, without the numbers and addresses that asyncio adds."""
    if isinstance(error, OSError) and error.errno and not isinstance(error, socket.gaierror):
        return os.strerror(error.errno).lower()
    if str(error).startswith("Multiple exceptions"):
        return "no connection to any of its addresses"
    return (error.strerror if isinstance(error, OSError) else None) or str(error)


def _unread(error: IPComError, timings: Timings) -> IPComError:
    """Say why the first read failed."""
    if isinstance(error, ProtocolError):
        return error
    if isinstance(error, ReplyTimedOut):
        return _no_outputs(timings)
    return CannotConnect(
        f"the link broke right after the login: {error}; try again, and end other programs that use the gateway"
    )


def _no_outputs(timings: Timings) -> ConnectTimedOut:
    return ConnectTimedOut(
        f"the gateway accepted the login but sent no outputs within {timings.snapshot_timeout:g} s;"
        " restart the gateway if this stays"
    )


async def _abandon(attempt: asyncio.Future[tuple[asyncio.StreamReader, Writer]]) -> None:
    """Give up connecting; a connection that was made in this very moment is closed, not lost."""
    attempt.add_done_callback(_close_stream)
    attempt.cancel()
    await asyncio.wait({attempt})


def _close_stream(attempt: asyncio.Future[tuple[asyncio.StreamReader, Writer]]) -> None:
    if not attempt.cancelled() and attempt.exception() is None:
        attempt.result()[1].close()
