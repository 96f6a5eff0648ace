"""A week of a house whose presses are listened to: what is told that was none. In virtual time, every poll of it."""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field

from ipcom.errors import IPComError
from ipcom.model.address import OutputAddress
from ipcom.model.motion import Motion
from ipcom.model.shutter_pair import ShutterPair
from ipcom.presses.wall_press import WallPress
from ipcom.simulator.house.world import Cause, OutputEvent
from ipcom.simulator.testing.virtual_time import run_virtual

from .figures import Row
from .press_house import (
    APP_LAMPS,
    CLOSET,
    CLOSET_S,
    DIMMER,
    DOOR,
    LAMPS,
    PAIRS,
    SHUTTER_TIMER_S,
    STAIRS,
    STAIRS_S,
    listening,
)

HOUR_S = 3600.0
WAKING_S = 16 * HOUR_S
NIGHT_S = 8 * HOUR_S
DOUBLE_S = (0.25, 1.1)
"""How far apart a person presses twice."""
TOGETHER_S = 2.0
"""A double that is told within this time after a person began to press twice is no false one."""
READS_S, RAMP_S, SAME_S = 0.8, 1.0, 0.001
"""A press is shown by a read at most so long after what it shows; a dimmer shows 0 when it has ramped there."""
DARK_AGAIN_S = (0.05, 1.1)
"""So soon the person on the stairs presses again when they have gone dark."""

A_DAY = {
    "press": 110,
    "double": 8,
    "dim": 10,
    "hold": 6,
    "stairs": 12,
    "closet": 8,
    "door": 6,
    "shutter": 12,
    "reversal": 3,
    "wall scene": 5,
    "own switch": 50,
    "own dim": 12,
    "own scene": 6,
    "own shutter": 8,
    "own pulse": 4,
    "race": 8,
    "app switch": 30,
    "app scene": 6,
    "link breaks": 6,
    "line dies": 1,
    "restart": 1,
}
"""What happens on a day, and how often."""


@dataclass(slots=True)
class WeekFound:
    """What was told, and of it what was none."""

    happened: Counter[str] = field(default_factory=Counter)
    presses: int = 0
    doubles: int = 0
    pairs: int = 0
    false_doubles: list[str] = field(default_factory=list)
    false_presses: list[str] = field(default_factory=list)
    timers: int = 0
    """Ends of timers that were told as presses: of each before its time was seen twice."""
    timer_doubles: int = 0
    """The same that were told as a double with the press that followed."""
    polls: int = 0


def live(days: float, seed: int, *, hurried: float = 1.0) -> WeekFound:
    """Live so many days from one seed; `hurried` 20 lets things happen 20 times as close to each other."""
    return run_virtual(_Week(days, seed, hurried).go())


class _Week:
    def __init__(self, days: float, seed: int, hurried: float) -> None:
        self._days = days
        self._hurried = hurried
        self._seed = seed
        self._rng = random.Random(seed)
        self._found = WeekFound()
        self._doubles: list[tuple[float, OutputAddress]] = []
        self._events: list[OutputEvent] = []
        self._tasks: set[asyncio.Task[None]] = set()
        self._pressed: dict[object, float] = {}
        self._timer_at = float("-inf")

    async def go(self) -> WeekFound:
        async with listening(self._seed, quick=True) as self._scene:
            self._began = asyncio.get_running_loop().time() - self._scene.gateway.house.world.now()
            plan = sorted(self._plan())
            loop = asyncio.get_running_loop()
            begin = loop.time()
            for at, what in plan:
                await asyncio.sleep(max(0.0, begin + at / self._hurried - loop.time()))
                self._start(what)
                self._harvest()
            await asyncio.sleep(2 * STAIRS_S)
            await asyncio.gather(*self._tasks)
            self._harvest()
            self._found.polls = self._scene.client.statistics.polls
        self._judge()
        return self._found

    def _plan(self) -> Iterator[tuple[float, str]]:
        for day in range(-int(-self._days // 1)):
            share = min(1.0, self._days - day)
            for what, times in A_DAY.items():
                for _ in range(round(times * share)):
                    yield (
                        day * (WAKING_S + NIGHT_S) + NIGHT_S * share + self._rng.uniform(0, WAKING_S * share),
                        what,
                    )

    def _start(self, what: str) -> None:
        self._found.happened[what] += 1
        act: Callable[[], Awaitable[object]] = getattr(self, "_" + what.replace(" ", "_"))
        task = asyncio.create_task(self._do(act))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    @staticmethod
    async def _do(act: Callable[[], Awaitable[object]]) -> None:
        try:
            await act()
        except IPComError:
            return  # the link is away, or a person at the wall won

    def _free(self, thing: object) -> bool:
        """Whether this was not pressed a moment ago: else it would be a double press."""
        now = self._scene.gateway.time()
        free = now - self._pressed.get(thing, -TOGETHER_S) >= 2 * TOGETHER_S
        if free:
            self._pressed[thing] = now
        return free

    # -- at the wall -------------------------------------------------------

    async def _press(self, outputs: tuple[OutputAddress, ...] = (*LAMPS, *APP_LAMPS)) -> None:
        address = self._rng.choice(outputs)
        if self._free(address):
            self._scene.gateway.press(address)

    async def _double(self) -> None:
        address = self._rng.choice((*LAMPS, *APP_LAMPS))
        if self._free(address):
            self._doubles.append((self._scene.gateway.time(), address))
            self._scene.gateway.press(address)
            await asyncio.sleep(self._rng.uniform(*DOUBLE_S))
            self._scene.gateway.press(address)

    async def _dim(self) -> None:
        await self._press((DIMMER,))

    async def _hold(self) -> None:
        if self._free(DIMMER):
            self._scene.gateway.press(DIMMER, self._rng.uniform(0.5, 2.0))

    async def _stairs(self) -> None:
        await self._light_on_a_timer(STAIRS, STAIRS_S)

    async def _closet(self) -> None:
        await self._light_on_a_timer(CLOSET, CLOSET_S)

    async def _light_on_a_timer(self, address: OutputAddress, seconds: float) -> None:
        """Light it; one in three presses again as soon as it has gone dark."""
        world = self._scene.gateway.house.world
        if world.is_on(address) or not self._free(address):
            return
        self._scene.gateway.press(address)
        if self._rng.random() < 1 / 3:
            await asyncio.sleep(seconds + self._rng.uniform(*DARK_AGAIN_S))
            if not world.is_on(address) and self._free(address):
                self._scene.gateway.press(address)

    async def _door(self) -> None:
        await self._press((DOOR,))

    async def _shutter(self) -> None:
        """Start one; half are stopped at the wall, the others run until their timer or a person ends it."""
        pair = self._rng.choice(PAIRS)
        if not self._free(pair):
            return
        self._scene.gateway.press_shutter(pair, self._rng.choice(("up", "down")))
        if pair is PAIRS[1] or self._rng.random() < 0.5:
            await asyncio.sleep(self._rng.uniform(4.0, SHUTTER_TIMER_S - 3.0))
            self._pressed[pair] = self._scene.gateway.time()
            self._scene.gateway.press_shutter(pair, "stop")

    async def _reversal(self) -> None:
        pair = self._rng.choice(PAIRS)
        for button in ("up", "down", "stop"):
            if self._free(pair):
                self._scene.gateway.press_shutter(pair, button)
            await asyncio.sleep(self._rng.uniform(5.0, 9.0))

    async def _wall_scene(self) -> None:
        """One button toggles several lamps of one module or of two."""
        for address in self._rng.sample((*LAMPS, *APP_LAMPS), 4):
            if self._free(address):
                self._scene.gateway.press(address)

    # -- by the client -----------------------------------------------------

    async def _own_switch(self) -> None:
        await self._scene.client.set_output(self._rng.choice(LAMPS), self._rng.choice((0, 255)))

    async def _own_dim(self) -> None:
        await self._scene.client.set_output(DIMMER, self._rng.choice((0, 0, 20, 40, 60, 100)))

    async def _own_scene(self) -> None:
        values = {lamp: self._rng.choice((0, 255)) for lamp in self._rng.sample(LAMPS, 5)}
        await self._scene.client.set_outputs({**values, DIMMER: self._rng.choice((0, 50))})

    async def _own_shutter(self) -> None:
        client, pair = self._scene.client, self._rng.choice(PAIRS)
        for _ in range(self._rng.choice((1, 2))):
            await client.drive(pair, self._rng.choice((Motion.UP, Motion.DOWN)))
            await asyncio.sleep(self._rng.uniform(0.6, 12.0))
            await client.drive(pair, Motion.OFF)

    async def _own_pulse(self) -> None:
        await self._scene.client.pulse(DOOR, 0.5)

    async def _race(self) -> None:
        """Ours and a press on the same lamp, in any order."""
        lamp = self._rng.choice(LAMPS)
        if not self._free(lamp):
            return
        await asyncio.sleep(self._rng.uniform(0.0, 0.5))
        asyncio.get_running_loop().call_later(self._rng.uniform(0.0, 0.9), self._scene.gateway.press, lamp)
        await self._scene.client.set_output(lamp, self._rng.choice((0, 255)))

    # -- by another program, and accidents ---------------------------------

    async def _app_switch(self) -> None:
        await self._scene.app.set_output(self._rng.choice(APP_LAMPS), self._rng.choice((0, 255)))

    async def _app_scene(self) -> None:
        lamps = self._rng.sample(APP_LAMPS, 5)
        await self._scene.app.set_outputs({lamp: self._rng.choice((0, 255)) for lamp in lamps})

    async def _link_breaks(self) -> None:
        """A person presses at that moment."""
        await self._press()
        self._scene.gateway.drop_connections()
        await self._press()

    async def _line_dies(self) -> None:
        self._scene.gateway.freeze_connections()
        for _ in range(3):
            await asyncio.sleep(self._rng.uniform(0.2, 2.0))
            await self._press()

    async def _restart(self) -> None:
        lost = self._rng.random() < 0.5
        await self._scene.gateway.reboot(keep_outputs=not lost, down_s=self._rng.uniform(0.5, 60.0))

    # -- what was told, and what had happened ------------------------------

    def _harvest(self) -> None:
        history = self._scene.gateway.house.world.history
        self._scene.gateway.house.world.values()
        self._events += history
        history.clear()

    def _judge(self) -> None:
        events = _by_address(self._events, self._began)
        for _, press in self._scene.listener.told:
            self._found.presses += 1
            self._judge_press(press, events)
        self._found.pairs = len(self._doubles)

    def _judge_press(self, press: WallPress, events: dict[OutputAddress, list[OutputEvent]]) -> None:
        causes = [
            (event.cause, event.address)
            for event in _shown_by(press, events)
            if bool(event.value) is _began(press)
        ]
        if {cause for cause, _ in causes} == {Cause.TIMER}:
            self._found.timers += 1
            self._timer_at = press.at
        elif not any(_is_outside(*cause) for cause in causes):
            self._found.false_presses.append(f"{press}: {causes}")
        if press.count > 1:
            self._judge_double(press)

    def _judge_double(self, press: WallPress) -> None:
        if any(address == press.thing and at <= press.at <= at + TOGETHER_S for at, address in self._doubles):
            self._found.doubles += 1
        elif press.thing == CLOSET and press.at - self._timer_at <= TOGETHER_S:
            self._found.timer_doubles += 1
        else:
            self._found.false_doubles.append(str(press))


def _shown_by(press: WallPress, events: dict[OutputAddress, list[OutputEvent]]) -> Iterator[OutputEvent]:
    """What happened since the read before the one that showed this press."""
    addresses = press.thing.addresses if isinstance(press.thing, ShutterPair) else (press.thing,)
    since = press.at - READS_S - (RAMP_S if press.thing == DIMMER else 0.0)
    for address in addresses:
        yield from (event for event in events.get(address, ()) if since <= event.at <= press.at + SAME_S)


def _began(press: WallPress) -> bool:
    return press.direction not in ("off", "stop")


def _is_outside(cause: Cause, address: OutputAddress) -> bool:
    return cause is Cause.WALL or (cause is Cause.BUS and address in APP_LAMPS)


def _by_address(events: list[OutputEvent], ahead_s: float) -> dict[OutputAddress, list[OutputEvent]]:
    """The events of each output by the time of the loop."""
    found: dict[OutputAddress, list[OutputEvent]] = {}
    for event in events:
        at = event.at + ahead_s
        found.setdefault(event.address, []).append(OutputEvent(at, event.address, event.value, event.cause))
    return found


def week(days: float, seed: int) -> list[Row]:
    """What a simulated week tells that was none."""
    found = live(days, seed)
    lived = f"{days:g} simulated days ({found.polls:,} polls)"
    happened = sum(found.happened.values())
    return [
        Row(
            f"{lived}, {happened} things that happen: double presses told that were none",
            f"{len(found.false_doubles)}; of {found.pairs} real ones, 0.25 to 1.1 s apart, {found.doubles} told",
            "0",
            not found.false_doubles,
        ),
        Row(
            "the same: presses told for what the client itself did, or nobody",
            f"{len(found.false_presses)} of {found.presses}",
            "0",
            not found.false_presses,
        ),
        Row(
            "the same: ends of timers told as presses, before their time was seen twice",
            f"{found.timers}; as a double with the next press: {found.timer_doubles}",
        ),
    ]
