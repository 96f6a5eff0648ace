"""A house that is set up by hand, with everything that an entry can hold; and the same from what was stored of it."""

import asyncio
from collections.abc import Mapping
from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er
from pytest_homeassistant_custom_component.common import MockConfigEntry

from tests.integration.files import put_in_folder
from tests.integration.restored import async_remember

DOMAIN = "ipcom"
DEVICES = """\
lights:
  kitchen: {module: 3, output: 4, type: light, display_name: "Kitchen"}
  living: {module: 6, output: 1, type: dimmer, display_name: "Living room"}
switches:
  coffee: {module: 4, output: 5, type: switch, display_name: "Coffee machine", device_class: outlet}
  garden: {module: 4, output: 6, type: switch, display_name: "Garden"}
shutters:
  living_left_d: {module: 5, output: 1, type: switch, display_name: "Living left",
                  relay_role: down, paired_device: living_left_u}
  living_left_u: {module: 5, output: 2, type: switch, display_name: "Living left",
                  relay_role: up, paired_device: living_left_d}
  living_right_d: {module: 5, output: 3, type: switch, display_name: "Living right",
                  relay_role: down, paired_device: living_right_u}
  living_right_u: {module: 5, output: 4, type: switch, display_name: "Living right",
                  relay_role: up, paired_device: living_right_d}
"""
SETTINGS = {
    "poll_interval_ms": 300,
    "keep_alive_s": 20,
    "fallback_interval_s": 60,
    "full_brightness_on": False,
}
TIMES = {
    "travel_time_up": 21.0,
    "travel_time_down": 19.5,
    "start_delay": 0.2,
    "stop_lag": 0.1,
    "overrun_percent": 6.0,
    "overrun": 1.5,
    "pause": 0.8,
    "tilt_time": 1.2,
    "full_run_first": False,
}
WINDOW = {
    "name": "Window",
    "up_output": "5/6",
    "down_output": "5/5",
    "device_class": "blind",
}
LEFT, RIGHT, BY_HAND = "cover.living_left", "cover.living_right", "cover.window"
DIMMER = "light.living_room"
ENTRY_KEYS = ("version", "minor_version", "title", "unique_id", "data", "options", "subentries")
SUBENTRY_KEYS = ("subentry_type", "title", "unique_id", "data")


async def set_up_by_hand(hass: HomeAssistant, gateway: Any) -> Any:
    """Set the entry up through the forms, as a person does; return it."""
    put_in_folder(hass, DEVICES)
    flows = hass.config_entries.flow
    access = {"host": "localhost", "port": gateway.port, "username": "demo", "password": "demo"}
    flow: Any = await flows.async_init(DOMAIN, context={"source": "user"})
    flow = await flows.async_configure(flow["flow_id"], {**access, "bus": 1, "bus_type": "minido"})
    flow = await flows.async_configure(flow["flow_id"], {"next_step_id": "import_folder"})
    flow = await flows.async_configure(flow["flow_id"], {})
    await hass.async_block_till_done()
    entry = flow["result"]
    await _add_cover(hass, entry, WINDOW)
    for cover in (LEFT, BY_HAND):
        await _set_times(hass, entry, cover)
    await _set_options(hass, entry)
    hass.config_entries.async_update_entry(entry, options={**entry.options, "wall_presses": True})
    await hass.async_block_till_done()
    return entry


async def _add_cover(hass: HomeAssistant, entry: Any, wiring: Mapping[str, Any]) -> None:
    flows = hass.config_entries.subentries
    flow = await flows.async_init((entry.entry_id, "cover"), context={"source": "user"})
    await flows.async_configure(flow["flow_id"], dict(wiring))
    await hass.async_block_till_done()


async def _set_times(hass: HomeAssistant, entry: Any, cover: str) -> None:
    row = er.async_get(hass).async_get(cover)
    assert row is not None
    assert row.config_subentry_id is not None
    flows = hass.config_entries.subentries
    context: Any = {"source": "reconfigure", "subentry_id": row.config_subentry_id}
    flow = await flows.async_init((entry.entry_id, "cover"), context=context)
    flow = await flows.async_configure(flow["flow_id"], {"next_step_id": "settings"})
    await flows.async_configure(flow["flow_id"], TIMES)
    await hass.async_block_till_done()


async def _set_options(hass: HomeAssistant, entry: Any) -> None:
    flows = hass.config_entries.options
    flow = await flows.async_init(entry.entry_id)
    flow = await flows.async_configure(flow["flow_id"], {"next_step_id": "settings"})
    await flows.async_configure(flow["flow_id"], SETTINGS)
    await hass.async_block_till_done()


async def live_in_it(hass: HomeAssistant) -> None:
    """Leave one cover known, one estimated and one moving, and a dimmer at 40 %."""
    await _call(hass, "light", "turn_on", DIMMER, brightness_pct=40)
    await _call(hass, "light", "turn_off", DIMMER)
    await _call(hass, "cover", "close_cover", LEFT)
    await _call(hass, "cover", "set_cover_position", BY_HAND, position=60)
    await asyncio.sleep(60)
    await _call(hass, "cover", "set_cover_tilt_position", BY_HAND, tilt_position=50)
    await asyncio.sleep(10)
    await _call(hass, "cover", "open_cover", RIGHT)
    await asyncio.sleep(2)


async def _call(hass: HomeAssistant, domain: str, action: str, entity_id: str, **data: Any) -> None:
    await hass.services.async_call(domain, action, {"entity_id": entity_id, **data}, blocking=True)


def entry_form(entry: Any) -> dict[str, Any]:
    """Return an entry as Home Assistant stores it, without Home Assistant's own fields."""
    stored = entry.as_dict()
    subentries = [{key: each[key] for key in SUBENTRY_KEYS} for each in stored["subentries"]]
    form = {key: stored[key] for key in ENTRY_KEYS} | {
        "subentries": sorted(subentries, key=lambda each: each["unique_id"])
    }
    return {**form, "data": {**form["data"], "port": "the gateway's"}}


def storage_form(entry: Any, storage: Mapping[str, Any]) -> dict[str, Any]:
    """Return the files of the integration, with unique IDs instead of subentry IDs and without times."""
    names = {subentry_id: subentry.unique_id for subentry_id, subentry in entry.subentries.items()}
    return {
        key.replace(entry.entry_id, "ENTRY"): {
            "version": file["version"],
            "data": {names.get(name, name): value for name, value in file["data"].items()},
        }
        for key, file in sorted(storage.items())
        if key.startswith(f"{DOMAIN}.")
    }


class Stored:
    """An entry that an earlier release has stored, in a new Home Assistant."""

    def __init__(self, hass: HomeAssistant, gateway: Any, form: Mapping[str, Any]) -> None:
        self.hass = hass
        self.entry = MockConfigEntry(
            domain=DOMAIN,
            entry_id="ENTRY",
            title=form["title"],
            version=form["version"],
            minor_version=form["minor_version"],
            unique_id=form["unique_id"],
            data={**form["data"], "port": gateway.port},
            options=form["options"],
            subentries_data=[{**each, "subentry_id": each["unique_id"]} for each in form["subentries"]],
        )

    async def remember(
        self, storage: dict[str, Any], files: Mapping[str, Any], levels: Mapping[str, Any]
    ) -> None:
        """Put back the files of the integration, and what Home Assistant keeps of its entities."""
        for key, file in files.items():
            storage[key] = {"minor_version": 1, "key": key, **file}
        await async_remember(self.hass, storage, levels)

    async def start(self) -> None:
        """Load the entry."""
        self.entry.add_to_hass(self.hass)
        assert await self.hass.config_entries.async_setup(self.entry.entry_id)
        await self.hass.async_block_till_done()
