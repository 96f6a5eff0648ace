"""Wall buttons that are pressed, held and let go by a person at a page."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from ipcom.model.address import OutputAddress
from ipcom.simulator import House, SimulatedGateway, WallButton
from ipcom.simulator.house.dimmer import HELD
from ipcom.simulator.page.held_buttons import HeldButtons
from tests.library.simulator.simulator_rig import DIMMER, LEFT, LIGHT

pytestmark = pytest.mark.virtual_time

BELL = OutputAddress(1, 8)


@pytest.fixture
async def house() -> AsyncIterator[House]:
    async with SimulatedGateway(listen=False) as gateway:
        yield gateway.house


async def press(held: HeldButtons, house: House, seconds: float, address: OutputAddress = LIGHT) -> None:
    held.press(house.world, address)
    await asyncio.sleep(seconds)
    held.release(house.world, address)


async def run(held: HeldButtons, house: House, seconds: float, button: WallButton) -> None:
    held.press_shutter(house.world, LEFT.up, button)
    await asyncio.sleep(seconds)
    held.release(house.world, LEFT.up, button)


@pytest.mark.parametrize("seconds", [0.01, 5.0])
async def test_a_lamp_toggles_as_soon_as_its_button_is_down(house: House, seconds: float) -> None:
    held = HeldButtons()
    held.press(house.world, LIGHT)
    assert house.world.is_on(LIGHT)
    await asyncio.sleep(seconds)
    held.release(house.world, LIGHT)
    assert house.world.is_on(LIGHT)
    await press(held, house, seconds)
    assert not house.world.is_on(LIGHT)


async def test_a_button_that_is_down_is_not_pressed_again(house: House) -> None:
    """A key that repeats sends many presses."""
    held = HeldButtons()
    for _ in range(4):
        held.press(house.world, LIGHT)
    assert house.world.is_on(LIGHT)


async def test_a_dimmer_toggles_after_a_short_press(house: House) -> None:
    held = HeldButtons()
    held.press(house.world, DIMMER)
    assert house.world.value(DIMMER) == 0
    await asyncio.sleep(0.1)
    held.release(house.world, DIMMER)
    assert house.world.value(DIMMER) == 100


async def test_a_dimmer_that_is_held_ramps_until_it_is_let_go(house: House) -> None:
    held = HeldButtons()
    held.press(house.world, DIMMER)
    await asyncio.sleep(1.4)
    assert house.world.value(DIMMER) == HELD
    held.release(house.world, DIMMER)
    assert house.world.value(DIMMER) == 25
    await asyncio.sleep(10)
    assert house.world.value(DIMMER) == 25
    await press(held, house, 0.8, DIMMER)
    assert house.world.value(DIMMER) == 15


async def test_a_dimmer_that_is_held_for_long_stays_at_its_end(house: House) -> None:
    held = HeldButtons()
    await press(held, house, 60.0, DIMMER)
    assert house.world.value(DIMMER) == 100
    await press(held, house, 60.0, DIMMER)
    assert house.world.value(DIMMER) == 1


async def test_how_long_a_button_is_held_does_not_depend_on_the_speed_of_the_house(house: House) -> None:
    house.speed = 100
    await press(HeldButtons(), house, 0.1, DIMMER)
    assert house.world.value(DIMMER) == 100


async def test_a_shutter_runs_on_after_a_short_press_and_stops_by_its_button(house: House) -> None:
    held = HeldButtons()
    await run(held, house, 0.1, WallButton.DOWN)
    await asyncio.sleep(5)
    assert house.world.is_on(LEFT.down)
    await run(held, house, 0.1, WallButton.STOP)
    assert not house.world.is_on(LEFT.down)


async def test_a_shutter_runs_only_while_its_button_is_held(house: House) -> None:
    held = HeldButtons()
    await run(held, house, 3.9, WallButton.DOWN)
    assert not house.world.is_on(LEFT.down)
    await asyncio.sleep(1)
    assert house.world.shutters[LEFT].position == pytest.approx(80, abs=0.5)


async def test_a_page_that_is_gone_holds_nothing(house: House) -> None:
    held = HeldButtons()
    held.press(house.world, DIMMER)
    held.press_shutter(house.world, LEFT.up, WallButton.DOWN)
    await asyncio.sleep(1)
    held.release_all()
    assert house.world.value(DIMMER) == 15
    assert not house.world.is_on(LEFT.down)
    held.release(house.world, DIMMER)
    assert house.world.value(DIMMER) == 15


async def test_two_pages_hold_different_buttons(house: House) -> None:
    one, other = HeldButtons(), HeldButtons()
    one.press_shutter(house.world, LEFT.up, WallButton.DOWN)
    other.press(house.world, BELL)
    other.release_all()
    assert house.world.is_on(LEFT.down)
    one.release_all()
