"""Judges what one program claims of positions by what its reads showed and what people told it."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf

from ipcom.model.address import OutputAddress
from ipcom.model.motion import Motion
from ipcom.model.shutter_pair import ShutterPair
from ipcom.shutter.confidence import Confidence
from tests.library.proof.moves_watch import MovesWatch, motion_of
from tests.library.proof.program import Program
from tests.library.proof.proof_house import PAIRS, TRAVEL
from tests.library.proof.records import FrameRecord, ReadRecord
from tests.library.proof.referee import Referee
from tests.library.proof.rules import Rule
from tests.library.proof.runs_seen import Ended, RunsSeen, Seen
from tests.library.proof.watcher import Watcher

EPSILON_S = 1e-3
TOO_SHORT_BY_S = 0.5
"""A relay that went off by itself so much sooner than the travel takes has still reached its end."""
COASTS_S = 0.3
"""A motor rests so long after its relay."""
RANK = {Confidence.UNKNOWN: 0, Confidence.ESTIMATED: 1, Confidence.KNOWN: 2}


@dataclass(slots=True)
class Registrations:
    """What may be claimed of one shutter."""

    best: Confidence
    end: OutputAddress | None = None
    """The direction at whose end it is known to be; more of it moves nothing."""
    muddled: bool = False
    """Both directions were on, and nothing has told its place since."""
    timed_out: tuple[OutputAddress, float] | None = None
    """The direction that a timer ended at its end, and from when on that must show."""
    doubted: bool = False
    """A read was not true: nothing can be said of it."""


class PositionsWatch(Watcher):
    """Judges the positions that one program tells."""

    def __init__(self, referee: Referee, program: Program, moves: MovesWatch) -> None:
        super().__init__(referee, program)
        self.moves = moves
        pairs = [pair for pair in PAIRS if TRAVEL[pair] is not None]
        self.runs = {pair: RunsSeen(program, pair, moves.link.stood_still) for pair in pairs}
        self.claims = {pair: self._stored(pair) for pair in pairs}
        self.short_of_end = dict.fromkeys(pairs, 0.0)
        """By how many percent at most runs fell short of the end that a timer may have been taken to prove."""
        self._looked = False

    def _stored(self, pair: ShutterPair) -> Registrations:
        """What an earlier program said; what has moved or moves proves nothing."""
        stored = self.program.file.read(pair)
        if stored is None or stored.moving is not Motion.OFF:
            return Registrations(Confidence.ESTIMATED)
        return Registrations(stored.confidence, _end_at(pair, stored.position))

    # -- what happens ------------------------------------------------------

    def unwatched(self) -> None:
        """The link is lost, or the wall clock ran ahead as if the machine had slept."""
        for runs in self.runs.values():
            runs.unwatched()

    def leaves(self, frame: FrameRecord) -> None:
        """A frame leaves."""
        self.moves.leaves(frame)
        for runs in self.runs.values():
            runs.leaves(frame)

    def told(self, pair: ShutterPair, percent: float) -> None:
        """A person says where it stands."""
        run, claims = self.runs[pair].run, self.claims[pair]
        end = _end_at(pair, percent)
        moves = run is not None and run.address != end
        best = Confidence.ESTIMATED if moves else Confidence.KNOWN
        self.claims[pair] = Registrations(best, end, doubted=claims.doubted)

    def read(self, read: ReadRecord) -> None:
        """A read was answered."""
        first, self._looked = not self._looked, True
        for pair, runs in self.runs.items():
            seen = runs.read(read)
            self._follow(pair, seen, first=first)
            self.moves.seen(pair, runs.run, seen)

    def _follow(self, pair: ShutterPair, seen: Seen, *, first: bool) -> None:
        claims = self.claims[pair]
        claims.doubted = claims.doubted or not seen.true
        if seen.ended is not None:
            self._ended(pair, claims, seen.ended)
        if seen.began is not None:
            claims.timed_out = None
            if first or claims.end != seen.began.address:
                claims.best, claims.end = _at_most(claims.best, Confidence.ESTIMATED), None
        if seen.both:
            self.claims[pair] = Registrations(Confidence.UNKNOWN, muddled=True, doubted=claims.doubted)

    def _ended(self, pair: ShutterPair, claims: Registrations, ended: Ended) -> None:
        times, run = TRAVEL[pair], ended.run
        assert times is not None
        motion = motion_of(run.address)
        enough = times.travel(motion) - TOO_SHORT_BY_S
        if ended.seconds >= times.full_run(motion) - EPSILON_S:
            claims.best, claims.end, claims.muddled = Confidence.KNOWN, run.address, False
        elif ended.at_most >= enough and run.watched and not ended.ours:
            claims.muddled = False
            short_s = max(0.0, times.travel(motion) - ended.seconds)
            self.short_of_end[pair] += 100.0 * short_s / times.travel(motion)
            if claims.best is Confidence.UNKNOWN:
                claims.best = Confidence.ESTIMATED
            if ended.at_least >= enough:
                claims.timed_out = run.address, self.now + COASTS_S

    # -- what is claimed ---------------------------------------------------

    def asks(self) -> None:
        """A read leaves: what is claimed now rests on the reads before."""
        self.moves.judge()
        if not self.program.ready or not self._looked:
            return
        for pair, claims in self.claims.items():
            if not claims.doubted:
                self._judge(pair, claims)

    def _judge(self, pair: ShutterPair, claims: Registrations) -> None:
        shutter = self.program.shutters[pair]
        if shutter.confidence is Confidence.KNOWN:
            self.referee.meet(Rule.PROVEN)
            if claims.best is not Confidence.KNOWN:
                self.referee.blame(Rule.PROVEN, f"{pair} is said to be known to be at {shutter.position}")
        if claims.muddled:
            self.referee.meet(Rule.MUDDLED)
            if shutter.position is not None:
                self.referee.blame(Rule.MUDDLED, f"{pair} is said to be at {shutter.position:.1f}")
        address, since = claims.timed_out or (None, inf)
        if address is None or self.now < since:
            return
        self.referee.meet(Rule.TIMER)
        end = 100.0 if address == pair.up else 0.0
        if shutter.position != end:
            self.referee.blame(
                Rule.TIMER, f"{pair} is said to be at {shutter.position}, and its relay ended at {end}"
            )
        claims.timed_out = None


def _end_at(pair: ShutterPair, percent: float | None) -> OutputAddress | None:
    """The direction that ends at this position, if it is one of the ends."""
    return None if percent is None else {0.0: pair.down, 100.0: pair.up}.get(percent)


def _at_most(one: Confidence, other: Confidence) -> Confidence:
    return min(one, other, key=RANK.__getitem__)
