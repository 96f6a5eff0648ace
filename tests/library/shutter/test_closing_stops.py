"""A stop that is under way when its shutter closes, or its caller goes, counts from when it was asked for."""

import asyncio

import pytest

from ipcom.shutter.shutter import Shutter
from ipcom.simulator.faults import Faults
from tests.library.shutter.shutter_rig import PAIR, Rig, later

pytestmark = pytest.mark.virtual_time


async def stop_that_cannot_leave(rig: Rig, shutter: Shutter) -> asyncio.Future[None]:
    """It was asked for while the link still stood."""
    rig.press("up")
    await later(1.0)
    rig.gateway.faults = Faults(silent_after=0)
    stopping = asyncio.ensure_future(shutter.stop())
    await later(8.0)
    return stopping


async def person_moves_it_after_the_longest_run(rig: Rig) -> None:
    """A stop does not concern what moves a second after the longest run."""
    rig.press("stop")
    rig.press("up")
    await later(PAIR.max_run - 6.0)
    rig.gateway.faults = Faults()
    await later(5.0)


async def test_a_shutter_that_closes_waits_for_its_stop_and_asks_for_no_other(rig: Rig) -> None:
    async with rig.shutter() as shutter:
        stopping = await stop_that_cannot_leave(rig, shutter)
        closing_at = asyncio.get_running_loop().time()
    assert asyncio.get_running_loop().time() < closing_at + 3.0
    await person_moves_it_after_the_longest_run(rig)
    assert rig.world.is_on(PAIR.up)
    await asyncio.gather(stopping, return_exceptions=True)


async def test_a_stop_whose_caller_gave_up_is_asked_for_once(rig: Rig) -> None:
    async with rig.shutter() as shutter:
        stopping = await stop_that_cannot_leave(rig, shutter)
        stopping.cancel()
        await person_moves_it_after_the_longest_run(rig)
        assert rig.world.is_on(PAIR.up)


async def test_a_stop_that_is_under_way_ends_the_run_before_its_shutter_has_closed(rig: Rig) -> None:
    async with rig.known() as shutter:
        await shutter.open_fully()
        await later(2.0)
        stopping = asyncio.ensure_future(shutter.stop())
        await asyncio.sleep(0)
    assert rig.is_off()
    await stopping
