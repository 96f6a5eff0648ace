"""Watches what one program owes: stops until they are seen, not longer than they concern, and the ends of pulses."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf

from ipcom.model.address import OutputAddress
from ipcom.model.motion import Motion
from ipcom.model.shutter_pair import ShutterPair
from ipcom.simulator.house.world import Cause
from tests.library.proof.bounds import LONG_OUTAGE_S, STANDS_S
from tests.library.proof.ledger import Given
from tests.library.proof.output_history import OutputHistory
from tests.library.proof.proof_house import RELAYS
from tests.library.proof.records import FrameRecord, ReadRecord
from tests.library.proof.referee import SLEEP
from tests.library.proof.rules import Rule
from tests.library.proof.watcher import Watcher

STOP_AGAIN_S, STOP_AGAIN_TRIPS = 1.0, 3.0
"""A stop whose caller has the error is repeated so often."""
STOP_OVER_S = 0.6
"""A read, the reply that a write owes, and the distance of two stops."""
PULSE_AGAIN_S, PULSE_OVER_S = 1.5, 1.5
OVER_S = 0.1


@dataclass(frozen=True, slots=True)
class Owed:
    """An output is to go off."""

    since: float
    given: Given | None
    """The pulse; None for a stop."""


class OwedWatch(Watcher):
    """Judges the stops and the ends of pulses that one program owes."""

    def __init__(self, outputs: OutputHistory) -> None:
        super().__init__(outputs.referee, outputs.program)
        self.outputs = outputs
        self.link = outputs.link
        self._owed: dict[OutputAddress, Owed] = {}
        self._off_at: dict[OutputAddress, float] = {}
        """When the last frame left that switches it off."""
        self._driven_at: dict[ShutterPair, float] = {}
        """When a direction was asked for last."""
        self._joined: set[OutputAddress] = set()
        """Directions that were asked for and that no read has shown off since: what was found on is ours to end."""
        self._stopped_at: dict[ShutterPair, float] = {}
        """When a stop was asked for last."""

    def driven(self, pair: ShutterPair, motion: Motion) -> None:
        """A movement or a stop is asked for."""
        for address in pair.addresses:
            self._owed.pop(address, None)
            if motion is Motion.OFF:
                self._owed[address] = Owed(self.now, None)
        (self._stopped_at if motion is Motion.OFF else self._driven_at)[pair] = self.now
        if motion is not Motion.OFF:
            self._joined.add(pair.up if motion is Motion.UP else pair.down)

    # -- frames ------------------------------------------------------------

    def leaves(self, frame: FrameRecord, others_sake: set[OutputAddress]) -> None:
        """A frame leaves; the relays of `others_sake` go off for another reason than a stop that was asked for."""
        for number, value in enumerate(frame.send.values, 1):
            address = OutputAddress(frame.send.module, number)
            seen_on = frame.read.snapshot.is_on(address)
            if value and not seen_on:
                self._begin_pulse(address)
            if not value and seen_on:
                self._judge_late(address)
                if address in RELAYS and address not in others_sake:
                    self._judge_outlived(address)
            if not value:
                self._off_at[address] = self.now

    def _begin_pulse(self, address: OutputAddress) -> None:
        given = next((g for g in reversed(self.outputs.mine()) if g.pulsed == address), None)
        wanted_on = any(g.values.get(address) for g in self.outputs.mine())
        if given is not None and given.open and not wanted_on:
            self._owed[address] = Owed(self.now + given.pulse_s, given)

    def _judge_outlived(self, address: OutputAddress) -> None:
        """Only a stop that was asked for lately, or a newer command, switches off what others have switched on."""
        pair = RELAYS[address]
        stopped_at = self._stopped_at.get(pair, inf)
        if self.referee.orders[pair].commanded_at > stopped_at:
            return  # a target that is reached at once ends a movement that was found
        if address in self._joined:
            return  # it has a longest run, as what we switched on has
        if self._driven_at.get(pair, -inf) > stopped_at or stopped_at == inf or self.program.ending:
            return
        if any(t.what == SLEEP and t.over >= stopped_at for t in self.referee.troubles):
            return
        self.referee.meet(Rule.STOP_OUTLIVED)
        old = self.now - stopped_at - self.link.stood_still(stopped_at, self.now)
        if old > pair.max_run + STANDS_S + OVER_S:
            self.referee.blame(
                Rule.STOP_OUTLIVED, f"{address} goes off by a stop that was asked for {old:.2f} s ago"
            )

    # -- reads -------------------------------------------------------------

    def read(self, read: ReadRecord) -> None:
        """A read was answered."""
        self._joined = {address for address in self._joined if read.snapshot.is_on(address)}
        for address, owed in tuple(self._owed.items()):
            began = owed.since if owed.given is None else owed.since - owed.given.pulse_s
            off = read.asked > began and not read.snapshot.is_on(address)
            if off or self._another_s(address, began) or self._outlived(address, owed):
                del self._owed[address]
            elif read.snapshot.is_on(address):
                self._judge_late(address)

    def _another_s(self, address: OutputAddress, since: float) -> bool:
        """Whether it, or the other direction, was switched on by another than us since then."""
        site = self.program.site
        pair = RELAYS.get(address)
        mine = (address,) if pair is None else pair.addresses
        return any(
            event.address in mine
            and event.cause is not Cause.BUS
            and event.value
            and event.at + site.house_behind_s > since
            for event in site.world.history
        )

    def _outlived(self, address: OutputAddress, owed: Owed) -> bool:
        return address in RELAYS and self.now - owed.since > RELAYS[address].max_run

    def _judge_late(self, address: OutputAddress) -> None:
        """Something leaves that switches it off, as soon as that may be."""
        owed = self._owed.get(address)
        first = self.link.reads[0] if self.link.reads else None
        if owed is None or first is None or not self.link.up or self.program.ending:
            return
        trip = max(read.taken - read.asked for read in self.link.reads)
        again_s = PULSE_AGAIN_S if owed.given else max(STOP_AGAIN_S, STOP_AGAIN_TRIPS * trip)
        over_s = (PULSE_OVER_S if owed.given else STOP_OVER_S) + 4.0 * trip
        due = max(owed.since, first.taken, self._off_at.get(address, -inf) + again_s)
        if self.now < due:
            return
        rule = Rule.PULSE_OWED if owed.given else self._rule(owed, due, first)
        self.referee.meet(rule)
        late = self.now - due - self.link.stood_still(due, self.now)
        if late > over_s:
            self.referee.blame(rule, f"{address} is on, {late:.3f} s after it was to go off")

    def _rule(self, owed: Owed, due: float, first: ReadRecord) -> Rule:
        """After a long outage, and before its outputs have settled, a stop does not wait; else it is repeated."""
        long_outage = (self.link.outage or 0.0) > LONG_OUTAGE_S
        soon = due < first.taken + 1.0
        return Rule.STOP_UNRESTED if long_outage and soon else Rule.STOP_STAYS

    # -- the end -----------------------------------------------------------

    def closed(self, closing_at: float) -> None:
        """It has closed: what it had pulsed is off, unless something went wrong meanwhile."""
        if self.referee.troubled(closing_at - 1.0, self.now) or not self.referee.alone:
            return
        for given in self.outputs.mine():
            address = given.pulsed
            if address is None or any(g.values.get(address) for g in self.referee.ledger.all):
                continue
            self.referee.meet(Rule.PULSE_CLOSED)
            history = reversed(self.program.site.world.history)
            event = next((e for e in history if e.address == address), None)
            ours = event is not None and event.value and event.cause is Cause.BUS
            if ours and event is not None and event.at + self.program.site.house_behind_s >= given.at:
                self.referee.blame(Rule.PULSE_CLOSED, f"{given}: it is on")
