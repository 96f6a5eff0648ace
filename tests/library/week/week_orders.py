"""The commands of the week and how each ended."""

from __future__ import annotations

import asyncio
import math
from collections import Counter
from dataclasses import dataclass, field

from ipcom.errors import CommandSuperseded, ConnectionLost, IPComError
from ipcom.model.address import OutputAddress
from ipcom.model.shutter_pair import ShutterPair
from ipcom.shutter.shutter_state import Result
from tests.library.week.week_program import Program

OPEN, CONFIRMED, SUPERSEDED, GIVEN_UP, KILLED = "open", "confirmed", "superseded", "given up", "program ended"


@dataclass(eq=False)
class Order:
    """One command: outputs and values, or a shutter and where it is to go (None: stop)."""

    at: float
    program: Program
    text: str
    read_at: float
    """When the last read before it was asked for."""
    wanted: dict[OutputAddress, int] = field(default_factory=dict)
    pair: ShutterPair | None = None
    position: float | None = None
    outcome: str = OPEN
    error: IPComError | None = None
    ended_at: float = math.inf
    held_at: float | None = None
    """Where the program held the shutter to be when the command had ended."""

    @property
    def addresses(self) -> tuple[OutputAddress, ...]:
        """The outputs that it may change."""
        return self.pair.addresses if self.pair is not None else tuple(self.wanted)

    @property
    def stops(self) -> bool:
        """Whether it stops a shutter."""
        return self.pair is not None and self.position is None

    async def carry_out(self, gives_up_s: float | None = None) -> None:
        """Give the command, wait for its end, and note it."""
        try:
            async with asyncio.timeout(gives_up_s):
                self.outcome = await self._give()
        except TimeoutError as error:
            if isinstance(error, IPComError):
                self._fail(error)
            else:
                self.outcome = GIVEN_UP
        except IPComError as error:
            self._fail(error)
        except asyncio.CancelledError:
            self.outcome = KILLED
            raise
        finally:
            self.ended_at = asyncio.get_running_loop().time()
            if self.pair is not None:
                self.held_at = self.program.shutters[self.pair].position

    async def _give(self) -> str:
        if self.pair is None:
            await self.program.client.set_outputs(self.wanted)
            return CONFIRMED
        shutter = self.program.shutters[self.pair]
        if self.position is None:
            await shutter.stop()
            return CONFIRMED
        if self.position in (0.0, 100.0):
            await (shutter.open_fully() if self.position else shutter.close_fully())
        else:
            await shutter.set_position(self.position)
        return SUPERSEDED if await shutter.wait_settled() is Result.SUPERSEDED else CONFIRMED

    def _fail(self, error: IPComError) -> None:
        self.error = error
        self.outcome = SUPERSEDED if isinstance(error, CommandSuperseded) else type(error).__name__
        if isinstance(error, ConnectionLost) and "closed" in str(error):
            self.outcome = KILLED


def counted(orders: list[Order]) -> Counter[str]:
    """How many ended in each way."""
    return Counter(order.outcome for order in orders)
