"""Judges how one program's shutter commands go on and end when runs end, and when others move a shutter."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf

from ipcom.errors import IPComError
from ipcom.model.address import OutputAddress
from ipcom.model.motion import Motion
from ipcom.model.shutter_pair import ShutterPair
from ipcom.shutter.shutter_state import Result
from tests.library.proof.frame_counts import changed
from tests.library.proof.ledger import Given
from tests.library.proof.link_times import LinkTimes
from tests.library.proof.program import Program
from tests.library.proof.proof_house import RELAYS, TRAVEL
from tests.library.proof.records import FrameRecord
from tests.library.proof.referee import STALL, Referee
from tests.library.proof.rules import Rule
from tests.library.proof.runs_seen import Ended, RunSeen, Seen
from tests.library.proof.watcher import Watcher

TOO_SHORT_BY_S = 0.5
SAME_AGE_S = 0.4
"""Two runs that ended within this of each other were ended by the same timer."""
RUN_OVER_S = 0.5
"""A full run lasts so much longer than it must: the last read, a poll in the way of its stop, and frames of others."""
RESTS_S = 0.15
"""A command whose last run has ended is over after so long; one that is not has another run to go."""
ENDS_S = 0.6
"""For so long a command may take to end."""
FULLY = {
    "open_fully": Motion.UP,
    "set_position(100.0,": Motion.UP,
    "close_fully": Motion.DOWN,
    "set_position(0.0,": Motion.DOWN,
}
WORKS = ("open_fully", "close_fully", "set_position", "set_tilt")
"""The commands that a person's doing may end."""


@dataclass(frozen=True, slots=True)
class _Due:
    """A command must have ended by then, and not otherwise than so."""

    given: Given
    by: float
    result: Result
    rule: Rule
    why: str


def motion_of(address: OutputAddress) -> Motion:
    """The direction that a relay drives in."""
    return Motion.UP if address == RELAYS[address].up else Motion.DOWN


class MovesWatch(Watcher):
    """Judges the shutter commands of one program whenever a run begins or ends."""

    def __init__(self, referee: Referee, program: Program, link: LinkTimes) -> None:
        super().__init__(referee, program)
        self.link = link
        self._ages: dict[OutputAddress, list[tuple[float, float]]] = {}
        """How long the runs lasted that went off by themselves: at least and at most."""
        self._ended_at: dict[ShutterPair, float] = {}
        """Since when nothing of ours may start before a new command."""
        self._run_over: dict[ShutterPair, float] = {}
        """When the last run of ours was seen off by our doing."""
        self._due: list[_Due] = []

    # -- what is seen ------------------------------------------------------

    def seen(self, pair: ShutterPair, run: RunSeen | None, seen: Seen) -> None:
        """A read shows a pair so."""
        if not seen.true:
            return
        if run is not None and run is not seen.began:
            self._judge_full_run(pair, run)
        if seen.ended is not None:
            self._ended(pair, seen.ended)
        if seen.began is not None and not seen.began.ours:
            self._begun_by_others(pair, seen.began)
        if seen.began is not None or (seen.ended is not None and not seen.ended.ours):
            self._run_over.pop(pair, None)

    def _works(self, pair: ShutterPair) -> list[Given]:
        """The open commands for it, if the newest is one that works towards something."""
        mine = [g for g in self.referee.ledger.all if g.pair == pair and g.program is self.program]
        if not mine or not mine[-1].what.startswith(WORKS) or mine[-1].at != self._orders(pair):
            return []
        if len(mine) > 1 and mine[-2].at == mine[-1].at:
            return []  # which of the two came last is up to the loop
        if not mine[-1].open:
            return []  # its caller gave up, and what has left of it goes on: the older commands end with that
        return [g for g in mine if g.open and g.what.startswith(WORKS)]

    def _orders(self, pair: ShutterPair) -> float:
        return self.referee.orders[pair].commanded_at

    def _judge_full_run(self, pair: ShutterPair, run: RunSeen) -> None:
        """A full run ends after the travel and the overrun, or at once if the command came later still."""
        times, works = TRAVEL[pair], self._works(pair)
        troubled = self.referee.troubled(run.began - 1.0, self.now, but=STALL)
        if times is None or _fully(works) is not motion_of(run.address) or not run.watched or troubled:
            return
        self.referee.meet(Rule.FULL_RUN)
        lasted = self.now - run.began - self.link.stood_still(run.began, self.now)
        wanted_for = self.now - works[-1].at
        over_for = min(lasted - times.full_run(motion_of(run.address)), wanted_for)
        if run.ours and over_for > RUN_OVER_S:
            self.referee.blame(Rule.FULL_RUN, f"{works[-1]}: {run.address} has been on for {lasted:.2f} s")

    def _ended(self, pair: ShutterPair, ended: Ended) -> None:
        run, times = ended.run, TRAVEL[pair]
        if ended.ours:
            if run.ours:
                self._run_over[pair] = self.now
            return
        if times is None or not run.watched:
            return
        enough = times.travel(motion_of(run.address)) - TOO_SHORT_BY_S
        works = self._works(pair) if run.ours else []
        if works and works[-1].at >= run.on_asked:
            return
        if ended.at_most < enough:
            self._end(works, Result.SUPERSEDED, Rule.PERSON_WINS, f"a person switched {run.address} off")
            return
        known = self._known(run.address, ended)
        if ended.at_least < enough or not works:
            return
        if _fully(works) is motion_of(run.address):
            self._end(works, Result.REACHED, Rule.TIMER, f"{run.address} went off at its end")
        elif not known:
            self._ended_at[pair] = self.now
            why = f"{run.address} went off by itself for the first time"
            self._end(works, Result.SUPERSEDED, Rule.FIRST_TIMER, why)

    def _known(self, address: OutputAddress, ended: Ended) -> bool:
        """Whether a run in this direction may have ended at the same age before."""
        ages = self._ages.setdefault(address, [])
        before = any(
            ended.at_least <= most + SAME_AGE_S and least <= ended.at_most + SAME_AGE_S
            for least, most in ages
        )
        ages.append((ended.at_least, ended.at_most))
        return before

    def _begun_by_others(self, pair: ShutterPair, run: RunSeen) -> None:
        """Between two runs a movement of others ends the command; older ones end as a newer one does, if there is one."""
        over = self._run_over.get(pair, inf)
        works = self._works(pair) if self._orders(pair) < over else []
        rested = self.now - over - self.link.stood_still(over, self.now) > RESTS_S
        if run.watched and rested:
            self._end(works, Result.SUPERSEDED, Rule.PERSON_WINS, f"a person switched {run.address} on")

    def _end(self, works: list[Given], result: Result, rule: Rule, why: str) -> None:
        """These commands end now, and so."""
        self._due.extend(_Due(given, self.now + ENDS_S, result, rule, why) for given in works)

    # -- what comes of it --------------------------------------------------

    def leaves(self, frame: FrameRecord) -> None:
        """A frame leaves."""
        for address in changed(frame):
            pair = RELAYS.get(address)
            if pair is None or not frame.send.values[address.output - 1]:
                continue
            if self._orders(pair) < self._ended_at.get(pair, -inf):
                self.referee.blame(
                    Rule.FIRST_TIMER, f"{address} goes on, and a timer had ended the command before"
                )

    def judge(self) -> None:
        """Judge the commands that had to end."""
        waiting, self._due = self._due, []
        for due in waiting:
            self._judge_due(due)

    def _judge_due(self, due: _Due) -> None:
        given, since = due.given, due.by - ENDS_S
        if self.program.dead or (given.pair is not None and self._orders(given.pair) > since):
            return
        if given.open and self.now <= due.by + self.link.stood_still(since, self.now):
            self._due.append(due)
            return
        self.referee.meet(due.rule)
        if given.open:
            self.referee.blame(due.rule, f"{given} goes on, though {due.why} at {since:.4f}")
        elif not isinstance(given.error, IPComError) and given.result not in (due.result, None):
            self.referee.blame(due.rule, f"{given} ended as {given.result}, though {due.why}")


def _fully(works: list[Given]) -> Motion | None:
    """The direction of the full run that the newest of these commands is, if it is one."""
    newest = works[-1].what if works else ""
    return next((motion for what, motion in FULLY.items() if newest.startswith(what)), None)
