"""The list of gateways, again at each change."""

from typing import Any

from homeassistant.core import HomeAssistant
from pytest_homeassistant_custom_component.common import MockConfigEntry

from tests.integration.homes import Home
from tests.integration.pages import Page, WebSocketMaker


async def test_all_entries_are_followed(
    hass: HomeAssistant, two_buses: Any, hass_ws_client: WebSocketMaker
) -> None:
    home = await Home(hass, two_buses).start()
    page = Page(await hass_ws_client())
    entries = await page.subscribe("ipcom/entries/subscribe")

    async def shows(*wanted: tuple[str, bool, bool]) -> None:
        told: list[tuple[str, bool, bool]] = []
        while told != list(wanted):
            event = await entries.event()
            told = [(each["title"], each["loaded"], each["online"]) for each in event["entries"]]

    await shows(("The house", True, True))
    hass.config_entries.async_update_entry(home.entry, title="Home")
    await shows(("Home", True, True))
    await two_buses.stop()
    await shows(("Home", True, False))
    await two_buses.start()
    await shows(("Home", True, True))
    await hass.config_entries.async_unload(home.entry.entry_id)
    await shows(("Home", False, False))
    await hass.config_entries.async_setup(home.entry.entry_id)
    await shows(("Home", True, True))
    await Home(hass, two_buses, bus=2).start()
    await shows(("Home", True, True), ("The house", True, True))
    await hass.config_entries.async_remove(home.entry.entry_id)
    await shows(("The house", True, True))
    sun = MockConfigEntry(domain="sun")
    sun.add_to_hass(hass)
    hass.config_entries.async_update_entry(sun, title="Not ours")
    await entries.end()
    hass.config_entries.async_update_entry(hass.config_entries.async_entries("ipcom")[0], title="Other")
    assert (await page.ask("ping"))["type"] == "pong"
