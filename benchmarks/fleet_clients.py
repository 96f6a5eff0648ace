"""Who commands the houses and who listens to all of them, in a process of its own, told what to do by lines of JSON."""

from __future__ import annotations

import asyncio
import itertools
import json
import random
import sys
from collections import Counter
from typing import Any

from ipcom.bridge.broker.broker_message import Incoming, Publication
from ipcom.bridge.broker.broker_settings import BrokerSettings
from ipcom.bridge.broker.mqtt import BrokerLost, BrokerUnreachable, MqttConnection, connected

from .farm import HOST
from .fleet_lines import serve
from .open_files import allow_many_open_files

THINGS = 17
LAMPS = ("hall", "porch", "garage")
"""What is commanded in turn, on one module; the lamp that is pressed at the wall is another one's."""
SHUTTER = "living-left-u"
SHUTTER_EVERY_S = 21.0
"""It runs from end to end, and back."""
AGAIN_S = 0.1

Request = dict[str, Any]


class Heard:
    """What the listener has heard since it was last asked."""

    def __init__(self) -> None:
        self.messages: Counter[str] = Counter()
        self.walls: list[tuple[str, float]] = []
        self.first: dict[str, float] = {}
        self.right: dict[str, float] = {}
        self.order: dict[str, list[str]] = {}
        self._links: set[str] = set()

    def take(self, message: Incoming, now: float) -> None:
        _, house, rest = message.topic.split("/", 2)
        part = rest.rpartition("/")[2]
        self.messages[part] += 1
        self.first.setdefault(house, now)
        if part == "wall":
            self.walls.append((house, now))
        elif part == "state":
            self._note_state(house, rest.partition("/")[0])
        elif rest == "$link" and b'"gateway": "online"' in message.payload:
            self._links.add(house)
        if house not in self.right and self._is_right(house):
            self.right[house] = now

    def _note_state(self, house: str, thing: str) -> None:
        known = self.order.setdefault(house, [])
        if len(known) < THINGS and thing not in known:
            known.append(thing)

    def _is_right(self, house: str) -> bool:
        return house in self._links and len(self.order.get(house, ())) == THINGS


class Clients:
    """What the lines may ask for."""

    def __init__(self, port: int) -> None:
        self._settings = BrokerSettings(HOST, port)
        self._heard = Heard()
        self._states: dict[str, str] = {}
        self._sent: dict[str, tuple[str, float]] = {}
        self._results: list[tuple[str, float, float, str]] = []
        self._numbers = itertools.count()
        self._tasks: list[asyncio.Task[None]] = []
        self._commands: list[asyncio.Task[None]] = []
        self._up = asyncio.Event()
        self._commander: MqttConnection | None = None

    async def connect(self, _request: Request) -> None:
        """Connect, and connect again whenever the broker is lost."""
        self._tasks.append(asyncio.create_task(self._keep("fleet-listener", "ipcom/#", self._listen)))
        self._tasks.append(asyncio.create_task(self._keep("fleet-commander", "ipcom/+/+/result", self._end)))
        await self._up.wait()

    async def _keep(self, name: str, topic: str, take: Any) -> None:  # noqa: ANN401
        while True:
            try:
                async with connected(self._settings, HOST, name, None, take) as connection:
                    await connection.subscribe([topic])
                    if name == "fleet-commander":
                        self._commander = connection
                        self._up.set()
                    await connection.until_lost()
            except (BrokerLost, BrokerUnreachable):
                await asyncio.sleep(AGAIN_S)

    def _listen(self, message: Incoming) -> None:
        self._heard.take(message, asyncio.get_running_loop().time())
        if message.topic.endswith("/state"):
            self._states[message.topic] = message.payload.decode()

    def _end(self, message: Incoming) -> None:
        record = json.loads(message.payload)
        sent = self._sent.pop(str(record["id"]), None)
        if sent is not None:
            self._results.append((*sent, asyncio.get_running_loop().time(), record["result"]))

    async def forget(self, _request: Request) -> None:
        """Forget what was heard."""
        self._heard, self._results = Heard(), []

    async def begin(self, request: Request) -> None:
        """Command a lamp in each house every so many seconds, and keep a shutter moving in some of them."""
        rng = random.Random(request["seed"])
        every = request["command_every"]
        for house in request["houses"]:
            lamps = itertools.cycle(LAMPS)
            self._start(self._command_lamps(house, lamps, every, rng.uniform(0, every)))
        for house in request["moving"]:
            self._start(self._move(house, rng.uniform(0, SHUTTER_EVERY_S / 4)))

    def _start(self, coroutine: Any) -> None:  # noqa: ANN401
        self._commands.append(asyncio.create_task(coroutine))

    async def _command_lamps(self, house: str, lamps: Any, every: float, first: float) -> None:  # noqa: ANN401
        on = False
        await asyncio.sleep(first)
        for lamp in lamps:
            on = not on if lamp == LAMPS[0] else on
            number = f"c{next(self._numbers)}"
            self._sent[number] = (house, asyncio.get_running_loop().time())
            await self._publish(f"ipcom/{house}/{lamp}/set", {"state": "ON" if on else "OFF", "id": number})
            await asyncio.sleep(every)

    async def _move(self, house: str, first: float) -> None:
        await asyncio.sleep(first)
        for wish in itertools.cycle(("CLOSE", "OPEN")):
            await self._publish(f"ipcom/{house}/{SHUTTER}/set", {"state": wish})
            await asyncio.sleep(SHUTTER_EVERY_S)

    async def _publish(self, topic: str, record: dict[str, object]) -> None:
        assert self._commander is not None
        await self._commander.publish(Publication(topic, json.dumps(record).encode(), qos=1))

    async def rest(self, _request: Request) -> None:
        """Command no more."""
        for task in self._commands:
            task.cancel()
        await asyncio.gather(*self._commands, return_exceptions=True)
        self._commands = []

    async def online(self, _request: Request) -> int:
        """How many houses are right since it was told to forget."""
        return len(self._heard.right)

    async def heard(self, _request: Request) -> dict[str, object]:
        """What was heard."""
        heard = self._heard
        return {
            "messages": heard.messages,
            "walls": heard.walls,
            "first": heard.first,
            "right": heard.right,
            "order": heard.order,
            "results": self._results,
            "unanswered": len(self._sent),
        }

    async def states(self, _request: Request) -> dict[str, str]:
        """The last state of each thing, by its topic."""
        return self._states


if __name__ == "__main__":
    allow_many_open_files()
    asyncio.run(serve(Clients(int(sys.argv[1]))))
