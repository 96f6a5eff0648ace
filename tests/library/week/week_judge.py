"""Holds what the program claimed and did against what really happened; every fault is a sentence."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from ipcom.errors import CommandNotConfirmed, ConnectionLost
from ipcom.model.address import OutputAddress
from ipcom.model.output_kind import OutputKind
from ipcom.model.shutter_pair import ShutterPair
from ipcom.simulator.house.world import Cause, OutputEvent
from tests.library.week.week_house import KINDS, MAX_RUN_S, PAIRS, RELAYS, SWITCHED
from tests.library.week.week_line import Line
from tests.library.week.week_orders import CONFIRMED, GIVEN_UP, KILLED, OPEN, SUPERSEDED, Order
from tests.library.week.week_plan import Happening
from tests.library.week.week_truth import Truth, shows

COMMAND_ENDS_S = 40.0
"""10 s to leave, 30 s for a large scene, 8 s to be seen; and a moment."""
MOVE_ENDS_S = 110.0
"""Two runs, a pause, and the time to leave of each."""
LATE_FRAME_S = 1.0
"""So long after its command has ended a frame may still arrive, besides the line's round trip."""
WITHDRAWN_S = 12.0
"""A frame of a caller that gave up, or of a program that was killed, may be repeated for so long."""
FRESH_S = 0.03
UNREAD_S = 0.6
"""After a write that is not answered no read is sent for so long, or 1.5 round trips."""
REACTION_S = 5.0
"""After a trouble the link is back by then."""
OVER_S = 2.0
SLOW_KNOWN_S = 8.0
"""The quiet round trip follows a line that became slow within eight reads."""
MISTAKEN_S = 5.0
"""A press that does what a lost frame of ours was to do cannot be told from that frame for so long."""
REACHED_WITHIN = 6.0
"""Points: a move too short to be made, and the motor's last turn."""


@dataclass
class Judge:
    """Judges one day after another; `faults` is everything that broke a rule."""

    truth: Truth
    line: Line
    text: object
    faults: list[str] = field(default_factory=list)
    races: int = 0
    """Presses undone within two round trips of a frame: the one limit that is stated."""
    _judged_to: float = 0.0
    _ignored: list[tuple[float, int]] = field(default_factory=list)

    def day(self, orders: list[Order], ignored: list[tuple[float, int]], now: float) -> None:
        """Judge the commands and the events of one day; `ignored` are the writes that were not done."""
        by_address: dict[OutputAddress, list[Order]] = defaultdict(list)
        for order in orders:
            for address in order.addresses:
                by_address[address].append(order)
        self._ignored = ignored
        for order in orders:
            for fault in self._judge_order(order, by_address, now):
                self._blame(order.at, f"{order.text}: {fault}")
        for address in (*SWITCHED, *RELAYS):
            for event in self.truth.events[address]:
                if event.cause is Cause.BUS and event.at > self._judged_to:
                    self._judge_event(event, by_address[address])
        for pair in PAIRS:
            self._judge_runs(pair, now)
        self._judged_to = now

    def _blame(self, at: float, fault: str) -> None:
        self.faults.append(f"{self.text(at)} {fault}")  # type: ignore[operator]

    # -- commands ----------------------------------------------------------

    def _judge_order(
        self,
        order: Order,
        by_address: dict[OutputAddress, list[Order]],
        now: float,
    ) -> Iterator[str]:
        limit_s = COMMAND_ENDS_S if order.pair is None else MOVE_ENDS_S
        if order.outcome == OPEN:
            if now - order.at > limit_s:
                yield f"has not ended after {now - order.at:.1f} s"
            return
        if order.ended_at - order.at > limit_s:
            yield f"ended after {order.ended_at - order.at:.1f} s only ({order.outcome})"
        if order.outcome == CONFIRMED:
            yield from self._judge_confirmed(order)
            if order.position is not None and not self._superseded(order, by_address):
                yield from self._judge_reached(order)
        elif order.outcome == SUPERSEDED:
            if not self._superseded(order, by_address):
                yield f"superseded after {order.ended_at - order.at:.2f} s, but nobody touched it: {order.error}"
        elif order.outcome not in (GIVEN_UP, KILLED):
            yield from self._judge_error(order)

    def _judge_confirmed(self, order: Order) -> Iterator[str]:
        for address, value in order.wanted.items():
            if not self.truth.showed(address, value, order.at, order.ended_at):
                yield f"confirmed, but {address} never had {value}"
        if order.stops:
            running = [a for a in order.addresses if not self.truth.showed(a, 0, order.at, order.ended_at)]
            if running:
                yield f"confirmed, but {running} did not stop"

    def _judge_reached(self, order: Order) -> Iterator[str]:
        if order.position is None or order.held_at is None or self._clock_was_set(order):
            return
        if abs(order.held_at - order.position) > REACHED_WITHIN:
            yield f"reached, but is held to be at {order.held_at:.1f}"

    def _clock_was_set(self, order: Order) -> bool:
        """Whether the program may have taken a step of the time of day for a sleep of the machine."""
        troubles = self.truth.trouble(order.at, order.ended_at, cuts=False)
        return any(it.what is Happening.CLOCK_HOUR for it in troubles)

    def _superseded(self, order: Order, by_address: dict[OutputAddress, list[Order]]) -> bool:
        newer = (
            other.at
            for address in order.addresses
            for other in by_address[address]
            if other is not order and order.at <= other.at <= order.ended_at
        )
        since = min(order.read_at, order.at) - self.line.round_trip_s(order.at, order.ended_at)
        touched = (self.truth.touched(address, since, order.ended_at) for address in order.addresses)
        return any(True for _ in newer) or any(touched)

    def _judge_error(self, order: Order) -> Iterator[str]:
        cuts = self.truth.trouble(order.at - REACTION_S, order.ended_at, cuts=True)
        if isinstance(order.error, ConnectionLost):
            if not cuts:
                yield f"{order.error!r} after {order.ended_at - order.at:.2f} s, but the gateway could be reached"
            return
        if not isinstance(order.error, CommandNotConfirmed):
            yield f"{order.error!r}"
            return
        modules = {address.module for address in order.addresses}
        lost = any(order.at <= at <= order.ended_at and module in modules for at, module in self._ignored)
        touched = any(self.truth.touched(it, order.at, order.ended_at) for it in order.addresses)
        slowed = "recent enough" in str(order.error) and self._became_slow(order)
        missed = order.position is not None and self._clock_was_set(order)
        if cuts or lost or touched or slowed or missed or self._dimmed(modules, order):
            return
        yield f"{order.error!r} after {order.ended_at - order.at:.2f} s, but nothing kept it from its module"

    def _became_slow(self, order: Order) -> bool:
        """Whether the line became slow a while ago: until that is known to last, every read counts as too old."""
        slow = self.truth.trouble(order.at - SLOW_KNOWN_S, order.ended_at, cuts=False)
        return any(it.begin >= order.at - SLOW_KNOWN_S or it.what is Happening.SWING for it in slow)

    def _dimmed(self, modules: set[int], order: Order) -> bool:
        """Whether somebody held a dimmer's button in one of the modules."""
        return any(
            self.truth.touched(address, order.at - 5.0, order.ended_at)
            for address, kind in KINDS.items()
            if kind is OutputKind.DIMMER and address.module in modules
        )

    # -- what frames did ---------------------------------------------------

    def _judge_event(self, event: OutputEvent, orders: list[Order]) -> None:
        address, at = event.address, event.at
        touched = self._last_touch(address, at)
        reach_s = self.line.round_trip_s(at - 10.0, at)
        race = touched is not None and at - touched.at <= 2 * reach_s + FRESH_S
        if address in RELAYS and event.value == 0 and self._switched_on_by_us(address, at):
            return
        reasons = [order for order in orders if self._explains(order, event, reach_s)]
        if touched is not None and not self._unseen(touched, event, reach_s):
            newer = [order for order in reasons if order.at > touched.at]
            if reasons and not newer and not race:
                self._blame(
                    at,
                    f"{address} set to {event.value} by {reasons[-1].text} of {self.text(reasons[-1].at)},"  # type: ignore[operator]
                    f" {at - touched.at:.3f} s after {touched.cause} set {touched.address} to {touched.value}"
                    f" (round trip up to {reach_s:.3f} s)",
                )
                return
        if reasons:
            return
        if race:
            self.races += 1
            return
        self._blame(at, f"{address} set to {event.value}, which nobody wanted; last touched: {touched}")

    def _unseen(self, touched: OutputEvent, event: OutputEvent, reach_s: float) -> bool:
        """Whether a press did what our lost frame was to do, or took back what it had done, unseen by any read.

        The latter is a stated limit for lamps, whose frames are repeated; never for a shutter.
        """
        if event.address in RELAYS:
            return touched.value > 0 and any(
                touched.at - MISTAKEN_S <= at <= touched.at and module == touched.address.module
                for at, module in self._ignored
            )
        before = self.truth.between(event.address, touched.at - UNREAD_S - 3 * reach_s, touched.at - 1e-6)
        return any(it.cause is Cause.BUS and it.value == event.value for it in before)

    def _last_touch(self, address: OutputAddress, at: float) -> OutputEvent | None:
        addresses = RELAYS[address].addresses if address in RELAYS else (address,)
        touched = [event for a in addresses for event in self.truth.touched(a, at - 86_400.0, at)]
        return max(touched, key=lambda event: event.at, default=None)

    def _explains(self, order: Order, event: OutputEvent, reach_s: float) -> bool:
        until = order.ended_at + LATE_FRAME_S + reach_s
        if order.outcome in (GIVEN_UP, KILLED):
            until += WITHDRAWN_S
        if not order.at <= event.at <= until:
            return False
        if order.pair is not None:
            return event.value == 0 or not order.stops
        return shows(event.address, event.value, order.wanted[event.address])

    def _switched_on_by_us(self, address: OutputAddress, at: float) -> bool:
        on = [event for event in self.truth.between(address, at - 86_400.0, at) if event.value]
        return bool(on) and on[-1].cause is Cause.BUS

    # -- motors ------------------------------------------------------------

    def _judge_runs(self, pair: ShutterPair, now: float) -> None:
        """No motor of ours runs longer than its pair allows, but for the time without a gateway."""
        for address in pair.addresses:
            began: OutputEvent | None = None
            for event in self.truth.events[address]:
                if event.value:
                    began = event
                elif began is not None:
                    self._judge_run(began, event.at)
                    began = None
            if began is not None:
                self._judge_run(began, now)

    def _judge_run(self, began: OutputEvent, end: float) -> None:
        away_s = sum(
            min(end, it.end) - max(began.at, it.begin) for it in self.truth.trouble(began.at, end, cuts=True)
        )
        if began.cause is Cause.BUS and end - began.at > MAX_RUN_S + OVER_S + away_s:
            self._blame(began.at, f"{began.address} ran for {end - began.at:.1f} s")


def by_kind(faults: list[str]) -> Counter[str]:
    """How many faults of each kind, without their numbers."""
    return Counter(
        "".join("#" if c.isdigit() else c for c in fault.split(" ", 2)[-1])[:70] for fault in faults
    )
