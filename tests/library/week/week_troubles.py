"""What goes wrong in the week: with the gateway, the line, the names, the clock and the program."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import TYPE_CHECKING

from tests.library.week.week_plan import Happening, Happens
from tests.library.week.week_program import HOST, RARE_POLL_S, USUAL_POLL_S
from tests.library.week.week_truth import Trouble

if TYPE_CHECKING:
    from ipcom.model.shutter_pair import ShutterPair
    from tests.library.week.week_life import Life

ADDRESSES = ("192.168.1.20", "192.168.1.77")
"""The gateway's address, and the one that it gets."""
ANSWER_S = 0.02
BACK_S = 5.0
"""Cut connections are back by then."""
SILENT_S = 9.0
"""A connection that fell silent is found out and replaced by then, besides the time to the next poll."""


class Troubles:
    """Lets them happen to one life, and notes from when to when they kept commands from working."""

    def __init__(self, life: Life) -> None:
        self._life = life
        self._gateway = life.gateway
        self.misled: set[ShutterPair] = set()
        """Shutters that moved when the time of day was set: their positions are wrong until the night."""
        kinds = Happening
        self._kinds: Mapping[Happening, Callable[[Happens], Awaitable[None]]] = {
            kinds.DROP: self._drop,
            kinds.RESET: self._reset,
            kinds.FREEZE: self._freeze,
            kinds.FLAPS: self._flap,
            kinds.OUTAGE: self._go_away,
            kinds.REBOOT: self._reboot,
            kinds.REBOOT_LOSES: self._reboot,
            kinds.NEW_ADDRESS: self._move,
            kinds.NO_NAMES: self._lose_names,
            kinds.CLOCK_STEP: self._step_clock,
            kinds.CLOCK_HOUR: self._set_clock_by_an_hour,
            kinds.CRASH: self._restart,
            kinds.RESTART: self._restart,
            kinds.PACE: self._set_pace,
        }

    async def begin(self, event: Happens) -> None:
        """Let it happen, and end when it is over."""
        await self._kinds.get(event.what, self._disturb_line)(event)

    def _note(self, what: str, seconds: float, *, cuts: bool = True) -> None:
        now = self._life.now
        self._life.truth.troubles.append(Trouble(now, now + seconds, what, cuts))

    # -- connections -------------------------------------------------------

    async def _drop(self, event: Happens) -> None:
        self._note(event.what, BACK_S)
        self._gateway.drop_connections()

    async def _reset(self, event: Happens) -> None:
        self._note(event.what, BACK_S)
        for connection in list(self._gateway._connections.values()):
            connection.abort()

    async def _freeze(self, event: Happens) -> None:
        self._note(event.what, self._life.poll_s + SILENT_S)
        self._gateway.freeze_connections()

    async def _flap(self, event: Happens) -> None:
        life = self._life
        self._note(event.what, event.seconds + BACK_S)
        end = life.now + event.seconds
        while life.now < end:
            await asyncio.sleep(life.rng.uniform(0.5, 1.5) * event.amount)
            self._gateway.drop_connections()

    async def _disturb_line(self, event: Happens) -> None:
        self._note(event.what, event.seconds, cuts=False)
        key = self._life.line.begin(event.what, event.amount, self._life.now)
        await asyncio.sleep(event.seconds)
        self._life.line.end(key, self._life.now)

    # -- the gateway, its address and its name -----------------------------

    async def _go_away(self, event: Happens) -> None:
        self._note(event.what, event.seconds + BACK_S)
        await self._gateway.stop()
        await asyncio.sleep(event.seconds)
        await self._gateway.start()

    async def _reboot(self, event: Happens) -> None:
        self._life.today.reboots += 1
        self._note(event.what, event.seconds + BACK_S)
        await self._gateway.reboot(keep_outputs=event.what is Happening.REBOOT, down_s=event.seconds)

    async def _move(self, event: Happens) -> None:
        self._note(event.what, event.seconds + SILENT_S)
        self._life.network.move(self._gateway, ADDRESSES[1])
        await asyncio.sleep(event.seconds)
        self._life.network.names.answer(HOST, ADDRESSES[1], after_s=ANSWER_S)

    async def _lose_names(self, event: Happens) -> None:
        self._life.network.names.go_down()
        await asyncio.sleep(event.seconds)
        self._life.network.names.come_back()

    # -- the machine that the program runs on ------------------------------

    async def _step_clock(self, event: Happens) -> None:
        self._life.clock.set_by(event.amount)

    async def _set_clock_by_an_hour(self, event: Happens) -> None:
        """A clock set forward looks like a sleep, during which shutters would have gone on moving."""
        self.misled |= {pair for pair, it in self._life.program.shutters.items() if it.moving is not None}
        self._note(event.what, BACK_S, cuts=False)
        self._life.clock.set_by(event.amount)
        await asyncio.sleep(event.seconds)
        self._life.clock.set_by(-event.amount)

    def night(self) -> None:
        """All shutters have made a full run."""
        self.misled.clear()

    async def _restart(self, event: Happens) -> None:
        self._note(event.what, event.seconds + BACK_S)
        await self._life.restart(event.seconds, killed=event.what is Happening.CRASH)

    async def _set_pace(self, event: Happens) -> None:
        """The pace holds from the next connection on, so the present one is dropped."""
        self._note(event.what, BACK_S)
        self._life.set_pace(USUAL_POLL_S if event.amount else RARE_POLL_S)
        self._gateway.drop_connections()
