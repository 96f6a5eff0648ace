"""A ticker calls twice a second for as long as there is something to tell."""

from __future__ import annotations

import asyncio

import pytest

from ipcom.shutter.ticker import TICK_S, Ticker

pytestmark = pytest.mark.virtual_time


async def test_a_ticker_goes_on_until_there_is_nothing_to_tell() -> None:
    left = iter([True, True, False])
    ticks: list[float] = []

    def tick() -> bool:
        ticks.append(asyncio.get_running_loop().time())
        return next(left)

    began = asyncio.get_running_loop().time()
    Ticker(tick).start()
    await asyncio.sleep(10.0)
    assert [at - began for at in ticks] == pytest.approx([TICK_S, 2 * TICK_S, 3 * TICK_S])


class Once:
    """Something that is told once, each time that it is started."""

    def __init__(self) -> None:
        self.ticks = 0

    def tick(self) -> bool:
        self.ticks += 1
        return False


async def test_starting_twice_ticks_once() -> None:
    once = Once()
    ticker = Ticker(once.tick)
    ticker.start()
    ticker.start()
    await asyncio.sleep(10.0)
    assert once.ticks == 1


async def test_a_stopped_ticker_may_be_started_again() -> None:
    once = Once()
    ticker = Ticker(once.tick)
    ticker.start()
    ticker.stop()
    ticker.stop()
    await asyncio.sleep(10.0)
    before = once.ticks
    ticker.start()
    await asyncio.sleep(10.0)
    assert [before, once.ticks] == [0, 1]
