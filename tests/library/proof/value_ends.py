"""Judges outputs in the end: each is as it was left, and shown as it is."""

from __future__ import annotations

from math import inf

from ipcom.model.address import OutputAddress
from tests.library.proof.comparing import near
from tests.library.proof.ledger import Given
from tests.library.proof.program import Program
from tests.library.proof.proof_house import DIMMERS, DOOR, LIGHTS, RELAYS, TIMED, UNDECLARED
from tests.library.proof.referee import Referee
from tests.library.proof.rules import Rule

LATE_FRAME_S = 12.0
"""So late may a frame arrive whose command has failed."""


class ValueEnds:
    """Keeps what people and commands made of each light."""

    def __init__(self, referee: Referee) -> None:
        self.referee = referee
        self._site = referee.site
        self._acts: dict[OutputAddress, list[tuple[float, int]]] = {a: [(self._site.now, 0)] for a in LIGHTS}
        """What presses and power failures made of an output: certain, at once."""

    def pressed(self, address: OutputAddress) -> None:
        """A person pressed the button of a light."""
        event = next((e for e in reversed(self._site.world.history) if e.address == address), None)
        if event is not None and address in self._acts:
            self._acts[address].append((self._site.now, event.value))

    def power_lost(self) -> None:
        """Everything is off."""
        for acts in self._acts.values():
            acts.append((self._site.now, 0))

    def judge(self, program: Program) -> None:
        """Each is as it was left, and shown as it is."""
        for address in (*RELAYS, *LIGHTS, DOOR, TIMED, *UNDECLARED):
            self.referee.meet(Rule.SHOWN)
            shown, real = program.client.snapshot.value(address), self._site.world.value(address)
            if shown != real:
                self.referee.blame(Rule.SHOWN, f"{address} is {real}, and {shown} is shown")
        for address in LIGHTS:
            self._judge_left(address, self._site.world.value(address))

    def _judge_left(self, address: OutputAddress, real: int) -> None:
        self.referee.meet(Rule.LEFT_AS_ASKED)
        acts = [(at, at, value, True) for at, value in self._acts[address]]
        for given in self.referee.ledger.all:
            for value in given.wants(address):
                ended = given.ended_at if given.confirmed else given.ended_at + LATE_FRAME_S
                acts.append((given.at, max(ended, self._last_frame(given, address)), value, given.confirmed))
        latest = max(began for began, _, _, certain in acts if certain)
        if self.referee.undone_at.get(address, -inf) >= latest:
            return
        rounded = self._site.world.layout.dimmer.rounded if address in DIMMERS else int
        allowed = {rounded(value) for _, ended, value, _ in acts if ended >= latest}
        if not any(near(address, real, value) for value in allowed):
            self.referee.blame(
                Rule.LEFT_AS_ASKED, f"{address} is {real}; it was left {sorted(allowed)} by {acts}"
            )

    def _last_frame(self, given: Given, address: OutputAddress) -> float:
        """When the last frame arrived that carried what this command wants."""
        reached = [
            frame.left + LATE_FRAME_S if frame.reached == inf else frame.reached + 0.5
            for frame in self.referee.frames
            if frame.program is given.program
            and given.at <= frame.left <= given.ended_at
            and frame.send.module == address.module
            and frame.send.values[address.output - 1] == given.values.get(address)
        ]
        return max(reached, default=-inf)
