"""The task that asks the planner what is next, and does it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable

from ..model.snapshot import StateSnapshot
from .connection.alarm import Alarm
from .connection.clock import Clock
from .connection.exchanges import Exchanges, Priority
from .connection.timekeeping import Timekeeping
from .pending_commands import PendingCommands
from .planning.actions import Read, Send, WaitUntil
from .planning.planner import Planner
from .state import State

_LOGGER = logging.getLogger("ipcom.client")

LOOK_AGAIN_S = 1.0
"""While nothing is wanted, answers that show nothing new lead to a look this often: most polls are such."""


class Commands:
    """The task `ipcom-commands`: it lives as long as the client, offline too, as deadlines pass.

    It waits for the next event only, so that a new command, a stop above all, is planned at once.
    """

    def __init__(
        self,
        planner: Planner,
        state: State,
        callers: PendingCommands,
        clock: Clock,
        timekeeping: Timekeeping,
    ) -> None:
        self._planner = planner
        self._actions = planner.actions
        self._state = state
        self._callers = callers
        self._clock = clock
        self._sleep = timekeeping.sleep
        self._alarm = Alarm(clock, timekeeping.punctuality)
        self.wake: Callable[[], None] = self._alarm.ring
        """Look again: something happened."""
        self._exchanges: Exchanges | None = None
        self._on_read: Callable[[float], None] = _ignore
        self._readers: list[tuple[float, asyncio.Future[StateSnapshot]]] = []
        self._idle = False
        self._looked_at = float("-inf")

    def link_up(self, exchanges: Exchanges, on_read: Callable[[float], None]) -> None:
        """Send over this link from now on; `on_read` is told when a read was asked."""
        self._exchanges = exchanges
        self._on_read = on_read
        self.wake()

    def link_down(self) -> None:
        """Send nothing."""
        self._exchanges = None
        self._on_read = _ignore
        self.wake()

    def freed(self) -> None:
        """Another exchange may begin: look again, if anything waits for that."""
        if not self._idle:
            self._alarm.ring()

    def settle(self) -> None:
        """Tell callers and subscribers what a step of the planner changed; log mistakes of ours."""
        for mistake in self._planner.take_mistakes():
            _LOGGER.error("a command failed while it was planned, and was dropped", exc_info=mistake)
        if outcomes := self._planner.commands.take_outcomes():
            self._callers.end(outcomes)
        self._state.refresh()

    def next_snapshot(self) -> asyncio.Future[StateSnapshot]:
        """Return the answer of a read that is asked from now on."""
        reader: asyncio.Future[StateSnapshot] = asyncio.get_running_loop().create_future()
        self._readers.append((self._clock.monotonic(), reader))
        self.wake()
        return reader

    def observed(self, snapshot: StateSnapshot, *, anew: bool) -> None:
        """A read was answered: serve those who asked for one, and look again if it is worth it; `anew` if it differs."""
        waiting, self._readers = self._readers, []
        for since, reader in waiting:
            if snapshot.asked_at < since and not reader.done():
                self._readers.append((since, reader))
            elif not reader.done():
                reader.set_result(snapshot)
        if anew or not self._idle or snapshot.received_at - self._looked_at >= LOOK_AGAIN_S:
            self.wake()

    async def run(self) -> None:
        """Do what is to be done, for ever."""
        while True:
            self._sleep.look()
            at = self._do_all()
            await self._alarm.sleep_until(at)

    def _do_all(self) -> float | None:
        """Do all that can be done now; returns when to look again, None for when something happens."""
        self._idle = False
        while True:
            owing = self._exchanges is not None and self._exchanges.owing
            self._looked_at = self._clock.monotonic()
            self._actions.advance(self._looked_at)
            action = self._actions.next(self._looked_at, owing=owing)
            self._actions.take_up(action)
            if isinstance(action, WaitUntil) and self._readers:
                self._do_for_readers()
                self.settle()
                return action.at
            if isinstance(action, WaitUntil):
                self._idle = action.at is None and not owing and self._exchanges is not None
                self._give_up_turn()
                self.settle()
                return action.at
            if not self._do(action):
                self.settle()
                return self._actions.next_end(self._looked_at)  # no exchange under way holds up a deadline

    def _do(self, action: Send | Read) -> bool:
        """Send or ask if the link admits it; returns whether there may be more to do at once."""
        if self._exchanges is None:
            return False
        if isinstance(action, Send):
            return self._send(action, self._exchanges)
        self._read(self._exchanges, Priority.STOP if action.stop else Priority.COMMAND)
        return False

    def _send(self, send: Send, exchanges: Exchanges) -> bool:
        """Let a frame leave in the very step in which it was planned, or not at all."""
        if not exchanges.admits_write(stop=send.stop):
            exchanges.claimed = Priority.STOP if send.stop else Priority.COMMAND
            return False
        exchanges.write(send.frame)
        self._actions.sent(send, self._clock.monotonic())
        return True

    def _read(self, exchanges: Exchanges, priority: Priority) -> None:
        exchanges.claimed = priority
        if exchanges.admits(priority):
            exchanges.claimed = None
            self._on_read(exchanges.read())

    def _do_for_readers(self) -> None:
        if self._exchanges is not None:
            self._read(self._exchanges, Priority.COMMAND)

    def _give_up_turn(self) -> None:
        if self._exchanges is not None:
            self._exchanges.claimed = None


def _ignore(_asked_at: float) -> None:
    """No poll is due while the link is down."""
