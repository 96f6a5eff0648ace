"""What must hold, watched where frames leave and where reads arrive."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from math import inf

from ipcom.client.actions import Motion, Send
from ipcom.client.change import Observation
from ipcom.client.compare import RAMPING
from ipcom.model.address import OutputAddress
from ipcom.model.devices import RelayRole
from ipcom.model.shutter_pair import ShutterPair
from ipcom.model.snapshot import StateSnapshot
from ipcom.simulator.motor import Motor
from ipcom.simulator.world import Cause
from tests.library.proof.ledger import Ledger
from tests.library.proof.program import Program
from tests.library.proof.proof_house import DIMMER, LAMPS, PAIRS, RELAYS, Site, other

EPSILON_S = 1e-6
FRESH_S = 0.03
PASSING_S = 1.03
"""A stop that passes an unanswered write may rest on a read this old."""
EXPLAINED_S = 5.0
"""For so long a frame of ours explains a change that a read shows."""
ACTING_S = 0.7
"""The longest way of a frame into a motor here: network, a late gateway, a contact."""
CONTACT_S = 0.3
"""Longer than a relay's contact takes to follow."""


@dataclass(slots=True)
class Press:
    """Somebody at the wall changed relays of a shutter."""

    at: float
    after: dict[OutputAddress, int]
    shown: bool = False


@dataclass(slots=True)
class Orders:
    """What people asked of one shutter, by command and at the wall."""

    commanded_at: float = -inf
    presses: list[Press] = field(default_factory=list)

    @property
    def wall_rules_since(self) -> float:
        """The last press that a read showed and no command followed."""
        shown = (press.at for press in self.presses if press.shown and press.at > self.commanded_at)
        return max(shown, default=-inf)


class Referee:
    """Collects what broke a rule; the machine raises it after each step."""

    def __init__(self, site: Site, ledger: Ledger, *, alone: bool = True) -> None:
        self.site = site
        self.ledger = ledger
        self.alone = alone
        self.broken: list[str] = []
        self.orders = {pair: Orders() for pair in PAIRS}
        self.frames = 0
        self.breaks = dict.fromkeys(PAIRS, 0)
        """How often a broken switch put both directions on."""
        self.story: deque[str] = deque(maxlen=60)
        self._writes_seen = 0
        self._both_on_at: dict[ShutterPair, float] = {}
        self._damaged_at = {pair: watch_motor(motor) for pair, motor in site.world.shutters.items()}
        self._driven: dict[ShutterPair, list[tuple[float, float]]] = {pair: [] for pair in PAIRS}
        """When frames left that had a direction on, and when the reads were asked that they rest on."""
        self.echoed: set[OutputAddress] = set()
        """Relays that our last frame had on because a read did, which the wall had switched on.

        A press between that read and the frame's arrival is undone, and no read can tell: the one limit.
        """

    def blame(self, what: str) -> None:
        self.broken.append(f"t={self.site.now:.4f}: {what}")

    def tell(self, what: str) -> None:
        self.story.append(f"{self.site.now:.4f} {what}")

    def watch(self, program: Program) -> None:
        """Look over this program's shoulder."""
        Watch(self, program)

    # -- people ------------------------------------------------------------

    def commanded(self, pair: ShutterPair) -> None:
        self.orders[pair].commanded_at = self.site.now

    def pressed(self, pair: ShutterPair, press: Callable[[], None], seen: StateSnapshot | None) -> None:
        """Somebody acts at the wall; `seen` is what our program had last read."""
        before = self._relays(pair)
        press()
        changed = {a: v for a, v in self._relays(pair).items() if v != before[a]}
        readable = {a: v for a, v in changed.items() if seen is not None and seen.value(a) == before[a]}
        self.tell(f"wall {pair}: {changed}")
        if readable:
            orders = self.orders[pair]
            orders.presses = [*orders.presses[-9:], Press(self.site.now, readable)]

    def breaks_switch(self, pair: ShutterPair) -> None:
        self.breaks[pair] += 1
        self.pressed(pair, lambda: self.site.break_switch(pair), None)
        self._both_on_at[pair] = self.site.now

    def _relays(self, pair: ShutterPair) -> dict[OutputAddress, int]:
        return {address: self.site.world.value(address) for address in pair.addresses}

    # -- frames ------------------------------------------------------------

    def planned(self, send: Send, snapshot: StateSnapshot, ours: Collection[OutputAddress]) -> None:
        """A frame of ours, planned from this read, leaves; `ours` is what we had switched on."""
        self.frames += 1
        self.tell(f"frame {send.module} {list(send.values)} {'stop' if send.stop else ''}")
        for address in RELAYS:
            if address.module == send.module and send.values[address.output - 1]:
                self._driven[RELAYS[address]].append((self.site.now, snapshot.asked_at))
                if not snapshot.is_on(address) or address in ours:
                    self.echoed.discard(address)
                elif self.site.last_on(address) is not Cause.BUS:
                    self.echoed.add(address)

    def check(self) -> None:
        """Raise what broke a rule since the last step."""
        self._check_transcript()
        if self.alone:
            self._check_motors()
        assert not self.broken, "\n".join([*self.broken, "before that:", *self.story])

    def _check_transcript(self) -> None:
        writes = self.site.gateway.transcript.writes
        for index in range(self._writes_seen, len(writes)):
            for pair in PAIRS:
                if both_on(writes[index].module, writes[index].values, pair):
                    self.blame(f"a frame drives {pair} both ways: {writes[index]}")
        self._writes_seen = len(writes)

    def _check_motors(self) -> None:
        for pair, motor in self.site.world.shutters.items():
            damaged_at = self._damaged_at[pair] if motor.both_on_count else []
            for at in damaged_at:
                if pair not in self._both_on_at:
                    self._judge_damage(pair, at - self.site.house_ahead_s)
            self._damaged_at[pair].clear()
            self._forget_switch(pair)

    def _forget_switch(self, pair: ShutterPair) -> None:
        """A broken switch is to blame until its relays' contacts have opened."""
        if pair not in self._both_on_at:
            return
        if all(self.site.world.is_on(address) for address in pair.addresses):
            self._both_on_at[pair] = self.site.now
        elif self.site.now - self._both_on_at[pair] > CONTACT_S:
            del self._both_on_at[pair]

    def _judge_damage(self, pair: ShutterPair, damaged_at: float) -> None:
        """Only a press later than the read that our frame was planned from excuses it."""
        acting = damaged_at - ACTING_S, damaged_at
        planned_from = [read for left, read in self._driven[pair] if acting[0] <= left <= acting[1]]
        excused = planned_from and any(
            event.address in pair.addresses
            and event.cause in (Cause.WALL, Cause.TIMER)
            and planned_from[0] - EPSILON_S <= event.at - self.site.house_ahead_s <= damaged_at
            for event in self.site.world.history
        )
        if not excused:
            self.blame(f"at {damaged_at:.4f} the motor of {pair} was driven both ways")


def watch_motor(motor: Motor) -> list[float]:
    """The moments at which both contacts of a motor were closed, from now on."""
    damaged_at: list[float] = []
    close = motor._closed

    def closed(direction: RelayRole, at: float) -> None:
        before = motor._both_on_count
        close(direction, at)
        if motor._both_on_count > before:
            damaged_at.append(at)

    motor._closed = closed  # type: ignore[method-assign]
    return damaged_at


def both_on(module: int, values: bytes, pair: ShutterPair) -> bool:
    """Whether a frame has both directions on."""
    return all(a.module == module and values[a.output - 1] > 0 for a in pair.addresses)


class Watch:
    """Looks over one program's shoulder: what it has read, and what it sends upon that."""

    def __init__(self, referee: Referee, program: Program) -> None:
        self._referee = referee
        self._program = program
        self._last: StateSnapshot | None = None
        self._off_since: dict[OutputAddress, float] = {}
        self._in_flight: dict[tuple[OutputAddress, bool], float] = {}
        """What frames of ours may still do, or undo, and when they left."""
        self._touched_at: dict[OutputAddress, float] = {}
        self._frame_at = -inf
        planner = self._planner = program.client._engine.planner
        self._sent, self._observe, self._link_down = planner.sent, planner.observe, planner.link_down
        planner.sent, planner.observe, planner.link_down = self.sent, self.observe, self.link_down  # type: ignore[method-assign]

    # -- what the planner is told ------------------------------------------

    def link_down(self) -> None:
        self._link_down()
        self._off_since.clear()

    def observe(self, snapshot: StateSnapshot, now: float) -> Observation:
        wished = {relay for pair in PAIRS if (relay := self._wished(pair)) is not None}
        observation = self._observe(snapshot, now)
        if not self._program.dead and self._referee.alone:
            self._read(snapshot, wished)
        self._last = snapshot
        return observation

    def sent(self, send: Send, now: float) -> None:
        if not self._program.dead:
            self._judge(send, now)
        self._sent(send, now)

    # -- reads -------------------------------------------------------------

    def _wished(self, pair: ShutterPair) -> OutputAddress | None:
        """The relay that our program wants on, and may have found on at the wall's doing."""
        drive = self._planner._pairs.control(pair)._drive
        if drive is None or drive.motion is Motion.OFF:
            return None
        return pair.up if drive.motion is Motion.UP else pair.down

    def _read(self, snapshot: StateSnapshot, wished: set[OutputAddress]) -> None:
        for address in RELAYS:
            if snapshot.is_on(address):
                self._off_since[address] = inf
            elif self._off_since.get(address, inf) == inf:
                self._off_since[address] = snapshot.received_at
        for orders in self._referee.orders.values():
            if self._last is None:
                orders.presses = [press for press in orders.presses if press.shown]
            for press in orders.presses:
                self._show(press, snapshot, wished)
        for (address, on), at in tuple(self._in_flight.items()):
            changed = self._last is not None and self._last.is_on(address) is not snapshot.is_on(address)
            shown = snapshot.asked_at >= at and changed and snapshot.is_on(address) is on
            if shown or snapshot.asked_at - at > EXPLAINED_S:
                del self._in_flight[address, on]

    def _show(self, press: Press, snapshot: StateSnapshot, wished: set[OutputAddress]) -> None:
        """The first read that shows a press, or was asked after it, decides whether it rules from now on.

        It does not when a frame of ours explains the change, or when our program was about to do the same.
        """
        shows = any(snapshot.value(address) == after for address, after in press.after.items())
        if press.shown or not (shows or snapshot.asked_at > press.at):
            return
        expected = all(after > 0 and address in wished for address, after in press.after.items())
        for address, after in press.after.items():
            explained = (address, after > 0) in self._in_flight
            if not expected and not explained and snapshot.value(address) == after:
                press.shown = True
                self._touched_at[address] = snapshot.received_at
                self._referee.tell(f"a read shows the press of {press.at:.4f}")
        press.after.clear()

    # -- frames ------------------------------------------------------------

    def _judge(self, send: Send, now: float) -> None:
        referee, last = self._referee, self._last
        if last is None:
            referee.blame(f"{send} was planned from nothing")
            return
        ours = [a for control in self._planner._pairs for a in control.ours]
        referee.planned(send, last, ours)
        for pair in PAIRS:
            if both_on(send.module, send.values, pair):
                referee.blame(f"{send} has both directions of {pair} on")
        if referee.alone:
            self._judge_age(send, last, now)
            self._judge_relays(send, last, now)
            self._judge_quiet(send, last, now)
            self._judge_others(send, last)
        self._frame_at = now
        for address in RELAYS:
            if address.module == send.module:
                on = send.values[address.output - 1] > 0
                if on is not last.is_on(address) or (address, not on) in self._in_flight:
                    self._in_flight[address, on] = now

    def _judge_age(self, send: Send, last: StateSnapshot, now: float) -> None:
        """A frame rests on a read made for it; only a stop may pass an unanswered write."""
        fresh = now - min(last.received_at, now) <= FRESH_S + EPSILON_S and last.asked_at >= self._frame_at
        passes = send.stop and now - last.received_at <= PASSING_S + EPSILON_S
        if not fresh and not passes:
            self._referee.blame(f"{send} was planned from a read {now - last.received_at:.3f} s old")

    def _judge_relays(self, send: Send, last: StateSnapshot, now: float) -> None:
        for address, pair in RELAYS.items():
            if address.module != send.module or not send.values[address.output - 1] or last.is_on(address):
                continue
            off_for = now - self._off_since.get(other(address), inf)
            if off_for < pair.pause - EPSILON_S:
                self._referee.blame(f"{address} goes on, the other was seen off for {off_for:.3f} s only")
            orders = self._referee.orders[pair]
            if orders.wall_rules_since > -inf:
                self._referee.blame(
                    f"{address} goes on, somebody pressed at {orders.wall_rules_since:.4f}"
                    f" and nobody commanded since {orders.commanded_at:.4f}"
                )

    def _judge_quiet(self, send: Send, last: StateSnapshot, now: float) -> None:
        """Frames of other outputs wait for the pause when somebody has just touched a shutter."""
        for address, pair in RELAYS.items():
            mine = [a for a in pair.addresses if a.module == send.module]
            moves = any(bool(send.values[a.output - 1]) != last.is_on(a) for a in mine)
            quiet_for = now - self._touched_at.get(address, -inf)
            if address in mine and not send.stop and not moves and quiet_for < pair.pause - EPSILON_S:
                self._referee.blame(f"{send} leaves {quiet_for:.3f} s after somebody moved {address}")

    def _judge_others(self, send: Send, last: StateSnapshot) -> None:
        """Outputs that nobody commands are echoed."""
        for address in (*LAMPS, DIMMER):
            if address.module != send.module:
                continue
            value, seen = send.values[address.output - 1], last.value(address)
            wanted = self._referee.ledger.wanted(self._program, address)
            if value != seen and value not in wanted and not (seen in RAMPING and value <= 100):
                self._referee.blame(f"{address} is set to {value}, though {seen} was read")
