"""Judges what a program that was killed, or a shutter that was closed, leaves behind."""

from __future__ import annotations

from math import inf

from ipcom.model.shutter_pair import ShutterPair
from ipcom.shutter.shutter import Shutter
from ipcom.simulator.house.world import Cause
from tests.library.proof.program import Program
from tests.library.proof.proof_house import BLIND
from tests.library.proof.referee import STALL, Referee
from tests.library.proof.rules import Rule
from tests.library.proof.shutter_history import ShutterHistory
from tests.library.proof.target_watch import TargetWatch

FOUND_S = 2.5
"""So long after it was started, a program has logged in, looked, and stopped what another left running."""
FOUND_WITHIN = 15.0
LONG_AGO_S = 20.0


class LeftBehindWatch:
    """Judges in one run what the next program, or the house, shows of it."""

    def __init__(self, referee: Referee, history: ShutterHistory, targets: TargetWatch) -> None:
        self.referee = referee
        self._history = history
        self._targets = targets
        self._left_at = -inf
        self._errors: dict[ShutterPair, float] = {}
        """How wrong the positions were when the last program was killed."""

    # -- programs ----------------------------------------------------------

    def killed(self, program: Program) -> None:
        """It is about to end as by kill -9."""
        self._left_at = self._history.site.now
        self._errors = {}
        for pair, shutter in program.shutters.items():
            shown = shutter.position
            self._errors[pair] = 0.0 if shown is None else abs(shown - self._history.real(pair).height)

    def started(self, program: Program, before: Program) -> None:
        """A program begins after another one; look when it has settled."""
        at = self._history.site.now
        self._history.later(FOUND_S, lambda: self._judge_found(program, before, at))

    def _judge_found(self, program: Program, before: Program, at: float) -> None:
        if not program.ready or program.file.damaged or not self._killed_alone() or not self.referee.alone:
            return
        if self._history.stood_still(program, at):
            return
        for pair, shutter in program.shutters.items():
            given = [g for g in self.referee.ledger.all if g.pair == pair]
            if any(g.at >= at for g in given):
                continue
            if given and self._targets.moved_by(given[-1]):
                self._judge_left(pair, at, self._last_look(before, given[-1].at))
            if pair is not BLIND and self._changes_unseen(pair, before, program) <= 1:
                self._judge_position(pair, shutter)

    def _killed_alone(self) -> bool:
        """Whether nothing else than the kill has been wrong for long."""
        return not any(
            trouble.what != STALL
            and trouble.began != self._left_at
            and trouble.ended > self._left_at - LONG_AGO_S
            for trouble in self.referee.troubles
        )

    def _last_look(self, program: Program, at: float) -> float:
        """When the last read was asked that was answered by then; what others did since was not seen."""
        return max(
            (asked for asked, taken in self._history.watches[program].reads if taken <= at), default=at
        )

    def _judge_left(self, pair: ShutterPair, at: float, looked_at: float) -> None:
        runs = self._history.runs(pair)
        if not runs or self._history.touched(pair, looked_at) or not runs[-1][0] < at < runs[-1][1]:
            return
        self.referee.meet(Rule.FOUND_MOVING)
        if runs[-1][1] == inf:
            self.referee.blame(Rule.FOUND_MOVING, f"{pair} has been moving since {runs[-1][0]:.4f}")

    def _judge_position(self, pair: ShutterPair, shutter: Shutter) -> None:
        real, shown = self._history.real(pair).height, shutter.position
        self.referee.meet(Rule.FOUND_WHERE)
        if shown is not None and abs(shown - real) > self._errors.get(pair, inf) + FOUND_WITHIN:
            self.referee.blame(Rule.FOUND_WHERE, f"{pair} is at {real:.1f}, said to be at {shown:.1f}")

    def _changes_unseen(self, pair: ShutterPair, before: Program, program: Program) -> int:
        """How often its relays changed between the last read of one program and the first of the next."""
        began = max((asked for asked, _ in self._history.watches[before].reads), default=-inf)
        ended = min((taken for _, taken in self._history.watches[program].reads), default=inf)
        return sum(
            event.address in pair.addresses and began <= self._history.house.true(event.at) <= ended
            for event in self._history.site.world.history
        )

    # -- a shutter that is closed ------------------------------------------

    def closed(self, pair: ShutterPair, program: Program, began: float) -> None:
        """A shutter has been closed, its client goes on."""
        calm = self.referee.troubled(began - 1.0, self._history.site.now, but=STALL) == 0.0
        if not calm or not self.referee.alone or self._history.stood_still(program, began):
            return
        self.referee.meet(Rule.SHUTTER_CLOSED)
        runs = self._history.runs(pair)
        if runs and runs[-1][3] is Cause.BUS and runs[-1][0] < began and runs[-1][1] == inf:
            self.referee.blame(Rule.SHUTTER_CLOSED, f"{pair} has been moving since {runs[-1][0]:.4f}")
