"""Impulse relays: on once for their pulse, whatever is clicked or lost."""

import asyncio
from typing import Any

import pytest
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError

from tests.integration.homes import Home, at, until
from tests.integration.kinds_house import start_kinds, written
from tests.integration.simulated import Faults

BELL, OPENER = "button.bell", "button.opener"


@pytest.fixture
async def home(hass: HomeAssistant, gateway: Any) -> Home:
    return await start_kinds(hass, gateway)


async def press(home: Home, entity_id: str = BELL) -> None:
    await home.call("button", "press", entity_id)


def took(home: Home, place: str) -> float:
    on, off = (event.at for event in home.world.history if event.address == at(place))
    return float(off - on)


async def test_a_press_is_one_pulse_of_half_a_second(home: Home) -> None:
    await press(home)
    assert written(home, "2/1") == [255, 0]
    assert took(home, "2/1") == pytest.approx(0.5, abs=0.1)
    assert home.state(BELL) not in ("unknown", "unavailable")


async def test_the_pulse_has_the_length_that_its_owner_gave(home: Home) -> None:
    await press(home, OPENER)
    assert took(home, "2/2") == pytest.approx(2.0, abs=0.1)


async def test_a_double_click_is_one_press(home: Home) -> None:
    await asyncio.gather(press(home), press(home))
    assert written(home, "2/1") == [255, 0]
    await press(home)
    assert written(home, "2/1") == [255, 0, 255, 0]


async def test_a_pulse_whose_frame_is_lost_is_told_and_never_sent_again(home: Home) -> None:
    home.gateway.faults = Faults(ignore_writes_percent=100.0)
    with pytest.raises(HomeAssistantError, match="never showed the output on"):
        await press(home)
    home.gateway.faults = Faults()
    await asyncio.sleep(5)
    assert written(home, "2/1") == []


async def test_a_break_during_the_pulse_ends_it_and_sends_no_second_one(home: Home) -> None:
    pressing = home.hass.async_create_task(press(home, OPENER))
    await until(lambda: home.world.is_on(at("2/2")))
    home.gateway.drop_connections()
    await asyncio.gather(pressing, return_exceptions=True)
    await until(lambda: not home.world.is_on(at("2/2")))
    await asyncio.sleep(3)
    assert written(home, "2/2") == [255, 0]


async def test_a_relay_that_is_held_at_the_wall_is_not_pulsed(home: Home) -> None:
    home.gateway.press(at("2/1"))
    await asyncio.sleep(1)
    with pytest.raises(HomeAssistantError, match="on already"):
        await press(home)
    assert written(home, "2/1") == [255]


async def test_a_caller_who_gives_up_leaves_the_pulse_alone(home: Home) -> None:
    caller = home.hass.async_create_task(press(home, OPENER))
    await until(lambda: home.world.is_on(at("2/2")))
    caller.cancel()
    await until(lambda: not home.world.is_on(at("2/2")))
    assert took(home, "2/2") == pytest.approx(2.0, abs=0.1)


async def test_unloading_the_entry_ends_a_pulse(home: Home) -> None:
    pressing = home.hass.async_create_task(press(home, OPENER))
    await until(lambda: home.world.is_on(at("2/2")))
    assert await home.hass.config_entries.async_unload(home.entry.entry_id)
    assert not home.world.is_on(at("2/2"))
    await asyncio.gather(pressing, return_exceptions=True)
