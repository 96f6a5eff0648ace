"""What a program does with motors that uses the client alone, without a `Shutter`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ipcom.model.motion import Motion
from tests.library.proof.proof_house import SHUTTERS

if TYPE_CHECKING:
    from tests.library.proof.stage import Stage


class MotorActs:
    """Each method is a kind of item."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage

    def stop_at(self, name: str, direction: Motion, seconds: float) -> None:
        """The end of a timed move is to leave in so many seconds."""
        pair, program = SHUTTERS[name], self.stage.program
        self.stage.referee.tell(f"given: end of {direction} {name} in {seconds} s")
        ending = program.client.stop_at(pair, direction, program.loop.time() + seconds)
        self.stage.ledger.give(program, f"end of {direction} {pair}", ending, pair=pair)

    def close_client(self, pause_s: float) -> None:
        """The program closes its client, and starts again after a pause."""
        self.stage.program.client_alone = True
        self.stage.faults.restart(None, pause_s, 0)
