"""What the frontend shows after clicks and drags, also while the gateway is slow, late or deaf."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from homeassistant.core import Event, callback
from homeassistant.exceptions import HomeAssistantError

from tests.integration.homes import Home, at, until
from tests.integration.simulated import Faults

LAMP, DIMMER = "light.kitchen", "light.living_room"


@contextmanager
def shown(home: Home, entity_id: str) -> Iterator[list[str]]:
    """Collect the states that an entity goes through."""
    states: list[str] = []

    @callback
    def note(event: Event[Any]) -> None:
        if event.data["entity_id"] == entity_id:
            states.append(event.data["new_state"].state)

    unsubscribe = home.hass.bus.async_listen("state_changed", note)
    yield states
    unsubscribe()


@pytest.mark.parametrize("lamp", [LAMP, DIMMER])
@pytest.mark.parametrize(
    "faults",
    [
        Faults(late_writes_s=0.3),
        Faults(late_writes_s=1.2),
        Faults(delay_s=0.3),
        Faults(delay_s=0.2, jitter_s=0.3, late_writes_s=0.3),
        Faults(write_reply_s=0.4, late_writes_s=0.3),
        Faults(duplicate_percent=100, extra_snapshot_percent=100, late_writes_s=0.3),
    ],
)
async def test_one_click_is_one_change_however_late_the_gateway_is(
    home: Home, faults: Any, lamp: str
) -> None:
    home.gateway.faults = faults
    with shown(home, lamp) as states:
        await home.light("turn_on", lamp)
        await asyncio.sleep(3)
        assert states == ["on"]
        await home.light("turn_off", lamp)
        await asyncio.sleep(3)
    assert states == ["on", "off"]


async def test_a_click_shows_at_once(home: Home) -> None:
    home.gateway.faults = Faults(delay_s=0.3, late_writes_s=0.5)
    click = home.hass.async_create_task(home.light("turn_on", LAMP))
    assert await home.shows(LAMP, "on") < 0.1
    await click


@pytest.mark.parametrize("lamp", [LAMP, DIMMER])
async def test_a_deaf_gateway_takes_the_click_back_once_and_says_so(home: Home, lamp: str) -> None:
    home.gateway.faults = Faults(ignore_writes_percent=100)
    with shown(home, lamp) as states:
        with pytest.raises(HomeAssistantError) as failure:
            await home.light("turn_on", lamp)
        await asyncio.sleep(3)
    assert states == ["on", "off"]
    assert failure.value.translation_key == "output_unseen"


async def test_a_dragged_slider_shows_no_error_and_ends_where_it_was_let_go(home: Home) -> None:
    levels = [*range(5, 100, 5), 42]
    with shown(home, DIMMER) as states:
        drags = []
        for level in levels:
            drags.append(home.hass.async_create_task(home.light("turn_on", DIMMER, brightness_pct=level)))
            await asyncio.sleep(0.1)
        await asyncio.gather(*drags)
        await asyncio.sleep(3)
    assert home.world.value(at("6/1")) == 42
    assert round(home.attribute(DIMMER, "brightness") / 255 * 100) == 42
    assert set(states) == {"on"}


async def test_clicks_in_a_row_end_as_the_last_one(home: Home) -> None:
    home.gateway.faults = Faults(late_writes_s=0.3)
    with shown(home, LAMP) as states:
        clicks = []
        for action in ("turn_on", "turn_off") * 3:
            clicks.append(home.hass.async_create_task(home.light(action, LAMP)))
            await asyncio.sleep(0.2)
        await asyncio.gather(*clicks)
        await asyncio.sleep(3)
    assert states == ["on", "off"] * 3
    assert not home.world.is_on(at("3/4"))


async def test_a_scene_is_one_change_for_each_lamp(home: Home) -> None:
    home.gateway.faults = Faults(late_writes_s=0.3)
    lamps = [LAMP, "light.hall", "light.porch", DIMMER]
    states: list[tuple[str, str]] = []
    home.hass.bus.async_listen(
        "state_changed", lambda e: states.append((e.data["entity_id"], e.data["new_state"].state))
    )
    await home.hass.services.async_call("light", "turn_on", {"entity_id": lamps}, blocking=True)
    await asyncio.sleep(2)
    assert sorted(states) == sorted((lamp, "on") for lamp in lamps)


async def test_every_percent_of_the_slider_arrives_as_that_percent(home: Home) -> None:
    for percent in range(1, 101):
        await home.light("turn_on", DIMMER, brightness_pct=percent)
        assert home.world.value(at("6/1")) == percent
        assert round(home.attribute(DIMMER, "brightness") / 255 * 100) == percent
    await until(lambda: home.state(DIMMER) == "on")
