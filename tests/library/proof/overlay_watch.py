"""Watches what one program shows when it reads: what is wanted of outputs, and no direction too early."""

from __future__ import annotations

from math import inf

from ipcom.model.address import OutputAddress
from tests.library.proof.ledger import Given
from tests.library.proof.output_history import OutputHistory
from tests.library.proof.proof_house import LIGHTS, RELAYS
from tests.library.proof.records import FrameRecord
from tests.library.proof.rules import Rule
from tests.library.proof.watcher import Watcher

SHOWN_LATE_S = 0.05
CARRIES_S = 10.0
"""For so long a frame explains that its direction is shown."""


class OverlayWatch(Watcher):
    """Judges what one program shows beside what it has read."""

    def __init__(self, outputs: OutputHistory) -> None:
        super().__init__(outputs.referee, outputs.program)
        self.outputs = outputs
        self._wrong: dict[Given, float] = {}
        """Since when something else than what is wanted has been shown."""
        self._on_at: dict[OutputAddress, float] = {}
        """When a frame last left with an output on."""

    def leaves(self, frame: FrameRecord) -> None:
        """A frame leaves."""
        for number, value in enumerate(frame.send.values, 1):
            address = OutputAddress(frame.send.module, number)
            if value:
                self._on_at[address] = self.now

    def asks(self) -> None:
        """A read leaves: what is shown now is what is wanted."""
        if not self.program.ready or not self.outputs.reads:
            return
        shown = self.program.client.snapshot
        for given in self.outputs.mine():
            if given.open and len(given.values) == 1 and self.now - given.at > SHOWN_LATE_S:
                ((address, value),) = given.values.items()
                self._judge_shown(given, address in LIGHTS and shown.value(address) != value)
        for address in RELAYS:
            on = shown.is_on(address) and not self.outputs.reads[-1].snapshot.is_on(address)
            since = self._on_at.get(address, -inf)
            if on and self.now - since - self.outputs.link.stood_still(since, self.now) > CARRIES_S:
                self.referee.blame(Rule.SHOWN_EARLY, f"{address} is shown on")
        self.referee.meet(Rule.SHOWN_EARLY)

    def _judge_shown(self, given: Given, wrong: bool) -> None:
        self.referee.meet(Rule.SHOWN_WANTED)
        newest = max(
            (g.at for g in self.outputs.mine() if g.values.keys() & given.values.keys()), default=given.at
        )
        if not wrong or newest > given.at or self.program.loop.busy_until > self.now:
            self._wrong.pop(given, None)
            return
        since = self._wrong.setdefault(given, self.now)
        if self.now - since > SHOWN_LATE_S and not self.outputs.link.stood_still(since, self.now):
            self.referee.blame(Rule.SHOWN_WANTED, f"what {given} wants is not shown")
