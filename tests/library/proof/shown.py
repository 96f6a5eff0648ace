"""Judges what our program shows: what is wanted, what was pressed, and that its link is up."""

from __future__ import annotations

from collections.abc import Sequence

from ipcom.client.status import ConnectionState
from ipcom.errors import ConnectionLost
from ipcom.model.address import OutputAddress
from ipcom.model.change import StateChange
from ipcom.model.shutter_pair import ShutterPair
from ipcom.shutter.shutter_state import Result
from tests.library.proof.bounds import EPSILON_S, STOPS_A_MINUTE
from tests.library.proof.comparing import near
from tests.library.proof.ledger import Given
from tests.library.proof.program import Program
from tests.library.proof.proof_house import LAMPS
from tests.library.proof.records import ReadRecord
from tests.library.proof.referee import Referee
from tests.library.proof.rules import Rule
from tests.library.proof.stalls import Stalls

POLL_S = 0.45
"""One poll, a round trip, and a poll that a command's own read moved."""
BACK_S = 1.6
SEEN_OFF_S = 0.65
BREAK, SWITCH = "break", "switch"


class Shown:
    """Looks at what one program shows."""

    def __init__(
        self, referee: Referee, program: Program, stalls: Stalls, reads: Sequence[ReadRecord]
    ) -> None:
        self.referee = referee
        self.program = program
        self._stalls = stalls
        self._reads = reads
        self._doubts: dict[Given, float] = {}
        program.client.subscribe(self._changed)

    # -- what is wanted ----------------------------------------------------

    def _changed(self, change: StateChange) -> None:
        if self.program.dead or not self.referee.alone:
            return
        for given in self.referee.ledger.open:
            if given.program is self.program and given.at < self.referee.site.now:
                self._look(given, change)

    def _look(self, given: Given, change: StateChange) -> None:
        for address, value in given.values.items():
            if address not in LAMPS or self._shared(given, address) or address in self._ended(given):
                continue
            self.referee.meet(Rule.SHOWN_WANTED)
            if not near(address, change.snapshot.value(address), value):
                self._doubts.setdefault(given, self.referee.site.now)

    def _shared(self, given: Given, address: OutputAddress) -> bool:
        return any(
            other is not given and other.wants(address) and other.ended_at >= given.at
            for other in self.referee.ledger.all
        )

    @staticmethod
    def _ended(given: Given) -> set[OutputAddress]:
        """Of a scene, one output's end cannot be told from outside."""
        return set(given.values) if len(given.values) > 1 else set()

    def judge(self) -> None:
        """A command that was not shown any more ended in that moment."""
        for given, at in self._doubts.items():
            stood = self._stalls.stood_still(at, given.ended_at)
            if given.ended_at - at - stood > 1e-3 and given.result is not Result.SUPERSEDED:
                self.referee.blame(Rule.SHOWN_WANTED, f"{given} was not shown from {at:.4f} on")

    # -- what was pressed --------------------------------------------------

    def pressed(self, address: OutputAddress) -> None:
        """A person changed an output: look in a moment."""
        site, at = self.referee.site, self.referee.site.now
        value = site.world.value(address)
        site.worlds.at(at + POLL_S, lambda: self._judge_press(address, value, at))

    def _judge_press(self, address: OutputAddress, value: int, at: float) -> None:
        site, referee = self.referee.site, self.referee
        touched = any(g.wants(address) and g.ended_at >= at - 1.0 for g in referee.ledger.all)
        changes = [e for e in site.world.history if e.address == address]
        again = sum(e.at + site.house_behind_s >= at - EPSILON_S for e in changes) > 1
        calm = (
            referee.troubled(at - 1.0, site.now) == 0.0 and site.world.value(address) == value and not again
        )
        if touched or not calm or not self._online():
            return
        referee.meet(Rule.SHOWN_SOON)
        shown = self.program.client.snapshot.value(address)
        if shown != value:
            referee.blame(Rule.SHOWN_SOON, f"{address} is {value} since {at:.4f}, and {shown} is shown")

    # -- the link ----------------------------------------------------------

    def broke(self) -> None:
        """The link broke, and nothing else is wrong: look in a moment."""
        site, at = self.referee.site, self.referee.site.now
        if self._online():
            site.worlds.at(at + BACK_S, lambda: self._judge_back(at))

    def _judge_back(self, at: float) -> None:
        referee, site = self.referee, self.referee.site
        if self.program.dead or self.program.ending or referee.troubled(at - 1.0, site.now, but=BREAK) > 0.0:
            return
        referee.meet(Rule.BACK_ONLINE)
        if self.program.client.connection.state is not ConnectionState.ONLINE:
            referee.blame(Rule.BACK_ONLINE, f"the link broke at {at:.4f}, and is not back")

    def _online(self) -> bool:
        try:
            return self.program.ready and self.program.client.connection.state is ConnectionState.ONLINE
        except ConnectionLost:
            return False

    # -- both directions ---------------------------------------------------

    def switch_broke(self, pair: ShutterPair, breaks: list[float]) -> None:
        """Both directions are on: look in a moment."""
        site, at = self.referee.site, self.referee.site.now
        breaks.append(at)
        began = self.program.started_at  # each program counts for itself
        lately = [before for before in breaks if at - before < 60.0 and before >= began]
        if self._online() and self.referee.alone:
            site.worlds.at(at + SEEN_OFF_S, lambda: self._judge_both(pair, lately))

    def _seen_both(self, pair: ShutterPair, at: float) -> bool:
        """Whether a read showed both on; a press, or a frame that left before, may have been quicker."""
        return any(
            at <= read.taken <= at + SEEN_OFF_S and all(map(read.snapshot.is_on, pair.addresses))
            for read in self._reads
        )

    def _judge_both(self, pair: ShutterPair, breaks: Sequence[float]) -> None:
        referee, site, at = self.referee, self.referee.site, breaks[-1]
        nth = sum(self._seen_both(pair, before) for before in breaks)
        if not self._seen_both(pair, at):
            return
        commanded = any(g.pair == pair and g.ended_at >= at - 70.0 for g in referee.ledger.all)
        pressed = referee.orders[pair].presses and referee.orders[pair].presses[-1].at >= at - 1e-9
        calm = referee.troubled(at - 1.0, site.now, but=SWITCH) == 0.0
        if commanded or pressed or not calm or not self._online():
            return
        referee.meet(Rule.BOTH_OFF)
        on = [address for address in pair.addresses if site.world.is_on(address)]
        if nth <= STOPS_A_MINUTE and on:
            referee.blame(Rule.BOTH_OFF, f"{on} is still on {SEEN_OFF_S} s after both were")
        if nth > STOPS_A_MINUTE and not on:
            referee.blame(
                Rule.BOTH_OFF, f"both directions of {pair} were switched off {nth} times within a minute"
            )
