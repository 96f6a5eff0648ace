"""Judges shutters that are sent somewhere: whether they arrive, stay, and are left alone when they should be."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf

from ipcom.model.shutter_pair import ShutterPair
from ipcom.shutter.shutter import Shutter
from ipcom.shutter.shutter_state import Result
from ipcom.simulator.house.world import Cause
from tests.library.proof.ledger import Given
from tests.library.proof.proof_house import BLIND, DOWN_S
from tests.library.proof.referee import LINE, SLEEP, STALL, Referee
from tests.library.proof.rules import Rule
from tests.library.proof.shutter_history import LATE_S, ShutterHistory
from tests.library.proof.slats import SLATS_S, Blind

RESTS_S = 0.3
"""Relay, motor and slats rest so long after a command has ended."""
WITHIN = 8.0
"""Percent by which a move may miss its target if the position was right before."""
SHORTEST = 100.0 * 0.5 / (DOWN_S - SLATS_S)
"""Percent that are left out if nothing had to move, or moved already: less than a move can be."""
TILT_WITHIN = 50.0
"""A turn of the slats that is shorter than a move can be is left out."""
TURNS = 100.0 * SLATS_S / (DOWN_S - SLATS_S)
"""Percent of height that a mistake of the whole tilt makes."""
HARDLY_S = 0.2
"""A move of less than this is shorter than the delays of motor and line."""
MEASURED_S = 1.0
"""A time that is measured may be wrong by a person's reaction and a read."""
LEAVES_S = 0.1
SHORT_S = 0.5
"""A loop that stood still for longer may not know whose doing a change is."""
STILL_BEFORE_S = 2.0
"""A stall so shortly before a command may still show."""
TOUCHED_S = 0.5
"""What changed so shortly before a command, or was not read then, may be seen after it."""
SHUTTER_VERBS = frozenset({"open_fully", "close_fully", "set_position", "set_tilt"})


@dataclass(slots=True, eq=False)
class Order:
    """A command to a shutter, and where it was then."""

    given: Given
    pair: ShutterPair
    verb: str
    percent: float
    shutter: Shutter
    real: Blind
    shown: float | None
    shown_tilt: float | None
    rests: bool
    error: float = 0.0
    """How wrong the position was, in percent, when it was last told or the command was given."""

    @property
    def goes_between(self) -> bool:
        """Whether it is for a position between the ends."""
        return self.verb == "set_position" and 0.0 < self.percent < 100.0


class TargetWatch:
    """Judges the commands of one run for shutters, by the house, by what a shutter tells, and by how they ended."""

    def __init__(self, referee: Referee, history: ShutterHistory) -> None:
        self.referee = referee
        self._history = history
        self._orders: list[Order] = []
        self._closing_at: dict[ShutterPair, float] = {}

    # -- commands ----------------------------------------------------------

    def given(self, given: Given, shutter: Shutter, verb: str, arguments: tuple[float, ...]) -> None:
        """A person has asked this of a shutter; to be called in the moment of the command."""
        if given.pair is None:
            return
        percent = arguments[0] if arguments else -1.0
        order = Order(
            given=given,
            pair=given.pair,
            verb=verb,
            percent=percent,
            shutter=shutter,
            real=self._history.real(given.pair),
            shown=shutter.position,
            shown_tilt=shutter.tilt,
            rests=self._rests(given),
        )
        order.error = self._error(order)
        self._orders.append(order)
        given.task.add_done_callback(lambda _: self._history.later(RESTS_S, lambda: self._judge(order)))

    def told(self, pair: ShutterPair) -> None:
        """A person has told the position as it is."""
        for order in self._orders:
            if order.pair == pair and order.given.open:
                order.error = 0.0

    def moved_by(self, given: Given) -> bool:
        """Whether this command is one that moves a shutter."""
        return any(order.given is given and order.verb in SHUTTER_VERBS for order in self._orders)

    def closing(self, pair: ShutterPair) -> None:
        """A shutter is about to be closed: its command ends."""
        self._closing_at[pair] = self._history.site.now

    def _error(self, order: Order) -> float:
        if order.shown is None:
            return 0.0
        tilt = 0.0 if order.shown_tilt is None else abs(order.shown_tilt - order.real.tilt)
        return abs(order.shown - order.real.height) + tilt / 100.0 * TURNS

    def _judge(self, order: Order) -> None:
        given, result = order.given, order.given.result
        if given.program.dead or given.program.ending or not self._left_alone(order):
            return
        if self._slept_only(order):
            self._judge_passed(order)
            self._judge_measured(order)
        gave = order.verb in SHUTTER_VERBS and given.error is None and not given.program.ending
        if gave and self._may_be_told(order):
            self.referee.meet(Rule.UNOPPOSED)
            if result is Result.SUPERSEDED:
                self.referee.blame(Rule.UNOPPOSED, f"{given} gave way to nothing: {order.shutter.reason}")
        if not self._undisturbed(order):
            return
        if order.verb == "stop":
            self._judge_stays(order)
        elif order.goes_between and given.error is None and result is not Result.SUPERSEDED:
            self._judge_height(order)
            self._judge_hardly(order)

    # -- what became of them -----------------------------------------------

    def _judge_height(self, order: Order) -> None:
        real = self._history.real(order.pair)
        moved = order.rests and order.shown is not None and order.given.result is Result.REACHED
        within = order.error + (WITHIN + self._learned(order) if moved else SHORTEST)
        self.referee.meet(Rule.ARRIVES)
        if abs(real.height - order.percent) > within:
            self.referee.blame(
                Rule.ARRIVES, f"{order.given}: it is at {real.height:.1f}, within {within:.1f} was asked"
            )
        if order.shown_tilt is None or not order.rests or order.given.result is not Result.REACHED:
            return
        before = order.real.tilt
        within = TILT_WITHIN + abs(order.shown_tilt - before)
        self.referee.meet(Rule.SLATS)
        if abs(real.tilt - before) > within:
            self.referee.blame(
                Rule.SLATS, f"{order.given}: its slats were at {before:.0f} and are at {real.tilt:.0f}"
            )

    def _learned(self, order: Order) -> float:
        """By how many percent it may stop short, since its gateway did what it was told late, and does so no more."""
        stops = self.referee.stops_done[order.pair]
        late = [late_s for frame, late_s in stops if frame.program is order.given.program]
        return max(late, default=0.0) * 100.0 / DOWN_S

    def _judge_passed(self, order: Order) -> None:
        """The machine slept meanwhile, and nothing else was wrong."""
        if not order.goes_between or order.shown is None:
            return
        self.referee.meet(Rule.PASSED)
        real, within = self._history.real(order.pair).height, order.error + WITHIN + SHORTEST
        if order.given.result is Result.REACHED and abs(real - order.percent) > within:
            self.referee.blame(Rule.PASSED, f"{order.given}: it is at {real:.1f}")

    def _judge_measured(self, order: Order) -> None:
        """A calibration during which the machine slept."""
        if order.verb != "calibrate":
            return
        self.referee.meet(Rule.CALIBRATED)
        measured = order.given.result
        runs = [
            ended - began for began, ended, _, cause in self._history.runs(order.pair) if cause is Cause.BUS
        ]
        if isinstance(measured, float) and not any(abs(ran - measured) < MEASURED_S for ran in runs):
            self.referee.blame(Rule.CALIBRATED, f"{order.given} measured {measured:.2f} s of {runs}")

    def _judge_hardly(self, order: Order) -> None:
        slats_s = SLATS_S if order.pair is BLIND else 0.0
        if order.shown is None or not order.rests:
            return
        if abs(order.shown - order.percent) / 100.0 * (DOWN_S - slats_s) >= HARDLY_S:
            return
        self.referee.meet(Rule.HARDLY)
        if self._history.switched_on(order.pair, order.given.at):
            self.referee.blame(Rule.HARDLY, f"{order.given}: it moved, though it stood at {order.shown:.1f}")

    def _judge_stays(self, order: Order) -> None:
        """By now the slats have turned, if they turn."""
        if order.given.error is not None:
            return
        self.referee.meet(Rule.STAYS)
        if self._history.switched_on(order.pair, order.given.at + LEAVES_S):
            self.referee.blame(Rule.STAYS, f"{order.given}: it was moved again")

    # -- what happened meanwhile -------------------------------------------

    def _left_alone(self, order: Order) -> bool:
        """Whether no person, no timer and no newer command had to do with this shutter meanwhile."""
        given = order.given
        reads = self._history.watches[given.program].reads
        unread_since = max((asked for asked, taken in reads if taken <= given.at), default=-inf)
        return (
            self.referee.alone
            and given.given_up_at == inf
            and self._closing_at.get(order.pair, -inf) < given.at
            and not self._history.touched(order.pair, min(given.at - TOUCHED_S, unread_since))
            and not self._history.commanded(order.pair, given, self._history.site.now)
        )

    def _troubled_by_only(self, order: Order, *kinds: str) -> bool:
        """Whether nothing else was wrong meanwhile."""
        since, now = order.given.at - 1.0, self._history.site.now
        return all(t.what in kinds for t in self.referee.troubles if t.began < now and t.ended > since)

    def _may_be_told(self, order: Order) -> bool:
        """Whether nothing kept us from telling whose doing a change is: a slow line and short stalls do not."""
        still = self._history.stood_still(order.given.program, order.given.at - STILL_BEFORE_S, most=SHORT_S)
        return self._troubled_by_only(order, STALL, LINE) and not still

    def _undisturbed(self, order: Order) -> bool:
        """Whether nothing was wrong meanwhile, and our loop stood still for moments at most."""
        still = self._history.stood_still(order.given.program, order.given.at - LATE_S)
        return self._troubled_by_only(order, STALL) and not still

    def _slept_only(self, order: Order) -> bool:
        """Whether the machine slept meanwhile, and nothing else was wrong."""
        since, program = order.given.at, order.given.program
        sleeps = [t.began for t in self.referee.troubles if t.what == SLEEP]
        return (
            any(since < began < self._history.site.now for began in sleeps)
            and self._troubled_by_only(order, STALL, SLEEP)
            and not self._history.stood_still(program, since - LATE_S, but=sleeps)
        )

    def _rests(self, given: Given) -> bool:
        """Whether nothing moves, and no older command has a turn of the slats to come."""
        runs = self._history.runs(given.pair) if given.pair else []
        busy = any(other.pair == given.pair and other is not given for other in self.referee.ledger.open)
        return not busy and (not runs or runs[-1][1] < self._history.site.now - RESTS_S)
