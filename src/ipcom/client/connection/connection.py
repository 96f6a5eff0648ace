"""One TCP connection, which is made once, ends once for one reason, and is never used again."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Callable

from ...errors import ConnectionLost, IPComError, ProtocolError
from ...model.timings import Timings
from ...protocol.client_session import ClientSession
from ...protocol.events import NEED_DATA, LoginAccepted
from ...sentence import exception_name
from .clock import Clock
from .connector import Writer, discard
from .counters import Counters
from .exchanges import Exchanges
from .link_text import LinkText
from .timekeeping import Timekeeping
from .wire import Listener
from .wire_log import WIRE, WireLog

_LOGGER = logging.getLogger("ipcom.client")

RECEIVE_SIZE = 4096
"""Bytes taken at once; one message is 135 at most."""

CLOSE_WAIT = 0.2
"""Seconds that a transport gets to close by itself; the operating system does the rest."""


class Connection:
    """A stream to a gateway, the session that reads it, and the exchanges over it.

    `ended` is resolved with the first fatal error; it never raises.
    """

    def __init__(
        self,
        stream: tuple[asyncio.StreamReader, Writer],
        listener: Listener,
        *,
        plaintext: bool,
        timings: Timings,
        clock: Clock,
        counters: Counters,
        timekeeping: Timekeeping,
    ) -> None:
        self._reader, self._writer = stream
        self._clock = clock
        self._counters = counters
        self._punctuality = timekeeping.punctuality
        self._online = False
        self._receiver: asyncio.Task[None] | None = None
        self.session = ClientSession(plaintext=plaintext)
        self._wire_log = WireLog(self.session, clock)
        self.exchanges = Exchanges(
            self.session,
            self,
            listener,
            timings=timings,
            clock=clock,
            counters=counters,
            timekeeping=timekeeping,
        )
        self.alive = True
        """Whether nothing fatal has happened yet."""
        self.ended: asyncio.Future[IPComError] = asyncio.get_running_loop().create_future()
        self.on_end: Callable[[IPComError], None] | None = None
        self.on_login_event: Callable[[object], None] | None = None
        self.received_at = float("-inf")

    @property
    def online(self) -> bool:
        """Whether the login was accepted and nothing fatal has happened since."""
        return self._online and self.alive

    @property
    def receiving(self) -> bool:
        """Whether the task that reads is running."""
        return self._receiver is not None and not self._receiver.done()

    def start(self) -> None:
        """Begin to read."""
        self._receiver = asyncio.create_task(self._receive(), name="ipcom-receive")

    def send(self, data: bytes, what: str, *, secret: bool = False) -> None:
        """Send a message; a `secret` one is logged as its length.

        The buffer need not be empty before: a request has few bytes, and one that stays
        unanswered ends the connection.
        """
        if not self.alive:
            return
        if _LOGGER.isEnabledFor(logging.DEBUG):
            _LOGGER.debug("sent %s: %s", what, f"{len(data)} bytes" if secret else data.hex())
        if WIRE.isEnabledFor(logging.DEBUG):
            self._wire_log.sent(what, data, secret=secret)
        self._counters.bytes_sent += len(data)
        self._writer.write(data)

    def fail(self, error: IPComError) -> None:
        """End the connection for this reason; only the first reason counts."""
        if not self.alive:
            return
        self.exchanges.close()
        self.alive = False
        self.ended.set_result(error)
        if self.on_end is not None:
            self.on_end(error)

    def digest(self) -> None:
        """Handle all events that the session has; what breaks the protocol ends the connection."""
        try:
            while self.alive and (event := self.session.next_event()) is not NEED_DATA:
                self._handle(event)
        except ProtocolError as error:
            self.fail(error)

    async def close(self, *, farewell: bool = False) -> None:
        """Stop reading and close the stream, with a Disconnect if `farewell`; what failed lets nothing leave late."""
        if farewell:
            self.send(self.session.disconnect(), "disconnect")
        if self._online and not self.alive:
            discard(self._writer)
        self.fail(ConnectionLost(LinkText.CLOSED_BY_US()))
        self._writer.close()
        if self._receiver is not None:
            self._receiver.cancel()
            await asyncio.wait([self._receiver])
        with contextlib.suppress(OSError, TimeoutError):
            async with asyncio.timeout(CLOSE_WAIT):
                await self._writer.wait_closed()

    def _handle(self, event: object) -> None:
        if WIRE.isEnabledFor(logging.DEBUG):
            self._wire_log.received(event)
        if self._online:
            self.exchanges.handle(event)
            return
        self._online = isinstance(event, LoginAccepted)
        if self.on_login_event is not None:
            self.on_login_event(event)

    async def _receive(self) -> None:
        try:
            while self.alive:
                self._received(await self._reader.read(RECEIVE_SIZE))
        except OSError as error:
            self.fail(ConnectionLost(LinkText.CONNECTION_BROKE(_error=error)))
        except asyncio.CancelledError:
            if self.alive:
                _LOGGER.error("the task ipcom-receive was cancelled, not by us; reconnecting")
            raise
        except Exception as error:  # a mistake of ours must not pass unnoticed
            _LOGGER.exception("the receiving task failed")
            self.fail(ConnectionLost(LinkText.READING_FAILED(fault=exception_name(error))))
        finally:
            self.fail(ConnectionLost(LinkText.READ_NO_MORE()))

    def _received(self, data: bytes) -> None:
        self.received_at = self._clock.monotonic()
        self._punctuality.arrivals += 1
        self._counters.bytes_received += len(data)
        if _LOGGER.isEnabledFor(logging.DEBUG):
            _LOGGER.debug("received %s", data.hex() if self._online else f"{len(data)} bytes")
        if data:
            self.session.receive_data(data)
            self.digest()
        else:
            self._received_end()

    def _received_end(self) -> None:
        self.session.receive_eof()
        self.digest()
        self.fail(ConnectionLost(LinkText.CLOSED_BY_GATEWAY()))
