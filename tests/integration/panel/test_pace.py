"""What is asked for often is done once in each interval."""

import asyncio
from itertools import pairwise

from homeassistant.core import HomeAssistant

from custom_components.ipcom.panel.pace import Pace

INTERVAL_S = 0.25


async def test_it_is_done_soon_and_then_once_in_each_interval(hass: HomeAssistant) -> None:
    loop, done = hass.loop, list[float]()
    pace = Pace(hass, INTERVAL_S, lambda: done.append(loop.time()))
    begun = loop.time()
    for _ in range(20):
        pace.ask()
    assert not done
    await asyncio.sleep(0.01)
    assert len(done) == 1
    for _ in range(100):
        pace.ask()
        await asyncio.sleep(0.01)
    assert 4 <= len(done) <= 6
    assert all(later - earlier >= INTERVAL_S - 0.001 for earlier, later in pairwise(done))
    await asyncio.sleep(2 * INTERVAL_S)
    count = len(done)
    await asyncio.sleep(2 * INTERVAL_S)
    assert len(done) == count
    assert done[0] - begun < INTERVAL_S


async def test_what_is_asked_for_while_it_is_done_is_done_again(hass: HomeAssistant) -> None:
    done = list[float]()

    def act() -> None:
        done.append(hass.loop.time())
        if len(done) == 1:
            pace.ask()

    pace = Pace(hass, INTERVAL_S, act)
    pace.ask()
    await asyncio.sleep(3 * INTERVAL_S)
    assert len(done) == 2


async def test_it_is_not_done_after_the_end(hass: HomeAssistant) -> None:
    done = list[float]()
    pace = Pace(hass, INTERVAL_S, lambda: done.append(hass.loop.time()))
    pace.end()
    pace.ask()
    pace.end()
    await asyncio.sleep(2 * INTERVAL_S)
    assert not done
