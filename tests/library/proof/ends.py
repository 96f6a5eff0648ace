"""Judges how things end: commands, motors, outputs and positions."""

from __future__ import annotations

from tests.library.proof.command_ends import CommandEnds
from tests.library.proof.house_history import HouseHistory
from tests.library.proof.motor_ends import MotorEnds
from tests.library.proof.position_ends import PositionEnds
from tests.library.proof.program import Program
from tests.library.proof.proof_house import PAIRS
from tests.library.proof.referee import Referee
from tests.library.proof.value_ends import ValueEnds
from tests.library.proof.watch import Watch


class Ends:
    """All that looks at ends in one run."""

    def __init__(self, referee: Referee, watches: dict[Program, Watch]) -> None:
        house = HouseHistory(referee.site)
        self.commands = CommandEnds(referee, watches, house)
        self.positions = PositionEnds(referee, watches, house)
        self.motors = MotorEnds(referee, watches, house, self.positions)
        self.values = ValueEnds(referee)

    def muddle(self) -> None:
        """Where shutters are cannot be told from now on."""
        self.positions.muddled.update(PAIRS)

    def power_lost(self) -> None:
        """Everything is off."""
        self.values.power_lost()
        self.muddle()
