"""How far the estimated position of a shutter is from the truth: in virtual time, against the simulated motor.

A round is ten motors, each up to 2 % faster or slower than configured, that make twenty random
partial moves each; three in ten are made at the wall, 0.7 s or longer. On average every fourth move is a full
run, at random: the worst errors are those after a dozen partial moves in a row. Ten rounds even out the luck.
Run it alone with `python -m benchmarks.accuracy [SEED]`.
"""

from __future__ import annotations

import asyncio
import random
import sys
from dataclasses import dataclass, field
from statistics import median

from ipcom.client.client import IPComClient
from ipcom.model.address import OutputAddress
from ipcom.model.devices import Devices
from ipcom.model.shutter_pair import ShutterPair
from ipcom.shutter.confidence import Confidence
from ipcom.shutter.shutter import Shutter
from ipcom.shutter.travel_times import TravelTimes
from ipcom.simulator.gateway import SimulatedGateway
from ipcom.simulator.house import House
from ipcom.simulator.layout import Layout
from ipcom.simulator.motor import Motor, MotorSpec
from ipcom.simulator.virtual_time import LoopClock, run_virtual

ROUNDS, MOTORS, MOVES = 10, 10, 20
TRAVEL_S, OFF_BY = 20.0, 0.02
RELAY_DELAY_S = (0.02, 0.08)
AT_WALL, FULL_RUN = 0.3, 0.25
SHORTEST_WALL_MOVE_S = 0.7
PAIR = ShutterPair(up=OutputAddress(1, 1), down=OutputAddress(1, 2))
TIMES = TravelTimes(up=TRAVEL_S, down=TRAVEL_S)

MEDIAN_TARGET, P95_TARGET = 1.5, 4.0


@dataclass(slots=True)
class Accuracy:
    """Errors in points of position, of the estimate against the motor; and the full runs."""

    errors: list[float] = field(default_factory=list)
    full_runs: int = 0
    exact_full_runs: int = 0

    @property
    def median(self) -> float:
        return median(self.errors)

    @property
    def p95(self) -> float:
        return sorted(self.errors)[int(0.95 * (len(self.errors) - 1))]

    @property
    def worst(self) -> float:
        return max(self.errors)

    @property
    def ok(self) -> bool:
        exact = self.exact_full_runs == self.full_runs
        return self.median < MEDIAN_TARGET and self.p95 < P95_TARGET and exact


@dataclass(slots=True)
class _Trial:
    """One motor."""

    rng: random.Random
    gateway: SimulatedGateway
    motor: Motor
    shutter: Shutter
    result: Accuracy

    async def go(self) -> None:
        await self._full_run()
        moves = 0
        while moves < MOVES:
            if self.rng.random() < FULL_RUN:
                await self._full_run()
                continue
            await (self._wall_move() if self.rng.random() < AT_WALL else self._command())
            self.result.errors.append(abs((self.shutter.position or 0.0) - self.motor.position))
            moves += 1

    async def _full_run(self) -> None:
        await (self.shutter.open_fully() if self.rng.random() < 0.5 else self.shutter.close_fully())
        await self.shutter.wait_settled()
        await self._rest()
        known = self.shutter.confidence is Confidence.KNOWN
        exact = known and self.shutter.position == self.motor.position in (0.0, 100.0)
        self.result.full_runs += 1
        self.result.exact_full_runs += exact

    async def _command(self) -> None:
        await self.shutter.set_position(self.rng.uniform(1.0, 99.0))
        await self.shutter.wait_settled()
        await self._rest()

    async def _wall_move(self) -> None:
        up = self.rng.random() < (100.0 - self.motor.position) / 100.0
        way = (100.0 - self.motor.position if up else self.motor.position) / 100.0 * TRAVEL_S
        self.gateway.press_shutter(PAIR, "up" if up else "down")
        await asyncio.sleep(self.rng.uniform(SHORTEST_WALL_MOVE_S, max(SHORTEST_WALL_MOVE_S, way)))
        self.gateway.press_shutter(PAIR, "stop")
        await self._rest()

    async def _rest(self) -> None:
        await asyncio.sleep(self.rng.uniform(2.0, 3.0))


def run(seed: int = 1, rounds: int = ROUNDS) -> Accuracy:
    """200 partial moves a round; the same seed gives the same figures."""
    rng, result = random.Random(seed), Accuracy()
    for _ in range(MOTORS * rounds):
        run_virtual(_try_motor(rng, result))
    return result


def rows(result: Accuracy) -> list[tuple[str, str, str, bool]]:
    """What was measured, the figure, its target, and whether it is met."""
    full = f"{result.exact_full_runs} of {result.full_runs}"
    return [
        (
            f"shutter position, median of {len(result.errors)} errors",
            f"{result.median:.2f} points",
            "below 1.5",
            result.median < 1.5,
        ),
        ("shutter position, 95 % of errors below", f"{result.p95:.2f} points", "below 4", result.p95 < 4.0),
        ("shutter position, worst error", f"{result.worst:.2f} points", "", True),
        ("exactly 0 or 100 after a full run", full, "all", result.exact_full_runs == result.full_runs),
    ]


async def _try_motor(rng: random.Random, result: Accuracy) -> None:
    house = _house(rng)
    gateway = SimulatedGateway(house, listen=False, rng=random.Random(rng.random()))
    async with gateway, _client(gateway, rng) as client, Shutter(client, PAIR, travel=TIMES) as shutter:
        await _Trial(rng, gateway, house.world.shutters[PAIR], shutter, result).go()


def _house(rng: random.Random) -> House:
    up, down = (TRAVEL_S * rng.uniform(1.0 - OFF_BY, 1.0 + OFF_BY) for _ in range(2))
    layout = Layout(shutters={PAIR: MotorSpec(up_s=up, down_s=down, position=rng.uniform(0.0, 100.0))})
    house = House({1: layout}, {1: Devices(())})
    house.world.relay_delay = lambda: rng.uniform(*RELAY_DELAY_S)
    return house


def _client(gateway: SimulatedGateway, rng: random.Random) -> IPComClient:
    return IPComClient(
        "simulated",
        username=gateway.username,
        password=gateway.password,
        shutters=[PAIR],
        clock=LoopClock(),
        rng=random.Random(rng.random()),
        connector=gateway.connector,
    )


def main() -> int:
    result = run(int(sys.argv[1]) if len(sys.argv) > 1 else 1)
    for what, figure, target, met in rows(result):
        print(f"{what:<40} {figure:>14}  {target:<10} {'' if met else 'MISSED'}")
    return 0 if result.ok else 1


if __name__ == "__main__":
    sys.exit(main())
