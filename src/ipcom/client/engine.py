"""The parts of a client, and how they start and end."""

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from ..errors import ConnectionLost, ConnectTimedOut, IPComError, NameTimedOut
from ..model.address import OutputAddress
from ..model.bus_type import BusType
from ..model.host import Host
from ..model.output_kind import OutputKind
from ..model.round_trips import RoundTrips
from ..model.shutter_pair import ShutterPair
from ..model.timings import Timings
from ..sentence import exception_name
from .backoff import Backoff
from .client_text import ClientText
from .commands import Commands
from .connection.clock import Clock
from .connection.connector import Connector
from .connection.counters import LOOPS, Counters
from .connection.dialer import Dialer
from .connection.login import Credentials
from .connection.look_ups import NameService
from .connection.machine_sleep import MachineSleep
from .connection.opener import Opener
from .connection.pending_read import LONGEST_READ, READ_TRIPS, read_timeout
from .connection.places import Places
from .connection.punctuality import Punctuality
from .connection.timekeeping import Timekeeping
from .kept_task import KeptTask
from .online import Link
from .own_loop import OwnLoop
from .pending_commands import PendingCommands
from .planning.pending_command import PendingCommand
from .planning.planner import Planner
from .press_watch import PressWatch
from .shared_start import SharedStart
from .state import State
from .status import ConnectionState
from .status_board import StatusBoard
from .subscriptions import Subscriptions
from .supervisor import Supervisor

if TYPE_CHECKING:
    from .connection.statistics import Statistics

_LOGGER = logging.getLogger("ipcom.client")

RELEASES = 3
"""Shutters are released so often at most: a release may end early, or the loop may stand still meanwhile."""


class Engine:
    """Connects the parts of one client; it starts once and closes for good."""

    def __init__(
        self,
        gateway: Host,
        credentials: Credentials,
        *,
        second: Host | None,
        kinds: Mapping[OutputAddress, OutputKind],
        shutters: Iterable[ShutterPair],
        bus_type: BusType,
        frame_bus: int,
        timings: Timings,
        clock: Clock,
        rng: random.Random,
        connector: Connector,
        name_service: NameService | None,
        known_address: str | None,
    ) -> None:
        self.name = f"{gateway} bus {credentials.bus}"
        self.trips = RoundTrips()
        self.planner = Planner(kinds, shutters, timings, self.trips, bus_type, frame_bus)
        self.state = State(self.planner)
        self.board = StatusBoard(clock)
        self.counters = Counters()
        self.clock = clock
        self.timings = timings
        self.pending = PendingCommands(self.counters)
        self.punctuality = Punctuality(clock, self.counters)
        sleep = self._sleep = MachineSleep(clock)
        timekeeping = Timekeeping(self.punctuality, sleep, self.trips)
        self.commands = Commands(self.planner, self.state, self.pending, clock, timekeeping)
        self._link = Link(self.planner, self.state, self.commands, clock, self.counters, sleep)
        self.places = Places(
            [
                Opener(
                    host,
                    connector=connector,
                    name_service=name_service,
                    known_address=known_address if host is gateway else None,
                    timings=timings,
                    clock=clock,
                    punctuality=self.punctuality,
                    trips=self.trips,
                )
                for host in (gateway, second)
                if host is not None
            ]
        )
        dialer = Dialer(
            self.places,
            credentials,
            timings=timings,
            clock=clock,
            counters=self.counters,
            timekeeping=timekeeping,
        )
        self._supervisor = Supervisor(
            dialer,
            self._link,
            self.board,
            Backoff(timings, rng.uniform),
            timings=timings,
            clock=clock,
            counters=self.counters,
            timekeeping=timekeeping,
            pace=self.planner,
            is_quiet=self._is_quiet,
            name=self.name,
        )
        self.presses = PressWatch(self.planner, self.state, self._supervisor)
        self.ended: Subscriptions[None] = Subscriptions("end")
        self._loop = OwnLoop(self.name)
        self._starting = SharedStart(self._start, self.punctuality)
        self._supervising = KeptTask("ipcom-supervisor", self._supervisor.run)
        self._commanding = KeptTask("ipcom-commands", self.commands.run, self._commands_failed)
        self._went_online = False
        self._closing: asyncio.Task[None] | None = None

    @property
    def started(self) -> bool:
        """Whether it has been online and was not closed."""
        return self._went_online and self._closing is None

    @property
    def disturbed_at(self) -> float:
        """When the event loop last stood still, the link broke or the machine slept; -inf if never."""
        return max(self.punctuality.late_at, self._link.disturbed_at)

    @property
    def fingerprint(self) -> str:
        """What stands for the session key of the present connection; empty without one."""
        connection = self._link.connection
        return "" if connection is None else connection.session.fingerprint

    @property
    def closed(self) -> bool:
        """Whether it was told to close."""
        return self._closing is not None

    def _is_quiet(self) -> bool:
        """Whether no command is under way and no shutter moves, so that the link may change its address."""
        busy = self.pending.commands or self._owed() or self.planner.eager(self.clock.monotonic())
        return not busy

    def statistics(self) -> Statistics:
        """Return the figures so far."""
        running = set(self._supervisor.loops_running)
        if self._commanding.running:
            running.add("ipcom-commands")
        figures = self.counters.snapshot(
            self.clock.monotonic(), tuple(name for name in LOOPS if name in running)
        )
        return replace(
            figures, round_trip_quiet=self.trips.quiet or None, third_reads=self.planner.third_reads
        )

    # Starting

    async def start(self, timeout: float | None) -> None:
        """Go online or raise; may be tried again after a failure, not after `close`."""
        self._refuse_closed()
        self.require_own_loop()
        if self.started:
            return
        self._loop.enter()
        if await self._starting.join(timeout):
            return
        self._refuse_closed()
        if timeout is None:
            raise ConnectionLost(ClientText.START_CANCELLED(gateway=self.name))
        if hindrance := self.places.hindrance:
            late = ClientText.NAME_SERVER_LATE(gateway=self.name, seconds=timeout, _hindrance=hindrance)
            raise NameTimedOut(late)
        raise ConnectTimedOut(ClientText.NOT_ONLINE_IN_TIME(gateway=self.name, seconds=timeout))

    async def _start(self) -> None:
        self.board.update(ConnectionState.CONNECTING)
        try:
            await self._supervisor.connect()
        except IPComError as error:
            self.counters.last_error = error.message
            self.board.update(ConnectionState.OFFLINE, error=error)
            raise
        except asyncio.CancelledError:
            if not self.closed:
                self.board.update(ConnectionState.OFFLINE, reason=ClientText.START_GIVEN_UP())
            raise
        self._went_online = True
        self._commanding.start()
        self._supervising.start()

    def _commands_failed(self, error: BaseException) -> None:
        """End all commands with an error after a mistake of ours; stops stay wanted."""
        self._drop_commands(ConnectionLost(ClientText.PLANNING_BROKE(fault=exception_name(error))))

    # Commands

    async def finish(self, command: PendingCommand) -> None:
        """Return when the command is confirmed, or raise how it ended; cancelling withdraws it."""
        waiter = self.pending.expect(command)
        self.commands.wake()
        try:
            await waiter
        except asyncio.CancelledError:
            if waiter.cancelled():
                self.withdraw(command)
            raise

    def withdraw(self, command: PendingCommand) -> None:
        """Take back what has not left of a command whose call waits no longer."""
        self.pending.forget(command)
        self.planner.commands.withdraw(command)
        self.commands.wake()

    @property
    def read_limit(self) -> float:
        """How long a caller waits for a read: for the link, the exchange under way and the answer."""
        return self.timings.offline_wait + read_timeout(self.timings, self.trips)

    def require_started(self) -> None:
        """Raise unless commands may be given; a sleep that is over by now is noticed before the command begins."""
        self._refuse_closed()
        if not self._went_online:
            self.require_own_loop()
            raise ConnectionLost(ClientText.NOT_STARTED())
        self._loop.check()
        self._sleep.look()

    def require_own_loop(self) -> None:
        """Raise when something runs for this client in another event loop than the present one."""
        if self._went_online or self._starting.task is not None:
            self._loop.check()

    def _refuse_closed(self) -> None:
        if self._closing is not None:
            raise ConnectionLost(ClientText.CLOSED_FOR_GOOD())

    # Closing

    async def close(self) -> None:
        """Release the shutters, log out and leave nothing running."""
        if self._closing is None or not self._closing.done():
            self.require_own_loop()
        if self._closing is None:
            self._closing = asyncio.create_task(self._close(), name="ipcom-close")
        await asyncio.shield(self._closing)

    async def _close(self) -> None:
        try:
            if self._went_online:
                self._drop_commands(ConnectionLost(ClientText.CLOSED_BEFORE_CONFIRMED()))
                await self._release_shutters()
        except Exception:  # a mistake of ours must not leave tasks and a connection behind
            _LOGGER.exception("%s: shutters could not be released; look whether one moves", self.name)
        finally:
            await self._tear_down()
            self.board.update(ConnectionState.CLOSED, reason=ClientText.CLOSED())
            self.ended.tell(None)

    def _drop_commands(self, error: IPComError) -> None:
        """Take back what has not left, and end all commands with this error."""
        for command in self.pending.commands:
            try:
                self.planner.commands.withdraw(command)
            except Exception:  # the others are withdrawn all the same
                _LOGGER.exception("%s: a command could not be withdrawn", self.name)
        self.pending.abandon(error)

    async def _release_shutters(self) -> None:
        """Switch off what this client set moving, and wait until that is seen, but not for ever."""
        deadline = self.clock.monotonic() + self._release_limit
        for _ in range(RELEASES):
            began = self.clock.monotonic()
            await self._release_once(deadline)
            if not self._owed():
                return
            if self.punctuality.late_at > began:  # time for which the loop stood still does not count
                deadline = self.clock.monotonic() + self._release_limit
        _LOGGER.warning(
            "%s: not seen off while closing: %s; switch that off at the wall",
            self.name,
            ", ".join(self._owed()),
        )

    @property
    def _release_limit(self) -> float:
        """How many seconds a release may take: a read, a frame and a read, and perhaps a poll before."""
        return self.trips.stretched(self.timings.release_for, READ_TRIPS, LONGEST_READ)

    def _owed(self) -> list[str]:
        """Return what this client switched on for a while and has not seen off."""
        shutters = [f"shutter {pair}" for pair in self.planner.owed_shutters]
        return shutters + [f"output {address}" for address in self.planner.owed_outputs]

    async def _release_once(self, deadline: float) -> None:
        now = self.clock.monotonic()
        command = self.planner.commands.release_all(now)
        waiter = self.pending.expect(command)
        self.commands.wake()
        await self.punctuality.first_of(waiter, timeout=deadline - now)
        self.pending.forget(command)
        if not waiter.cancel():
            waiter.exception()  # looked at, so that asyncio does not report it as forgotten

    async def _tear_down(self) -> None:
        self.board.closing = True
        try:
            await self._starting.end()
            await self._supervising.stop()
            await self._commanding.stop()
        finally:
            await self._supervisor.disconnect()
