"""Two programs on one gateway: each for itself never drives a motor both ways, and that is all that is promised."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import rule

from ipcom.shutter.stored import StoredPosition
from tests.library.proof.draws import pairs, percents, positioned, short, spans
from tests.library.proof.machine import ShutterProof
from tests.library.proof.people import obey
from tests.library.proof.program import Program


class TwoClientsProof(ShutterProof):
    """A neighbour's program knows nothing of ours, and does what its own people say."""

    alone = False

    def __init__(self) -> None:
        super().__init__()
        self.neighbour = Program(self.site, dict[Any, StoredPosition](), self.referee.watch)
        self._run(0.05)

    @rule(pair=pairs, verb=st.sampled_from(("open_fully", "close_fully", "stop")), then=short)
    def the_neighbour_moves_a_shutter(self, pair: str, verb: str, then: float) -> None:
        self._neighbour_commands(pair, verb)
        self._step(then)

    @rule(pair=positioned, percent=percents, then=spans)
    def the_neighbour_sets_a_position(self, pair: str, percent: float, then: float) -> None:
        self._neighbour_commands(pair, "set_position", percent)
        self._step(then)

    def _neighbour_commands(self, pair: str, verb: str, *arguments: float) -> None:
        if self.neighbour.ready:
            shutter = self.neighbour.shutters[self._pair(pair)]
            self.ledger.give(self.neighbour, f"neighbour's {verb}", obey(shutter, verb, arguments))

    def teardown(self) -> None:
        """Both end."""
        try:
            super().teardown()
        finally:
            if not self.neighbour.dead:
                self.neighbour.kill()
            self.site.close()

    def _close_site(self) -> None:
        """Not before both have ended."""
