"""Keeps a client online: replaces every connection that ends, for ever."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable

from ..errors import AuthenticationFailed, CannotConnect, IPComError, ProtocolError
from ..model.snapshot import StateSnapshot
from ..model.timings import Timings
from ..sentence import exception_name
from .backoff import Backoff
from .connection.clock import Clock
from .connection.connection import Connection
from .connection.counters import Counters
from .connection.dialer import Dialer
from .connection.keep_alive import KeepAlive
from .connection.link_text import LinkText
from .connection.poll import Pace, Poll
from .connection.timekeeping import Timekeeping
from .online import Link
from .return_to_first import FirstAnswersAgain, ReturnToFirst
from .status import ConnectionState
from .status_board import StatusBoard

_LOGGER = logging.getLogger("ipcom.client")


class Supervisor:
    """Makes connections, serves them until they end, and waits the right time in between."""

    def __init__(
        self,
        dialer: Dialer,
        link: Link,
        board: StatusBoard,
        backoff: Backoff,
        *,
        timings: Timings,
        clock: Clock,
        counters: Counters,
        timekeeping: Timekeeping,
        pace: Pace,
        is_quiet: Callable[[], bool],
        name: str,
    ) -> None:
        self._dialer = dialer
        self._link = link
        self._board = board
        self._backoff = backoff
        self._timings = timings
        self._clock = clock
        self._counters = counters
        self._timekeeping = timekeeping
        self._pace = pace
        self._return = ReturnToFirst(dialer.places, is_quiet)
        self._name = name
        self._sends_keep_alives = True
        self._attempt_at = float("-inf")
        self._down_at: float | None = None
        self._connection: Connection | None = None
        self._loops: tuple[asyncio.Task[None], ...] = ()

    @property
    def loops_running(self) -> tuple[str, ...]:
        """The names of the tasks of the present connection that run."""
        names = [task.get_name() for task in self._loops if not task.done()]
        if self._connection is not None and self._connection.receiving:
            names.append("ipcom-receive")
        return tuple(names)

    def use_pace(self, pace: Pace) -> None:
        """Let polls follow this pace from now on, on later connections too."""
        self._pace = pace
        self._link.use_pace(pace)

    async def connect(self) -> None:
        """Go online for the first time; raises what went wrong."""
        self._attempt_at = self._clock.monotonic()
        await self._go_online(*await self._dialer.dial(self._link))

    async def run(self) -> None:
        """Stay online, for ever."""
        while True:
            try:
                await self._serve_and_replace()
            except Exception:  # a mistake of ours must not end the reconnecting
                _LOGGER.exception("%s: the link failed unexpectedly; reconnecting", self._name)

    async def _serve_and_replace(self) -> None:
        """Serve the present connection to its end, and make the next one."""
        if self._connection is not None:
            await asyncio.wait({self._connection.ended})
            await self.disconnect()
        await self._go_online(*await self._reconnect())

    async def _go_online(self, connection: Connection, snapshot: StateSnapshot) -> None:
        try:
            self._up(connection, snapshot)
        except BaseException:
            await self.disconnect()
            raise

    async def disconnect(self) -> None:
        """Close the present connection and end its loops."""
        connection, self._connection = self._connection, None
        loops, self._loops = self._loops, ()
        for task in loops:
            task.cancel()
        if connection is not None:
            await connection.close(farewell=connection.online)
        if loops:
            await asyncio.wait(loops)
        self._dialer.close()

    # Up and down

    def _up(self, connection: Connection, snapshot: StateSnapshot) -> None:
        now = self._clock.monotonic()
        outage = None if self._down_at is None else now - self._down_at
        self._connection = connection
        exchanges = connection.exchanges
        poll = Poll(
            exchanges,
            self._timings.poll_interval,
            self._clock,
            self._counters,
            snapshot.asked_at,
            self._timekeeping,
            self._pace,
        )
        keep_alive = KeepAlive(
            exchanges, self._timings.keep_alive, self._clock, self._timekeeping.punctuality
        )
        connection.on_end = lambda error: self._down(connection, error)
        self._backoff.succeeded()
        self._return.link_up()
        self._start_loops(connection, poll, keep_alive)
        if outage is not None:
            self._counters.reconnects += 1
            _LOGGER.info("%s: the link is back after %.1f s", self._name, outage)
        self._link.up(connection, poll, keep_alive, outage)
        self._link.answered(snapshot)
        self._board.update(
            ConnectionState.ONLINE,
            firmware=connection.session.firmware,
            reached_at=self._dialer.places.reached_at,
        )

    def _start_loops(self, connection: Connection, poll: Poll, keep_alive: KeepAlive) -> None:
        loops = [asyncio.create_task(poll.run(), name="ipcom-poll")]
        if self._sends_keep_alives:
            loops.append(asyncio.create_task(keep_alive.run(), name="ipcom-keepalive"))
        if self._dialer.places.elsewhere:
            loops.append(asyncio.create_task(self._return.run(connection), name="ipcom-return"))
        for task in loops:
            task.add_done_callback(lambda task: self._loop_ended(task, connection))
        self._loops = tuple(loops)

    def _loop_ended(self, task: asyncio.Task[None], connection: Connection) -> None:
        """Log a loop that ended before its link, and end the link: a new one has new loops."""
        error = None if task.cancelled() else task.exception()
        if task not in self._loops:
            return
        _LOGGER.error("the task %s failed; reconnecting", task.get_name(), exc_info=error)
        connection.fail(CannotConnect(LinkText.TASK_ENDED(task=task.get_name(), fault=exception_name(error))))

    def _down(self, connection: Connection, error: IPComError) -> None:
        self._down_at = self._clock.monotonic()
        if isinstance(error, FirstAnswersAgain):
            self._changes_place(error)
            return
        self._counters.last_error = error.message
        self._backoff.lost(self._down_at)
        self._end_keep_alives_if_garbled(connection, error)
        self._link.down(error)
        if not self._board.closing:
            self._tell_lost(error)

    def _tell_lost(self, error: IPComError) -> None:
        self._board.update(ConnectionState.OFFLINE, error=error)
        _LOGGER.info("%s: the link is lost: %s; reconnecting", self._name, error)

    def _changes_place(self, error: FirstAnswersAgain) -> None:
        """End the link over the second address; it still counts as online unless the next attempt fails."""
        self._backoff.lost(self._clock.monotonic())
        self._link.down(error)
        _LOGGER.info("%s: %s; changing to it", self._name, error)

    def _end_keep_alives_if_garbled(self, connection: Connection, error: IPComError) -> None:
        """Send no more keep-alives if framing broke right after one: its reply is the likely reason."""
        now = self._clock.monotonic()
        if isinstance(error, ProtocolError) and connection.exchanges.blames_keep_alive(now):
            self._sends_keep_alives = False
            _LOGGER.info("%s: the gateway garbles after a keep-alive: it gets no more", self._name)

    # Reconnecting

    async def _reconnect(self) -> tuple[Connection, StateSnapshot]:
        while True:
            await self._pause()
            self._dialer.hurried = self._backoff.fast(self._clock.monotonic())
            try:
                return await self._dialer.dial(self._link)
            except IPComError as error:
                self._failed(error)

    async def _pause(self) -> None:
        """Wait until the next attempt may start, counting from the start of the last."""
        now = self._clock.monotonic()
        start_at = self._attempt_at + self._backoff.pause(now)
        await asyncio.sleep(max(0.0, start_at - now))
        self._attempt_at = self._clock.monotonic()

    def _failed(self, error: IPComError) -> None:
        self._counters.last_error = error.message
        now = self._clock.monotonic()
        if isinstance(error, AuthenticationFailed):
            error = self._refused(error, now)
        else:
            self._backoff.failed(now)
        _LOGGER.debug("%s: no connection: %s", self._name, error)
        self._board.update(ConnectionState.OFFLINE, error=error)

    def _refused(self, error: AuthenticationFailed, now: float) -> IPComError:
        """Note the refusal; returns what it means: a login that worked before may be refused for a while."""
        was_denied = self._backoff.denied
        self._backoff.refused(now)
        if not self._backoff.denied:
            return CannotConnect(LinkText.LOGIN_REFUSED_RETRYING(_error=error))
        if not was_denied:
            _LOGGER.warning("%s: %s", self._name, error)
        return error
