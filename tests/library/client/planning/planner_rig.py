"""A planner on a simulated link and house, in simulated time: no loop, no sockets."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from heapq import heappop, heappush
from itertools import count
from math import inf

from ipcom.client.planning.actions import Action, Outcome, Read, Send, WaitUntil
from ipcom.client.planning.pending_command import PendingCommand
from ipcom.client.planning.planner import Planner
from ipcom.errors import IPComError
from ipcom.model.address import OutputAddress
from ipcom.model.change import Observation
from ipcom.model.motion import Motion
from ipcom.model.output_kind import OutputKind
from ipcom.model.round_trips import RoundTrips
from ipcom.model.shutter_pair import ShutterPair
from ipcom.model.snapshot import StateSnapshot
from ipcom.model.timings import Timings

ALL_RELAYS = {OutputAddress.from_index(index): OutputKind.RELAY for index in range(128)}
"""Every output is declared, unless a test wants otherwise."""

LIMIT = 200_000
"""A rig that takes more steps than this in one run is spinning."""


@dataclass(slots=True)
class Link:
    """How the gateway behaves, changeable at any moment. Times in seconds."""

    round_trip: float = 0.002
    late: float = 0.0
    answers_writes: bool = True
    ignores: Callable[[], bool] = field(default=lambda: False)


@dataclass(frozen=True, slots=True)
class Left:
    """A frame that left."""

    at: float
    module: int
    values: bytes
    stop: bool


class Rig:
    """Does what the planner says, as the link would; everything that happens is kept for the test."""

    def __init__(
        self,
        *,
        kinds: dict[OutputAddress, OutputKind] | None = None,
        shutters: tuple[ShutterPair, ...] = (),
        timings: Timings | None = None,
        link: Link | None = None,
        online: bool = True,
        declare_all: bool = True,
    ) -> None:
        self.timings = timings or Timings()
        self.trips = RoundTrips()
        declared = (ALL_RELAYS if declare_all else {}) | (kinds or {})
        self.planner = Planner(declared, shutters, self.timings, self.trips)
        self.link = link or Link()
        self.now = 100.0
        self.house = bytearray(128)
        self.frames: list[Left] = []
        self.reads: list[float] = []
        self.observations: list[tuple[float, Observation]] = []
        self.outcomes: dict[PendingCommand, IPComError | None] = {}
        self.ended_at: dict[PendingCommand, float] = {}
        self.online = False
        self._ever_online = False
        self._lost_at = 0.0
        self._events: list[tuple[float, int, Callable[[], object]]] = []
        self._order = count()
        self._epoch = 0
        self.boots = 0
        """A gateway that reboots forgets what it was about to write."""
        self._reading = False
        self._owed_until = -inf
        self._next_poll = inf
        if online:
            self.connect()
            self.run(0.01)

    # -- the house ---------------------------------------------------------

    def value(self, address: OutputAddress) -> int:
        return self.house[address.index]

    def press(self, address: OutputAddress, value: int) -> None:
        """A person at the wall sets an output."""
        self.house[address.index] = value

    def press_each(self, value: int, *addresses: OutputAddress) -> None:
        """A person at the wall sets several outputs at once."""
        for address in addresses:
            self.press(address, value)

    def snapshot(self) -> StateSnapshot:
        """What a read would show, asked for and received now."""
        return StateSnapshot(bytes(self.house), timestamp=self.now, asked_at=self.now, received_at=self.now)

    def apply_now(self, send: Send) -> None:
        """Let a frame act that the test sent by hand."""
        self.apply(Left(self.now, send.module, send.values, send.stop))

    def at(self, delay: float, do: Callable[[], object]) -> None:
        """Let something happen later."""
        heappush(self._events, (self.now + delay, next(self._order), do))

    # -- the link ----------------------------------------------------------

    def connect(self) -> None:
        self.online = True
        self._epoch += 1
        self._reading, self._owed_until = False, -inf
        self.planner.link_up(self.now, outage=self.now - self._lost_at if self._ever_online else None)
        self._ever_online = True
        self._next_poll = self.now

    def disconnect(self) -> None:
        self.online = False
        self._epoch += 1
        self._lost_at, self._next_poll = self.now, inf
        self.planner.link_down()

    # -- running -----------------------------------------------------------

    def run(self, seconds: float) -> None:
        """Let the house live for a while."""
        end = self.now + seconds
        for _ in range(LIMIT):
            wake = self._act()
            at = min(wake, self._next_poll, self._events[0][0] if self._events else inf)
            if at > end:
                self.now = end
                return
            self.now = max(self.now, at)
            while self._events and self._events[0][0] <= self.now:
                heappop(self._events)[2]()
            if self._next_poll <= self.now:
                self._poll()
        raise AssertionError("the planner spins")

    def ask(self, *, owing: bool) -> Action:
        """Ask what is next as the link does, only twice: asking changes nothing."""
        self.planner.actions.advance(self.now)
        first = self.planner.actions.next(self.now, owing=owing)
        action = self.planner.actions.next(self.now, owing=owing)
        assert action == first, "asking has changed the answer"
        self.planner.actions.take_up(action)
        return action

    def _act(self) -> float:
        """Do what the planner wants until it waits; the moment it waits for."""
        for _ in range(100):
            owing = self.now < self._owed_until
            if self._reading or not self.online:
                self.ask(owing=True)
                self._collect()
                return self._wait_time()
            action = self.ask(owing=owing)
            self._collect()
            match action:
                case WaitUntil(at):
                    return min(at if at is not None else inf, self._owed_until if owing else inf)
                case Read():
                    assert not owing
                    self._ask()
                    return inf
                case Send():
                    self._send(action)
        raise AssertionError("the planner does not stop sending")

    def _wait_time(self) -> float:
        action = self.ask(owing=True) if not self.online else WaitUntil(None)
        return action.at if isinstance(action, WaitUntil) and action.at is not None else inf

    def _poll(self) -> None:
        self._next_poll = self.now + self.timings.poll_interval
        stop_is_near = self.planner.timed_stop_at - self.now < 1.5 * self.trips.quiet
        if self.online and not self._reading and self.now >= self._owed_until and not stop_is_near:
            self._ask()

    def _ask(self) -> None:
        asked_at, epoch, half = self.now, self._epoch, self.link.round_trip / 2
        self._reading = True
        self.reads.append(asked_at)
        self.at(half, lambda: self.at(half, self._answer(bytes(self.house), asked_at, epoch)))
        self._next_poll = self.now + self.timings.poll_interval

    def _answer(self, values: bytes, asked_at: float, epoch: int) -> Callable[[], None]:
        def answer() -> None:
            if epoch != self._epoch:
                return
            self._reading = False
            self.trips.learn(self.now - asked_at)
            self.on_read(values)
            snapshot = StateSnapshot(values, timestamp=self.now, asked_at=asked_at, received_at=self.now)
            self.observations.append((self.now, self.planner.observe_read(snapshot, self.now)))
            self._collect()

        return answer

    def _send(self, send: Send) -> None:
        self.planner.actions.sent(send, self.now)
        left = Left(self.now, send.module, send.values, send.stop)
        self.frames.append(left)
        self.on_frame(left)
        if not self.link.ignores():
            self.at(self.link.round_trip / 2 + self.link.late, lambda boot=self.boots: self._take(left, boot))  # type: ignore[misc]
        wait = self.link.round_trip if self.link.answers_writes else self.timings.write_wait
        self._owed_until = max(self._owed_until, self.now + wait)

    def _take(self, left: Left, boot: int) -> None:
        if boot == self.boots:
            self.apply(left)

    def on_read(self, values: bytes) -> None:
        """For invariants: a read was answered."""

    def on_frame(self, left: Left) -> None:
        """For invariants: a frame leaves."""

    def apply(self, left: Left) -> None:
        """The modules take the frame over."""
        start = (left.module - 1) * 8
        self.house[start : start + 8] = left.values

    def _collect(self) -> None:
        for outcome in self.planner.commands.take_outcomes():
            self._ended(outcome)

    def _ended(self, outcome: Outcome) -> None:
        assert outcome.pending not in self.outcomes, "a command ended twice"
        self.outcomes[outcome.pending] = outcome.error
        self.ended_at[outcome.pending] = self.now

    # -- commands ----------------------------------------------------------

    def want(self, wanted: dict[OutputAddress, int]) -> PendingCommand:
        return self.planner.commands.want(wanted, self.now)

    def drive(self, pair: ShutterPair, motion: Motion) -> PendingCommand:
        return self.planner.commands.drive(pair, motion, self.now)

    def effective(self, address: OutputAddress) -> int:
        return self.planner.effective(self.snapshot()).value(address)
