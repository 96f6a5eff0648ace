"""What has happened to the shutters of one run: where they are, how they ran, and by whose doing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import inf

from ipcom.model.address import OutputAddress
from ipcom.model.shutter_pair import ShutterPair
from ipcom.simulator.house.world import Cause
from tests.library.proof.house_history import HouseHistory
from tests.library.proof.ledger import Given
from tests.library.proof.program import Program
from tests.library.proof.proof_house import BLIND
from tests.library.proof.referee import Referee
from tests.library.proof.slats import Blind, blind_after
from tests.library.proof.watch import Watch

LATE_S = 0.05
"""A loop that stood still for longer may have been late with a stop."""
LAG_S = 0.1
"""Relay and motor act about so late."""


class ShutterHistory:
    """Looks back at the house, the commands, and the loops of the programs; judges nothing."""

    def __init__(self, referee: Referee, watches: dict[Program, Watch]) -> None:
        self.referee = referee
        self.site = referee.site
        self.house = HouseHistory(referee.site)
        self.watches = watches

    def later(self, seconds: float, look: Callable[[], None]) -> None:
        """Look in a moment."""
        self.site.worlds.at(self.site.now + seconds, look)

    def real(self, pair: ShutterPair) -> Blind:
        """Where a shutter really is."""
        if pair is not BLIND:
            return Blind(self.site.world.shutters[pair].position, 0.0)
        now = self.site.now - LAG_S
        return blind_after((up, max(0.0, min(ended, now) - began)) for began, ended, up, _ in self.runs(pair))

    def stood_still(
        self, program: Program, since: float, but: Sequence[float] = (), most: float = LATE_S
    ) -> bool:
        """Whether our loop stood still for longer, periods that began at some moments left out."""
        now = self.site.now
        periods = [period for period in self.watches[program].stalls.periods if period[0] not in but]
        return sum(max(0.0, min(now, end) - max(since, begin)) for begin, end in periods) > most

    def touched(self, pair: ShutterPair, since: float) -> bool:
        """Whether a person, a timer of the bus or the power switched one of its relays."""
        return any(
            event.address in pair.addresses
            and event.cause is not Cause.BUS
            and self.house.true(event.at) >= since
            for event in self.site.world.history
        )

    def commanded(self, pair: ShutterPair, but: Given, until: float) -> bool:
        """Whether this shutter was asked for anything else since."""
        others = (g for g in self.referee.ledger.all if g.pair == pair and g is not but)
        return any(but.at <= other.at <= until for other in others)

    def switched_on(self, pair: ShutterPair, since: float) -> bool:
        """Whether a program switched one of its relays on since."""
        return any(began >= since and cause is Cause.BUS for began, _, _, cause in self.runs(pair))

    def runs(self, pair: ShutterPair) -> list[tuple[float, float, bool, Cause]]:
        """Since when, until when, whether up, and whose doing; until inf while it lasts. With both on it does not run."""
        runs: list[tuple[float, float, bool, Cause]] = []
        on: dict[OutputAddress, Cause] = {}
        for event in self.site.world.history:
            if event.address not in pair.addresses:
                continue
            at = self.house.true(event.at)
            if event.value:
                on.setdefault(event.address, event.cause)
            else:
                on.pop(event.address, None)
            drives = next(iter(on)) == pair.up if len(on) == 1 else None
            if runs and runs[-1][1] == inf:
                if drives is runs[-1][2]:
                    continue
                runs[-1] = (runs[-1][0], at, *runs[-1][2:])
            if drives is not None:
                runs.append((at, inf, drives, next(iter(on.values()))))
        return runs
