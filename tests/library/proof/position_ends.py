"""Judges positions: a shutter is near where it is said to be."""

from __future__ import annotations

from math import inf

from ipcom.model.shutter_pair import ShutterPair
from ipcom.shutter.confidence import Confidence
from ipcom.simulator.house.world import OutputEvent
from tests.library.proof.frame_counts import changed
from tests.library.proof.house_history import HouseHistory
from tests.library.proof.program import Program
from tests.library.proof.proof_house import BLIND, DOWN_S, PAIRS, TRAVEL
from tests.library.proof.records import seen_by
from tests.library.proof.referee import Referee
from tests.library.proof.rules import Rule
from tests.library.proof.watch import Watch

KNOWN_WITHIN = 6.0
ESTIMATED_WITHIN = 40.0
"""What is known less well than this is not judged."""


class PositionEnds:
    """Looks where shutters are, and where they are said to be."""

    def __init__(self, referee: Referee, watches: dict[Program, Watch], house: HouseHistory) -> None:
        self.referee = referee
        self._site = referee.site
        self._watches = watches
        self._house = house
        self.muddled: set[ShutterPair] = set()
        """The shutters of which nothing can be told."""

    def judge(self, program: Program, rested_s: float = 0.0) -> None:
        """A shutter whose position is known or estimated is near it, as far as reads can tell."""
        for pair in PAIRS:
            if rested_s and not self._rests(pair, rested_s):
                continue
            shutter = program.shutters[pair]
            if TRAVEL[pair] is None or pair in self.muddled or program.file.damaged:
                continue
            if shutter.position is None or self._unseen(pair):
                continue
            known = shutter.confidence is Confidence.KNOWN
            within = KNOWN_WITHIN if known else self._estimated_within(pair)
            if within > ESTIMATED_WITHIN or (pair is BLIND and not known):
                continue
            self.referee.meet(Rule.POSITION)
            real = self._site.world.shutters[pair].position
            if abs(real - shutter.position) > within:
                self.referee.blame(
                    Rule.POSITION,
                    f"{pair} is at {real:.1f}, said to be at {shutter.position:.1f}, within {within:.1f}",
                )

    def _rests(self, pair: ShutterPair, seconds: float) -> bool:
        """Whether its relays have been off for so long."""
        events = [event for address in pair.addresses for event in self._house.events(address)]
        last = max((self._house.true(event.at) for event in events), default=-inf)
        return not any(map(self._site.world.is_on, pair.addresses)) and self._site.now - last >= seconds

    def _estimated_within(self, pair: ShutterPair) -> float:
        """Each edge of a relay may have been anywhere between the reads around it.

        A frame of ours that left between them tells when it was, though another may have been quicker. A run that
        others ended a little before its end may count as ended there by a timer.
        """
        reads = self._reads()
        within = KNOWN_WITHIN + sum(watch.positions.short_of_end[pair] for watch in self._watches.values())
        for address in pair.addresses:
            for event in self._house.events(address):
                at = self._house.true(event.at)
                before = max((asked for asked, taken in reads if taken <= at), default=-inf)
                after = min((taken for asked, taken in reads if asked >= at), default=inf)
                off_s = max([(after - before) / 2.0, *self._off_by_frames(event, before, after)])
                within += off_s * 100.0 / DOWN_S
        return within

    def _off_by_frames(self, event: OutputEvent, before: float, after: float) -> list[float]:
        """How long before or after this edge frames left that ask for it, between the reads around it."""
        at, address = self._house.true(event.at), event.address
        return [
            abs(at - frame.left)
            for frame in self.referee.frames
            if before <= frame.left <= after
            and address in changed(frame)
            and (frame.send.values[address.output - 1] > 0) is (event.value > 0)
        ]

    def _reads(self) -> list[tuple[float, float]]:
        """When reads were asked and answered; those of a gateway that did not know its outputs yet tell nothing."""
        reads = [read for watch in self._watches.values() for read in watch.reads]
        return [(a, t) for a, t in reads if not any(began <= a <= ended for began, ended in self._site.blank)]

    def _unseen(self, pair: ShutterPair) -> bool:
        """Whether it moved so shortly, or so far from any program, that no read showed it."""
        reads = self._reads()
        runs = [(began, ended) for address in pair.addresses for began, ended, _ in self._house.runs(address)]
        return not all(seen_by(reads, began, ended) for began, ended in runs)
