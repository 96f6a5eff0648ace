"""What the activity of a thing says of changes from outside, in the words of the home's language."""

from collections.abc import Callable
from typing import Any

import pytest
from homeassistant.core import Event, HomeAssistant
from homeassistant.helpers.translation import async_get_translations
from homeassistant.setup import async_setup_component

from custom_components.ipcom.logbook import async_describe_events
from tests.integration.homes import Home

LANGUAGES = ("de", "en", "fr", "nl")


def description(hass: HomeAssistant, *, bus_timer: bool) -> dict[str, str]:
    described: dict[str, Callable[[Event[Any]], dict[str, str]]] = {}

    def take(domain: str, event_type: str, describe: Callable[[Event[Any]], dict[str, str]]) -> None:
        assert domain == "ipcom"
        described[event_type] = describe

    async_describe_events(hass, take)
    data = {"outputs": ["3/4"], "bus_timer": bus_timer}
    return described["ipcom_outside_change"](Event("ipcom_outside_change", data))


async def test_a_change_from_outside_has_its_words(home: Home) -> None:
    assert description(home.hass, bus_timer=False) == {
        "name": "something outside Home Assistant",
        "message": "(wall switch, another app or the bus)",
        "icon": "mdi:gesture-tap-button",
    }


async def test_a_bus_timer_has_its_words(home: Home) -> None:
    assert description(home.hass, bus_timer=True) == {
        "name": "a timer of the bus",
        "message": "(after a time that was seen before)",
        "icon": "mdi:timer-outline",
    }


@pytest.mark.parametrize("language", LANGUAGES)
async def test_each_language_has_its_own_words(home: Home, language: str) -> None:
    home.hass.config.language = language
    await async_get_translations(home.hass, language, "selector", ["ipcom"])
    said = (description(home.hass, bus_timer=bus_timer) for bus_timer in (False, True))
    words = [each[key] for each in said for key in ("name", "message")]
    assert len(set(words)) == 4
    assert all(" " in each for each in words), "a key is shown instead of words"


async def test_home_assistants_logbook_takes_the_description(home: Home) -> None:
    home.hass.config.components.update({"recorder", "frontend"})
    assert await async_setup_component(home.hass, "logbook", {})
    await home.hass.async_block_till_done()
    domain, describe = home.hass.data["logbook"].external_events["ipcom_outside_change"]
    assert domain == "ipcom"
    event = Event("ipcom_outside_change", {"outputs": ["3/4"], "bus_timer": False})
    assert describe(event)["name"] == "something outside Home Assistant"
