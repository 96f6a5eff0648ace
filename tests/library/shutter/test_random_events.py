"""Whatever people, walls, links and gateways do, the motor is safe and the position honest."""

import math
import random
from collections.abc import Awaitable, Callable

import pytest

from benchmarks.accuracy import run
from ipcom.errors import IPComError
from ipcom.shutter.confidence import Confidence
from ipcom.shutter.shutter import Shutter
from ipcom.simulator.faults import Faults
from ipcom.simulator.house.world import Cause, World
from tests.library.shutter.shutter_rig import PAIR, Rig, later

ACTIONS = 40
ROUNDING_S = 1e-6
EDGE = 1.0
"""Points that an edge at the wall may be off: half a poll."""


def our_shortest_pause(world: World) -> float:
    """Between one direction's going off and our switching the other on; a wall may be quicker."""
    went_off, shortest = dict.fromkeys(PAIR.addresses, -math.inf), math.inf
    for event in world.history:
        other = PAIR.down if event.address == PAIR.up else PAIR.up
        if not event.value:
            went_off[event.address] = event.at
        elif event.cause is Cause.BUS:
            shortest = min(shortest, event.at - went_off[other])
    return shortest


class Life:
    """Random actions on one shutter; `doubt` is by how much the estimate may be off by now."""

    def __init__(self, rig: Rig, shutter: Shutter, rng: random.Random) -> None:
        self.rig, self.shutter, self.rng = rig, shutter, rng
        self.doubt = 0.0

    async def go(self, kinds: list[Callable[[], Awaitable[None]]]) -> None:
        for _ in range(ACTIONS):
            try:
                await self.rng.choice(kinds)()
            except IPComError:
                self.doubt += 5.0
            await later(self.rng.uniform(0.4, 6.0))
            self.check()

    def check(self) -> None:
        assert self.rig.motor.both_on_count == 0
        assert our_shortest_pause(self.rig.world) >= PAIR.pause - ROUNDING_S
        position = self.shutter.position
        if self.shutter.moving or position is None:
            return
        if self.shutter.confidence is Confidence.KNOWN:
            self.doubt = 0.0
        assert position == pytest.approx(self.rig.motor.position, abs=self.doubt + 0.05)

    async def command(self) -> None:
        self.doubt += EDGE
        shutter = self.shutter
        target = self.rng.uniform(0.0, 100.0)
        ways: list[Callable[[], Awaitable[None]]] = [
            shutter.open_fully,
            shutter.close_fully,
            shutter.stop,
            lambda: shutter.set_position(target),
        ]
        await self.rng.choice(ways)()

    async def settle(self) -> None:
        self.doubt += EDGE
        await self.shutter.set_position(self.rng.uniform(0.0, 100.0))
        await self.shutter.wait_settled()

    async def wall(self) -> None:
        self.doubt += 2 * EDGE
        self.rig.press(self.rng.choice(["up", "down", "stop"]))

    async def break_link(self) -> None:
        self.doubt += 15.0
        await self.rig.gateway.stop()
        await later(self.rng.uniform(0.0, 3.0))
        await self.rig.gateway.start()

    async def reboot(self) -> None:
        self.doubt += 15.0
        await self.rig.gateway.reboot(keep_outputs=self.rng.random() < 0.5, down_s=self.rng.uniform(0.1, 2.0))

    async def ignore(self) -> None:
        self.doubt += 15.0
        self.rig.gateway.faults = Faults(ignore_writes_percent=self.rng.choice([0.0, 30.0]))


@pytest.mark.virtual_time
@pytest.mark.parametrize("seed", range(8))
async def test_commands_and_presses_at_random_leave_a_true_position(rig: Rig, seed: int) -> None:
    async with rig.known() as shutter:
        life = Life(rig, shutter, random.Random(seed))
        await life.go([life.command, life.settle, life.wall])
        await shutter.stop()
        assert rig.is_off()


@pytest.mark.virtual_time
@pytest.mark.parametrize("seed", range(8))
async def test_commands_presses_link_breaks_and_gateway_faults_at_random_leave_a_true_position(
    rig: Rig, seed: int
) -> None:
    async with rig.known() as shutter:
        life = Life(rig, shutter, random.Random(seed))
        await life.go([life.command, life.settle, life.wall, life.break_link, life.reboot, life.ignore])
        rig.gateway.faults = Faults()
        await later(10.0)
        await shutter.stop()
        assert rig.is_off()
        await shutter.open_fully()
        await shutter.wait_settled()
        assert (shutter.position, rig.motor.position) == (100.0, 100.0)
        assert shutter.confidence is Confidence.KNOWN


def test_the_position_is_as_accurate_as_promised() -> None:
    result = run(seed=2, rounds=1)
    assert result.median < 1.5
    assert result.p95 < 4.0
    assert result.exact
    assert result.full_runs > 0
