"""The occupant presses the same buttons on the same days."""

from __future__ import annotations

import asyncio
import random

import pytest

from ipcom.model.devices import Devices
from ipcom.simulator import House, SimulatedGateway
from ipcom.simulator.house.occupant_day import AWAKE_S, HOUR_S, Press, ShutterPress, day
from ipcom.simulator.house.world import Cause, WallButton
from ipcom.simulator.occupant import live
from tests.library.simulator.simulator_rig import LEFT

DEVICES = House.demo().devices


def test_shutters_go_up_in_the_morning_and_down_in_the_evening() -> None:
    presses = [press for press in day(DEVICES, random.Random(1)) if isinstance(press, ShutterPress)]
    assert [press.button for press in presses] == [WallButton.UP] * 3 + [WallButton.DOWN] * 3
    assert 7 * HOUR_S < presses[0].at_s < 9 * HOUR_S
    assert 20 * HOUR_S < presses[-1].at_s < 22 * HOUR_S


def test_lights_are_pressed_while_the_occupant_is_awake_and_dimmers_sometimes_held() -> None:
    presses = [press for press in day(DEVICES, random.Random(1)) if isinstance(press, Press)]
    assert len(presses) == 120
    assert all(AWAKE_S[0] <= press.at_s <= AWAKE_S[1] for press in presses)
    assert any(press.held_s > 0.4 for press in presses)


def test_the_day_is_in_order_and_the_same_for_the_same_seed() -> None:
    presses = day(DEVICES, random.Random(1))
    assert presses == day(DEVICES, random.Random(1))
    assert presses != day(DEVICES, random.Random(2))
    assert list(presses) == sorted(presses, key=lambda press: press.at_s)


def test_nothing_happens_in_an_empty_house() -> None:
    assert day(Devices(), random.Random(1)) == ()


@pytest.mark.virtual_time
async def test_two_days_pass_in_twenty_minutes() -> None:
    async with SimulatedGateway(listen=False) as gateway:
        living = asyncio.create_task(live(gateway.house, random.Random(1), day_s=600.0, begin_s=0.0))
        await asyncio.sleep(1200)
        living.cancel()
        await asyncio.gather(living, return_exceptions=True)
        world = gateway.house.world
        lefts = [event for event in world.history if event.address in LEFT.addresses]
        assert {event.cause for event in world.history} == {Cause.WALL}
        assert len(world.history) > 200
        assert len(lefts) == 8
        assert world.shutters[LEFT].position == 0.0


@pytest.mark.virtual_time
async def test_a_day_that_begins_late_leaves_out_the_morning() -> None:
    async with SimulatedGateway(listen=False) as gateway:
        living = asyncio.create_task(
            live(gateway.house, random.Random(1), day_s=600.0, begin_s=22.9 * HOUR_S)
        )
        await asyncio.sleep(5)
        living.cancel()
        await asyncio.gather(living, return_exceptions=True)
        assert len(gateway.house.world.history) < 5
