"""Judges shutters that are sent somewhere: whether they arrive, stay, and are left alone when they should be."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import inf

from ipcom.model.shutter_pair import ShutterPair
from ipcom.shutter.shutter import Shutter
from ipcom.shutter.shutter_state import Result
from ipcom.simulator.house.world import Cause
from tests.library.proof.ledger import Given
from tests.library.proof.program import Program
from tests.library.proof.proof_house import BLIND, DOWN_S
from tests.library.proof.referee import LINE, SLEEP, STALL, Referee
from tests.library.proof.rules import Rule
from tests.library.proof.slats import SLATS_S, Blind, blind_after
from tests.library.proof.watch import Watch

RESTS_S = 0.3
"""Relay, motor and slats rest so long after a command has ended."""
LATE_S = 0.05
"""A loop that stood still for longer may have been late with a stop."""
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
FOUND_S = 2.5
"""So long after it was started, a program has logged in, looked, and stopped what another left running."""
MEASURED_S = 1.0
"""A time that is measured may be wrong by a person's reaction and a read."""
LEAVES_S = 0.1
SHORT_S = 0.5
"""A loop that stood still for longer may not know whose doing a change is."""
STILL_BEFORE_S = 2.0
"""A stall so shortly before a command may still show."""
TOUCHED_S = 0.5
"""What changed so shortly before a command, or was not read then, may be seen after it."""
LAG_S = 0.1
"""Relay and motor act about so late."""
FOUND_WITHIN = 15.0
LONG_AGO_S = 20.0
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


class LegWatch:
    """One for a run; looks at the house, at what a shutter tells, and at how commands ended."""

    def __init__(self, referee: Referee, watches: dict[Program, Watch]) -> None:
        self.referee = referee
        self.site = referee.site
        self._watches = watches
        self._orders: list[Order] = []
        self._left_at = -inf
        self._closing_at: dict[ShutterPair, float] = {}
        self._errors: dict[ShutterPair, float] = {}
        """How wrong the positions were when the last program was killed."""

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
            real=self.real(given.pair),
            shown=shutter.position,
            shown_tilt=shutter.tilt,
            rests=self._rests(given),
        )
        order.error = self._error(order)
        self._orders.append(order)
        given.task.add_done_callback(lambda _: self._later(RESTS_S, lambda: self._judge(order)))

    def told(self, pair: ShutterPair) -> None:
        """A person has told the position as it is."""
        for order in self._orders:
            if order.pair == pair and order.given.open:
                order.error = 0.0

    def real(self, pair: ShutterPair) -> Blind:
        """Where a shutter really is."""
        if pair is not BLIND:
            return Blind(self.site.world.shutters[pair].position, 0.0)
        now = self.site.now - LAG_S
        return blind_after(
            (up, max(0.0, min(ended, now) - began)) for began, ended, up, _ in self._runs(pair)
        )

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

    def _judge_height(self, order: Order) -> None:
        real = self.real(order.pair)
        moved = order.rests and order.shown is not None and order.given.result is Result.REACHED
        within = order.error + (WITHIN if moved else SHORTEST)
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

    def _judge_passed(self, order: Order) -> None:
        """The machine slept meanwhile, and nothing else was wrong."""
        if not order.goes_between or order.shown is None:
            return
        self.referee.meet(Rule.PASSED)
        real, within = self.real(order.pair).height, order.error + WITHIN + SHORTEST
        if order.given.result is Result.REACHED and abs(real - order.percent) > within:
            self.referee.blame(Rule.PASSED, f"{order.given}: it is at {real:.1f}")

    def _judge_measured(self, order: Order) -> None:
        """A calibration during which the machine slept."""
        if order.verb != "calibrate":
            return
        self.referee.meet(Rule.CALIBRATED)
        measured = order.given.result
        runs = [ended - began for began, ended, _, cause in self._runs(order.pair) if cause is Cause.BUS]
        if isinstance(measured, float) and not any(abs(ran - measured) < MEASURED_S for ran in runs):
            self.referee.blame(Rule.CALIBRATED, f"{order.given} measured {measured:.2f} s of {runs}")

    def _judge_hardly(self, order: Order) -> None:
        slats_s = SLATS_S if order.pair is BLIND else 0.0
        if order.shown is None or not order.rests:
            return
        if abs(order.shown - order.percent) / 100.0 * (DOWN_S - slats_s) >= HARDLY_S:
            return
        self.referee.meet(Rule.HARDLY)
        if self._switched_on(order.pair, order.given.at):
            self.referee.blame(Rule.HARDLY, f"{order.given}: it moved, though it stood at {order.shown:.1f}")

    def _judge_stays(self, order: Order) -> None:
        """By now the slats have turned, if they turn."""
        if order.given.error is not None:
            return
        self.referee.meet(Rule.STAYS)
        if self._switched_on(order.pair, order.given.at + LEAVES_S):
            self.referee.blame(Rule.STAYS, f"{order.given}: it was moved again")

    # -- programs ----------------------------------------------------------

    def killed(self, program: Program) -> None:
        """It is about to end as by kill -9."""
        self._left_at = self.site.now
        self._errors = {}
        for pair, shutter in program.shutters.items():
            shown = shutter.position
            self._errors[pair] = 0.0 if shown is None else abs(shown - self.real(pair).height)

    def started(self, program: Program, before: Program) -> None:
        """A program begins after another one; look when it has settled."""
        at = self.site.now
        self._later(FOUND_S, lambda: self._judge_found(program, before, at))

    def _judge_found(self, program: Program, before: Program, at: float) -> None:
        if not program.ready or program.file.damaged or not self._killed_alone() or not self.referee.alone:
            return
        if self._stood_still(program, at):
            return
        for pair, shutter in program.shutters.items():
            given = [g for g in self.referee.ledger.all if g.pair == pair]
            if any(g.at >= at for g in given):
                continue
            if given and given[-1] in [order.given for order in self._orders if order.verb in SHUTTER_VERBS]:
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
        return max((asked for asked, taken in self._watches[program].reads if taken <= at), default=at)

    def _judge_left(self, pair: ShutterPair, at: float, looked_at: float) -> None:
        runs = self._runs(pair)
        if not runs or self._touched(pair, looked_at) or not runs[-1][0] < at < runs[-1][1]:
            return
        self.referee.meet(Rule.FOUND_MOVING)
        if runs[-1][1] == inf:
            self.referee.blame(Rule.FOUND_MOVING, f"{pair} has been moving since {runs[-1][0]:.4f}")

    def _judge_position(self, pair: ShutterPair, shutter: Shutter) -> None:
        real, shown = self.real(pair).height, shutter.position
        self.referee.meet(Rule.FOUND_WHERE)
        if shown is not None and abs(shown - real) > self._errors.get(pair, inf) + FOUND_WITHIN:
            self.referee.blame(Rule.FOUND_WHERE, f"{pair} is at {real:.1f}, said to be at {shown:.1f}")

    def _changes_unseen(self, pair: ShutterPair, before: Program, program: Program) -> int:
        """How often its relays changed between the last read of one program and the first of the next."""
        began = max((asked for asked, _ in self._watches[before].reads), default=-inf)
        ended = min((taken for _, taken in self._watches[program].reads), default=inf)
        return sum(
            event.address in pair.addresses and began <= self._true(event.at) <= ended
            for event in self.site.world.history
        )

    # -- a shutter that is closed ------------------------------------------

    def closing(self, pair: ShutterPair) -> None:
        """A shutter is about to be closed: its command ends."""
        self._closing_at[pair] = self.site.now

    def closed(self, pair: ShutterPair, program: Program, began: float) -> None:
        """A shutter has been closed, its client goes on."""
        calm = self.referee.troubled(began - 1.0, self.site.now, but=STALL) == 0.0
        if not calm or not self.referee.alone or self._stood_still(program, began):
            return
        self.referee.meet(Rule.SHUTTER_CLOSED)
        runs = self._runs(pair)
        if runs and runs[-1][3] is Cause.BUS and runs[-1][0] < began and runs[-1][1] == inf:
            self.referee.blame(Rule.SHUTTER_CLOSED, f"{pair} has been moving since {runs[-1][0]:.4f}")

    # -- what has happened -------------------------------------------------

    def _later(self, seconds: float, look: Callable[[], None]) -> None:
        self.site.worlds.at(self.site.now + seconds, look)

    def _left_alone(self, order: Order) -> bool:
        """Whether nobody else, no timer and no newer command had to do with this shutter meanwhile."""
        given = order.given
        reads = self._watches[given.program].reads
        unread_since = max((asked for asked, taken in reads if taken <= given.at), default=-inf)
        return (
            self.referee.alone
            and given.given_up_at == inf
            and self._closing_at.get(order.pair, -inf) < given.at
            and not self._touched(order.pair, min(given.at - TOUCHED_S, unread_since))
            and not self._commanded(order.pair, given, self.site.now)
        )

    def _troubled_by_only(self, order: Order, *kinds: str) -> bool:
        """Whether nothing else was wrong meanwhile."""
        since, now = order.given.at - 1.0, self.site.now
        return all(t.what in kinds for t in self.referee.troubles if t.began < now and t.ended > since)

    def _may_be_told(self, order: Order) -> bool:
        """Whether nothing kept us from telling whose doing a change is: a slow line and short stalls do not."""
        still = self._stood_still(order.given.program, order.given.at - STILL_BEFORE_S, most=SHORT_S)
        return self._troubled_by_only(order, STALL, LINE) and not still

    def _undisturbed(self, order: Order) -> bool:
        """Whether nothing was wrong meanwhile, and our loop stood still for moments at most."""
        still = self._stood_still(order.given.program, order.given.at - LATE_S)
        return self._troubled_by_only(order, STALL) and not still

    def _slept_only(self, order: Order) -> bool:
        """Whether the machine slept meanwhile, and nothing else was wrong."""
        since, program = order.given.at, order.given.program
        sleeps = [t.began for t in self.referee.troubles if t.what == SLEEP]
        return (
            any(since < began < self.site.now for began in sleeps)
            and self._troubled_by_only(order, STALL, SLEEP)
            and not self._stood_still(program, since - LATE_S, but=sleeps)
        )

    def _stood_still(
        self, program: Program, since: float, but: Sequence[float] = (), most: float = LATE_S
    ) -> bool:
        """Whether our loop stood still for longer, periods that began at some moments left out."""
        now = self.site.now
        periods = [period for period in self._watches[program].stalls.periods if period[0] not in but]
        return sum(max(0.0, min(now, end) - max(since, begin)) for begin, end in periods) > most

    def _touched(self, pair: ShutterPair, since: float) -> bool:
        """Whether a person, a timer of the bus or the power switched one of its relays."""
        return any(
            event.address in pair.addresses and event.cause is not Cause.BUS and self._true(event.at) >= since
            for event in self.site.world.history
        )

    def _commanded(self, pair: ShutterPair, but: Given, until: float) -> bool:
        """Whether this shutter was asked for anything else since."""
        others = (g for g in self.referee.ledger.all if g.pair == pair and g is not but)
        return any(but.at <= other.at <= until for other in others)

    def _switched_on(self, pair: ShutterPair, since: float) -> bool:
        return any(began >= since and cause is Cause.BUS for began, _, _, cause in self._runs(pair))

    def _rests(self, given: Given) -> bool:
        """Whether nothing moves, and no older command has a turn of the slats to come."""
        runs = self._runs(given.pair) if given.pair else []
        busy = any(other.pair == given.pair and other is not given for other in self.referee.ledger.open)
        return not busy and (not runs or runs[-1][1] < self.site.now - RESTS_S)

    def _true(self, at: float) -> float:
        return at + self.site.house_behind_s

    def _runs(self, pair: ShutterPair) -> list[tuple[float, float, bool, Cause]]:
        """Since when, until when, whether up, and whose doing; until inf while it lasts."""
        runs: list[tuple[float, float, bool, Cause]] = []
        for event in self.site.world.history:
            if event.address not in pair.addresses:
                continue
            at, up = self._true(event.at), event.address == pair.up
            if runs and runs[-1][1] == inf and (runs[-1][2] is up or event.value):
                runs[-1] = (runs[-1][0], at, *runs[-1][2:])
            if event.value:
                runs.append((at, inf, up, event.cause))
        return runs
