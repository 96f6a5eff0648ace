"""A house whose wall switches are pressed, and a client that listens to them; in virtual time."""

from __future__ import annotations

import asyncio
import random
from collections import defaultdict
from collections.abc import Collection, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ipcom.client.client import IPComClient
from ipcom.client.status import ConnectionState, ConnectionStatus
from ipcom.model.address import OutputAddress
from ipcom.model.change import StateChange
from ipcom.model.devices import Devices
from ipcom.model.output_kind import OutputKind
from ipcom.model.shutter_pair import ShutterPair
from ipcom.model.timings import Timings
from ipcom.presses.recogniser import PressRecogniser
from ipcom.presses.wall_press import WallPress
from ipcom.simulator.gateway.gateway import SimulatedGateway
from ipcom.simulator.house.dimmer import DimmerSpec
from ipcom.simulator.house.house import House
from ipcom.simulator.house.layout import Layout
from ipcom.simulator.house.motor import MotorSpec
from ipcom.simulator.testing.virtual_time import LoopClock

if TYPE_CHECKING:
    from collections.abc import AsyncIterator


def _outputs(module: int, *numbers: int) -> tuple[OutputAddress, ...]:
    return tuple(OutputAddress(module, number) for number in numbers)


LAMPS = _outputs(1, *range(1, 9))
"""Switched at the wall, and by the client."""
APP_LAMPS = (*_outputs(2, 1, 2, 3, 4), *_outputs(3, 1, 2, 3, 4))
"""Switched at the wall, and by another program."""
DIMMER = OutputAddress(9, 1)
STAIRS, CLOSET = _outputs(4, 1, 2)
"""Lights on timers; of the closet's nothing is declared."""
DOOR = OutputAddress(4, 8)
PAIRS = (
    ShutterPair(up=OutputAddress(5, 2), down=OutputAddress(5, 1)),
    ShutterPair(up=OutputAddress(5, 4), down=OutputAddress(5, 3)),
)
STAIRS_S, CLOSET_S, SHUTTER_TIMER_S, DOOR_S = 60.0, 45.0, 25.0, 0.5
KINDS = {
    **dict.fromkeys((*LAMPS, *APP_LAMPS, CLOSET), OutputKind.RELAY),
    DIMMER: OutputKind.DIMMER,
    STAIRS: OutputKind.TIMED,
    DOOR: OutputKind.MOMENTARY,
}
GO_OFF_THEMSELVES = frozenset({STAIRS, DOOR})
RARELY_S = 30.0
"""How often the other program looks at the house."""


def make_house() -> House:
    layout = Layout(
        kinds=KINDS,
        shutters=dict.fromkeys(PAIRS, MotorSpec()),
        auto_off={
            STAIRS: STAIRS_S,
            CLOSET: CLOSET_S,
            DOOR: DOOR_S,
            **dict.fromkeys(PAIRS[0].addresses, SHUTTER_TIMER_S),
        },
        dimmer=DimmerSpec(ramp_s=1.0, step=2),
    )
    return House({1: layout}, {1: Devices(())})


def make_client(gateway: SimulatedGateway, seed: int, timings: Timings | None = None) -> IPComClient:
    return IPComClient(
        "gateway",
        username="demo",
        password="demo",
        kinds=KINDS,
        shutters=PAIRS,
        timings=timings,
        clock=LoopClock(),
        rng=random.Random(seed),
        connector=gateway.connector,
    )


@dataclass(slots=True)
class TimersSeen:
    """Learns after which times an output went off by itself: the same time twice before is a timer's."""

    on_since: dict[OutputAddress, float] = field(default_factory=dict)
    runs: defaultdict[OutputAddress, list[float]] = field(default_factory=lambda: defaultdict(list))

    def timed(self, change: StateChange) -> Iterator[OutputAddress]:
        """Yield what a known timer switched off."""
        for each in change.observed_changes:
            if each.new:
                self.on_since.setdefault(each.address, change.observed.asked_at)
            elif (since := self.on_since.pop(each.address, None)) is not None and not each.own:
                run, runs = change.observed.asked_at - since, self.runs[each.address]
                if run > 2.0 and sum(abs(run - other) <= 0.8 for other in runs) >= 2:
                    yield each.address
                runs.append(run)


class Listener:
    """Hears the presses that a client's reads show."""

    def __init__(self, client: IPComClient) -> None:
        self.told: list[tuple[float, WallPress]] = []
        """Each press with the time at which it was told."""
        self._timers = TimersSeen()
        self._recogniser = PressRecogniser(PAIRS)
        client.subscribe(self._changed)
        client.subscribe_connection(self._linked)

    def _changed(self, change: StateChange) -> None:
        timed: Collection[OutputAddress] = GO_OFF_THEMSELVES | set(self._timers.timed(change))
        now = asyncio.get_running_loop().time()
        self.told += [(now, press) for press in self._recogniser.observe(change, timed)]

    def _linked(self, status: ConnectionStatus) -> None:
        if status.state is ConnectionState.OFFLINE:
            self._recogniser.link_lost()
            self._timers.on_since.clear()


@dataclass(frozen=True, slots=True)
class Scene:
    """The gateway, the client that listens, and another program."""

    gateway: SimulatedGateway
    client: IPComClient
    app: IPComClient
    listener: Listener


@asynccontextmanager
async def listening(seed: int, *, quick: bool) -> AsyncIterator[Scene]:
    """The house with both clients on line."""
    gateway = SimulatedGateway(make_house(), listen=False, rng=random.Random(seed), short_login=True)
    async with gateway:
        client = make_client(gateway, seed)
        app = make_client(gateway, seed + 1, Timings(poll_interval=RARELY_S))
        listener = Listener(client)
        client.watch_presses(quick)
        async with client, app:
            yield Scene(gateway, client, app, listener)
