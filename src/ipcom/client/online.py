"""The link as the rest of the client sees it: up or down, and what comes over it."""

from __future__ import annotations

from math import inf

from ..errors import IPComError
from ..model.snapshot import StateSnapshot
from .commands import Commands
from .connection.clock import Clock
from .connection.connection import Connection
from .connection.counters import Counters
from .connection.keep_alive import KeepAlive
from .connection.machine_sleep import MachineSleep
from .connection.poll import Pace, Poll
from .planning.planner import Planner
from .state import State


class Link:
    """Leads what a connection receives to planner and state; connections come and go."""

    def __init__(
        self,
        planner: Planner,
        state: State,
        commands: Commands,
        clock: Clock,
        counters: Counters,
        sleep: MachineSleep,
    ) -> None:
        self._planner = planner
        self._state = state
        self._commands = commands
        self._clock = clock
        self._counters = counters
        self.connection: Connection | None = None
        self._poll: Poll | None = None
        self._keep_alive: KeepAlive | None = None
        self.disturbed_at = -inf
        """When the link last broke, or the machine was found to have slept (monotonic)."""
        sleep.on_slept = self.slept

    def up(
        self, connection: Connection, poll: Poll, keep_alive: KeepAlive | None, outage: float | None
    ) -> None:
        """Use this connection; `outage` is how long there was none (None: there never was)."""
        now = self._clock.monotonic()
        self.connection = connection
        self._poll = poll
        self._keep_alive = keep_alive
        self._counters.online(now)
        self._planner.link_up(now, outage=outage)
        self._commands.link_up(connection.exchanges, poll.counted)

    def use_pace(self, pace: Pace) -> None:
        """Let the polls of the present connection follow this pace from now on."""
        if self._poll is not None:
            self._poll.use_pace(pace)

    def down(self, _error: IPComError) -> None:
        """The connection has ended."""
        self.disturbed_at = self._clock.monotonic()
        self.connection = self._poll = self._keep_alive = None
        self._planner.link_down()
        self._state.link_down()
        self._commands.link_down()

    def answered(self, snapshot: StateSnapshot) -> None:
        """A read was answered."""
        anew = self._state.observe_read(snapshot, snapshot.received_at)
        if self._poll is not None:
            self._poll.answered(snapshot.received_at)
        self._commands.observed(snapshot, anew=anew)

    def slept(self, seconds: float) -> None:
        """The machine slept: what was read before says nothing any more."""
        self.disturbed_at = self._clock.monotonic()
        self._planner.slept(seconds, self._clock.monotonic())
        self._state.slept(seconds)
        self._commands.wake()

    def stray(self) -> None:
        """Outputs came that answer no read: look what is new."""
        if self._poll is not None:
            self._poll.hurry()

    def distrust(self, since: float) -> None:
        """Snapshots asked for since then may have answered something else."""
        self._planner.distrust(since)

    def free(self) -> None:
        """Another exchange may begin now."""
        self._commands.freed()
        if self._keep_alive is not None:
            self._keep_alive.exchange_over()
