"""Judges motors and pulses: that what we switched on is off in the end, and when it has to be."""

from __future__ import annotations

from ipcom.errors import InterlockError
from ipcom.model.address import OutputAddress
from ipcom.model.shutter_pair import ShutterPair
from ipcom.simulator.house.world import Cause
from tests.library.proof.bounds import STOPS_A_MINUTE
from tests.library.proof.house_history import HouseHistory
from tests.library.proof.position_ends import PositionEnds
from tests.library.proof.position_file import PositionFile
from tests.library.proof.program import Program
from tests.library.proof.proof_house import MAX_RUN_S, RELAYS
from tests.library.proof.referee import SLEEP, Referee
from tests.library.proof.rules import Rule
from tests.library.proof.watch import Watch

RUN_OVER_S = 2.0
"""A run may be so much longer than the longest that is allowed, until its stop acts."""
CALM_S = 4.0
AWAKE_S = 3.0
"""So long after it woke a machine has stopped what ran too long meanwhile."""
RESTED_S = 1.0
"""Longer than a motor takes to stop, and a read to show it."""


class MotorEnds:
    """Looks at the motors of the house, and at what is known of their shutters."""

    def __init__(
        self, referee: Referee, watches: dict[Program, Watch], house: HouseHistory, positions: PositionEnds
    ) -> None:
        self.referee = referee
        self._site = referee.site
        self._watches = watches
        self._house = house
        self._positions = positions

    def left_on(self) -> list[OutputAddress]:
        """The relays that are on by our doing."""
        world = self._site.world
        left = [a for a in RELAYS if world.is_on(a) and self._house.last_on(a) is Cause.BUS]
        return [a for a in left if a not in self.referee.echoed]

    def judge_pulses(self) -> None:
        """What was switched on for a moment is off, unless its program was killed or a person touched it."""
        for given in self.referee.ledger.all:
            address = given.pulsed
            if address is None or given.program.dead or isinstance(given.error, InterlockError):
                continue
            event = next((e for e in reversed(self._site.world.history) if e.address == address), None)
            wanted_on = any(other.values.get(address) for other in self.referee.ledger.all)
            self.referee.meet(Rule.PULSES)
            if event is not None and event.value and event.cause is Cause.BUS and not wanted_on:
                self.referee.blame(Rule.PULSES, f"{given}: it is on")

    def judge_motors_off(self, file: PositionFile) -> None:
        """Nothing that we switched on is on, unless the file that said so was lost."""
        self.referee.meet(Rule.OFF_AT_END)
        left = self.left_on()
        if left and not file.damaged:
            self.referee.blame(Rule.OFF_AT_END, f"left on by us: {left}")
        for pair, breaks in self.referee.breaks.items():
            if 0 < breaks <= STOPS_A_MINUTE and all(map(self._site.world.is_on, pair.addresses)):
                self.referee.blame(Rule.OFF_AT_END, f"both directions of {pair} stay on")
        for address in RELAYS:
            for began, ended, cause in self._house.runs(address):
                self._judge_run(address, began, ended, cause, file)

    def _judge_run(
        self, address: OutputAddress, began: float, ended: float, cause: Cause, file: PositionFile
    ) -> None:
        echoed = abs(self.referee.echoed.get(address, -1.0) - began) < 1.0
        if cause is not Cause.BUS or echoed or file.damaged:
            return
        self.referee.meet(Rule.MAX_RUN)
        ran = ended - began - self.referee.troubled(began, ended)
        if ran > MAX_RUN_S + RUN_OVER_S:
            self.referee.blame(Rule.MAX_RUN, f"{address} was on from {began:.4f} to {ended:.4f}")

    def judge_closed(self, program: Program, closed_at: float) -> None:
        """What it had switched on is off, unless something went wrong while it closed."""
        calm = self.referee.troubled(closed_at - 1.0, self._site.now) == 0.0 and not program.file.damaged
        if not (calm and self.referee.alone):
            return
        self.referee.meet(Rule.CLOSED)
        left = self.left_on()
        if left:
            self.referee.blame(Rule.CLOSED, f"left on: {left}")

    def judge_halted(self, program: Program, pair: ShutterPair, stopped_at: float) -> None:
        """A while after a person's stop the motor is off, however often the link broke and frames were lost."""
        now, orders = self._site.now, self.referee.orders[pair]
        pressed = any(press.at >= stopped_at for press in orders.presses)
        calm = not self.referee.troubled(now - CALM_S, now) and not self._watches[program].stalls.stood_still(
            now - CALM_S, now
        )
        if program.dead or program.ending or orders.commanded_at > stopped_at or pressed or not calm:
            return
        if pair in self.referee.both_on_at or self._positions.muddled:
            return
        self.referee.meet(Rule.STOPPED)
        for address in pair.addresses:
            runs = [(began, ended) for began, ended, _ in self._house.runs(address)]
            if any(began < stopped_at and ended >= now for began, ended in runs):
                self.referee.blame(
                    Rule.STOPPED, f"{address} is on, though it was stopped at {stopped_at:.4f}"
                )

    def judge_woken(self, program: Program) -> None:
        """The machine has been awake for a moment."""
        now = self._site.now
        if (
            not program.ready
            or self.referee.troubled(now - AWAKE_S - 1.0, now, but=SLEEP)
            or program.file.damaged
            or program.loop.busy_until > now
            or self._watches[program].stalls.stood_still(now - AWAKE_S, now) > 0.001
        ):
            return
        self.referee.meet(Rule.SLEPT)
        for address in self.left_on():
            *_, (began, _, cause) = self._house.runs(address)
            if cause is Cause.BUS and now - began > MAX_RUN_S + AWAKE_S:
                self.referee.blame(Rule.SLEPT, f"{address} has been on since {began:.4f}")
        if self.referee.alone:
            self._positions.judge(program, rested_s=RESTED_S)
