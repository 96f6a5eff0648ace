"""From a click to the relay, and from a wall switch to the screen."""

from __future__ import annotations

import asyncio
import random
from statistics import median

from ipcom.model.address import OutputAddress
from ipcom.simulator import Cause, World

from .errors import DemoError
from .figures import Finding, latencies
from .fittings import Fitting
from .home import Home
from .watch import StateWatch, shows

CLICK_TARGET = "median 2 ms"
CLICK_FAILS_S = 0.05
PRESS_TARGET = "median 175 ms, worst 360 ms"
PRESS_FAILS_S = 0.4
"""A busy machine and the luck of twenty samples may miss a target; beyond these something is broken."""
POLL_S = 0.35
REST_S = 0.5
"""Between two samples: the state is quiet, and the next comes at any moment of a poll."""
PATIENCE_S = 5.0

SEED = 7


async def click_lights(home: Home, watch: StateWatch, samples: int) -> Finding:
    """Click lights in Home Assistant, one after the other; each must switch its relay in the house."""
    seconds = [await _click(home, watch, thing) for thing in await _rounds(home, samples)]
    ok = median(seconds) < CLICK_FAILS_S
    return latencies("click to the gateway's relay", seconds, CLICK_TARGET, ok=ok)


async def press_switches(home: Home, watch: StateWatch, samples: int) -> Finding:
    """Press wall switches in the house; each must show in Home Assistant's state."""
    seconds = [await _press(home, watch, thing) for thing in await _rounds(home, samples)]
    ok = max(seconds) < PRESS_FAILS_S
    return latencies("wall switch to Home Assistant", seconds, PRESS_TARGET, ok=ok)


async def _rounds(home: Home, samples: int) -> list[Fitting]:
    """Return as many lights as samples are wanted, no two in a row the same."""
    lights = home.fittings.lights
    return [lights[number % len(lights)] for number in range(samples)]


async def _click(home: Home, watch: StateWatch, thing: Fitting) -> float:
    await _rest()
    world, turn_on = home.house.world, not home.house.world.is_on(thing.address)
    shown = watch.next(thing.entity_id, shows("on" if turn_on else "off"))
    clicked = world.now()
    await home.live.act(f"light.turn_{'on' if turn_on else 'off'}", thing.entity_id)
    switched = _switched(world, thing.address, clicked)
    if world.is_on(thing.address) is not turn_on:
        raise DemoError(f"{thing.entity_id} was clicked, but its relay did not switch")
    await _in_time(shown, f"{thing.entity_id} after a click")
    return switched - clicked


async def _press(home: Home, watch: StateWatch, thing: Fitting) -> float:
    await _rest()
    turn_on = not home.house.world.is_on(thing.address)
    shown = watch.next(thing.entity_id, shows("on" if turn_on else "off"))
    pressed = asyncio.get_running_loop().time()
    home.house.world.press(thing.address)
    return await _in_time(shown, f"{thing.entity_id} after a press at the wall") - pressed


def _switched(world: World, address: OutputAddress, since: float) -> float:
    """Return when a frame switched this output; the house remembers."""
    for event in reversed(world.history):
        if event.address == address and event.at >= since and event.cause is Cause.BUS:
            return event.at
    raise DemoError(f"output {address} was clicked, but no frame switched it")


async def _in_time(shown: asyncio.Future[float], what: str) -> float:
    try:
        async with asyncio.timeout(PATIENCE_S):
            return await shown
    except TimeoutError:
        raise DemoError(f"Home Assistant did not show {what} within {PATIENCE_S:.0f} s") from None


_moments = random.Random(SEED)


async def _rest() -> None:
    await asyncio.sleep(REST_S + _moments.uniform(0, POLL_S))
