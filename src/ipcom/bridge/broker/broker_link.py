"""One connection to the broker, made again for as long as the bridge runs."""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NoReturn

from .broker_address import addresses_of
from .ended_tasks import end_tasks
from .mqtt import BrokerLost, BrokerUnreachable, MqttConnection, connected
from .quiet_time import QuietTime
from .turns import HouseTurns

if TYPE_CHECKING:
    import random
    from collections.abc import Awaitable, Callable, Sequence

    from ...client.connection.look_ups import NameService
    from .broker_message import Incoming, Will
    from .broker_settings import BrokerSettings
    from .publish_queue import PublishQueue
    from .turns import Turn

_LOGGER = logging.getLogger("ipcom.bridge")

SHORTEST_PAUSE_S = 0.5
LONGEST_PAUSE_S = 10.0
"""Between attempts; each pause is up to twice the one before, drawn so that many bridges do not come at once."""
TICKS = 12
"""The quiet time after a subscription and after a standstill, 3 s."""
IN_A_ROW = 12
"""So many messages of one house leave before other houses have their turn: 1 ms. A house that tells all has 36."""
GOODBYE_S = 2.0
"""How long the last messages may take at the end."""


@dataclass(frozen=True, slots=True)
class BrokerWay:
    """How the broker is reached, which all houses of a bridge share."""

    settings: BrokerSettings
    names: NameService
    rng: random.Random
    turns: HouseTurns = field(default_factory=HouseTurns)


@dataclass(frozen=True, slots=True)
class LinkPlan:
    """What one connection is for."""

    client_id: str
    topics: Sequence[str]
    will: Will | None = None


class BrokerLink:
    """Keeps one connection. `is_early` holds for 3 s after each subscription and each standstill of the program."""

    def __init__(
        self,
        way: BrokerWay,
        plan: LinkPlan,
        outbox: PublishQueue,
        take: Callable[[Incoming, bool], None],
        on_change: Callable[[bool], None],
        before_return: Callable[[str], Awaitable[None]],
    ) -> None:
        """`take` (a message, whether it is early) and `on_change` (up or down) must not wait.

        `before_return` is awaited with the broker's address before a connection that was lost is made again. It
        raises `NameTaken` if another client has the name by now.
        """
        self._settings = way.settings
        self._names = way.names
        self._rng = way.rng
        self._turns = way.turns.connections if plan.will else way.turns.followers
        self._plan = plan
        self._outbox = outbox
        self._take = take
        self._on_change = on_change
        self._before_return = before_return
        self._was_lost = False
        self._quiet = QuietTime()
        self._awaits_turn = False
        self.attempts = 0
        """Grows with each attempt to connect, and with each address of the broker that is tried."""
        self.is_up = False
        self.trouble = ""
        """Why the last attempt failed; empty while the connection is up."""
        self.times_up = 0
        """How often the connection was made."""
        self.published = 0
        """How many messages the broker has got over it."""

    @property
    def is_early(self) -> bool:
        """Whether what comes may be old."""
        return self._quiet.is_early

    @property
    def name(self) -> str:
        """What the connection is called at the broker."""
        return self._plan.client_id

    def sign_of_life(self) -> int:
        """Return a figure that grows while it connects or publishes; one without anything to do shows it at the next call."""
        self._outbox.nudge()
        others = self._turns.begun if self._awaits_turn else 0
        return self.attempts + self._outbox.turns + others

    async def run(self) -> NoReturn:
        """Connect, again and again. Raises `NameTaken` when another client has the name."""
        pause = SHORTEST_PAUSE_S
        while True:
            try:
                await self._once()
            except (BrokerUnreachable, BrokerLost, OSError) as error:
                pause = SHORTEST_PAUSE_S if self.is_up else min(2 * pause, LONGEST_PAUSE_S)
                self._down(str(error))
            await asyncio.sleep(self._rng.uniform(pause / 2, pause))

    def _taken(self, message: Incoming) -> None:
        arrived = asyncio.get_running_loop().time() - self._quiet.stood_still_s
        self._take(replace(message, arrived=arrived), self.is_early)

    async def _once(self) -> None:
        """Make one connection and serve it until it ends."""
        self.attempts += 1
        trouble: Exception = BrokerUnreachable("it has no address")
        for address in await addresses_of(self._settings.host, self._names):
            self.attempts += 1
            if self._was_lost:
                await self._before_return(address)
            self._awaits_turn = True
            turn = await self._turns.begin()
            self._awaits_turn = False
            connection = connected(
                self._settings, address, self._plan.client_id, self._plan.will, self._taken
            )
            try:
                async with connection as made:
                    await self._serve(made, turn)
            except BrokerUnreachable as error:
                trouble = error
            finally:
                turn.end()
                self._quiet.end()
        raise trouble

    async def _serve(self, connection: MqttConnection, turn: Turn) -> None:
        self._quiet.begin(TICKS)
        if self._plan.topics:
            await connection.subscribe(self._plan.topics)
        self._quiet.begin(TICKS)
        told = _LOGGER.warning if self.trouble else _LOGGER.info
        told("%s is reached as %s", self._settings, self._plan.client_id)
        self.is_up, self.trouble, self._was_lost = True, "", False
        self.times_up += 1
        self._on_change(True)
        tasks = [
            asyncio.ensure_future(self._publish_all(connection, turn)),
            asyncio.ensure_future(connection.until_lost()),
        ]
        try:
            done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                task.result()
        except asyncio.CancelledError:
            await self._say_goodbye(connection, tasks)
            raise
        finally:
            await end_tasks(tasks)

    async def _publish_all(self, connection: MqttConnection, turn: Turn) -> NoReturn:
        """Publish what is put, other houses in between. The turn ends when all that waited at first is published."""
        in_a_row = 0
        while True:
            if not self._outbox:
                turn.end()
                in_a_row = 0
            elif in_a_row == IN_A_ROW:
                await asyncio.sleep(0)
                in_a_row = 0
            in_a_row += 1
            message = await self._outbox.take()
            try:
                await connection.publish(message)
            except (BrokerLost, asyncio.CancelledError):
                self._outbox.put_back(message)
                raise
            self.published += 1

    async def _say_goodbye(self, connection: MqttConnection, tasks: Sequence[asyncio.Future[None]]) -> None:
        """Publish what waits: a bridge that leaves in order gets no will published."""
        await end_tasks(tasks)
        with suppress(BrokerLost, TimeoutError):
            async with asyncio.timeout(GOODBYE_S):
                while self._outbox:
                    await connection.publish(self._outbox.take_now())

    def _down(self, why: str) -> None:
        if self.is_up or why != self.trouble:
            _LOGGER.warning("%s is not reached as %s: %s", self._settings, self._plan.client_id, why)
        was_up, self.is_up, self.trouble = self.is_up, False, why
        self._was_lost = self._was_lost or was_up
        if was_up:
            self._on_change(False)
