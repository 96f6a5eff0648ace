"""What Home Assistant stores and shows of the integration keeps its form: `tests/fixtures/recorded/home_assistant`."""

import json
import logging
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from homeassistant.core import HomeAssistant
from homeassistant.helpers import device_registry as dr
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers import issue_registry as ir
from homeassistant.helpers import restore_state
from homeassistant.loader import async_get_integration
from homeassistant.setup import async_setup_component
from pytest_homeassistant_custom_component.common import MockConfigEntry, get_system_health_info

from custom_components.ipcom.diagnostics import (
    async_get_config_entry_diagnostics,
    async_get_device_diagnostics,
)
from tests.integration.files import put_in_folder
from tests.integration.homes import until
from tests.integration.kept_house import (
    BY_HAND,
    DEVICES,
    DIMMER,
    DOMAIN,
    LEFT,
    RIGHT,
    Stored,
    entry_form,
    live_in_it,
    set_up_by_hand,
    storage_form,
)
from tests.integration.registries import device_of, state_of
from tests.integration.simulated import OutputAddress
from tests.recorded import Recorded, but_for, sort

PLACE = "home_assistant"
ROW = (
    *("entity_id", "unique_id", "platform", "translation_key", "original_name", "device_class"),
    *("original_device_class", "entity_category", "has_entity_name", "capabilities", "supported_features"),
    *("unit_of_measurement", "disabled_by"),
)
ATTRIBUTES = (
    *("friendly_name", "device_class", "state_class", "supported_features", "supported_color_modes"),
    *("current_position", "current_tilt_position", "brightness"),
)


@pytest.fixture
async def stored(
    hass: HomeAssistant, gateway: Any, hass_storage: dict[str, Any], recorded: Recorded
) -> Stored:
    """The house of an earlier release, loaded; the motor that was moving still moves."""
    gateway.press_shutter(gateway.house.devices.shutters[1].pair, "up")
    house = Stored(hass, gateway, recorded.read(f"{PLACE}/entry"))
    await house.remember(
        hass_storage, recorded.read(f"{PLACE}/storage"), recorded.read(f"{PLACE}/restore_state")
    )
    await house.start()
    await until(lambda: state_of(hass, RIGHT).state == "unknown", 5)
    return house


# -- what is written -----------------------------------------------------------


async def test_entry_storage_and_restored_state_are_written_in_this_form(
    hass: HomeAssistant, gateway: Any, hass_storage: dict[str, Any], recorded: Recorded
) -> None:
    entry = await set_up_by_hand(hass, gateway)
    await live_in_it(hass)
    recorded.holds(f"{PLACE}/entry", entry_form(entry))
    files = storage_form(entry, hass_storage)
    recorded.holds(f"{PLACE}/storage_form", but_for(files, "at", "position", "tilt"))
    recorded.keeps(f"{PLACE}/storage.json", json.dumps(files, indent=2) + "\n")
    extra = {
        each.state.entity_id: each.extra_data.as_dict()
        for each in restore_state.async_get(hass).async_get_stored_states()
        if each.extra_data is not None and each.state.entity_id.startswith(("light.", "cover."))
    }
    recorded.holds(f"{PLACE}/restore_state", extra)


async def test_an_entry_from_yaml_is_written_in_this_form(
    hass: HomeAssistant, gateway: Any, recorded: Recorded
) -> None:
    put_in_folder(hass, DEVICES)
    block = {"host": "127.0.0.1", "port": gateway.port, "username": "demo", "password": "demo"}
    config = {DOMAIN: {**block, "scan_interval": 25, "cli_path": "tools/ipcom_cli.py"}}
    assert await async_setup_component(hass, DOMAIN, config)
    await hass.async_block_till_done()
    (entry,) = hass.config_entries.async_entries(DOMAIN)
    await until(lambda: "proven" in entry.data)
    form = entry_form(entry)
    form["data"]["yaml_source"] = form["data"]["yaml_source"].replace(str(gateway.port), "PORT")
    recorded.holds(f"{PLACE}/entry_from_yaml", form)


async def test_an_entry_of_the_earlier_integration_becomes_this_form(
    hass: HomeAssistant, gateway: Any, recorded: Recorded
) -> None:
    put_in_folder(hass, DEVICES)
    entry = MockConfigEntry(
        domain=DOMAIN,
        version=1,
        title="IPCom (old)",
        unique_id=f"127.0.0.1:{gateway.port}",
        data={
            "host": "127.0.0.1",
            "port": gateway.port,
            "username": "demo",
            "password": "demo",
            "cli_path": "ipcom/ipcom_cli.py",
            "scan_interval": 10,
        },
    )
    entry.add_to_hass(hass)
    assert await hass.config_entries.async_setup(entry.entry_id)
    form = entry_form(entry)
    form["data"]["yaml_source"] = form["data"]["yaml_source"].replace(str(gateway.port), "PORT")
    recorded.holds(f"{PLACE}/entry_of_version_1", form)


# -- what is read --------------------------------------------------------------


async def test_a_stored_entry_is_the_same_when_it_is_loaded(stored: Stored, recorded: Recorded) -> None:
    assert entry_form(stored.entry) == recorded.read(f"{PLACE}/entry")


async def test_an_entry_of_version_2_becomes_the_same_of_version_3(
    hass: HomeAssistant, gateway: Any, recorded: Recorded
) -> None:
    form = recorded.read(f"{PLACE}/entry_of_version_2")
    house = Stored(hass, gateway, form)
    await house.start()
    assert entry_form(house.entry) == {**form, "version": 3, "minor_version": 1}


async def test_a_stored_entry_makes_these_entities_and_devices(
    hass: HomeAssistant, stored: Stored, recorded: Recorded
) -> None:
    rows = er.async_entries_for_config_entry(er.async_get(hass), "ENTRY")
    found = {row.entity_id: {key: _plain(getattr(row, key)) for key in ROW} for row in rows}
    recorded.holds(f"{PLACE}/entities", dict(sorted(found.items())))
    devices = dr.async_entries_for_config_entry(dr.async_get(hass), "ENTRY")
    identifiers = {
        str(device.name): [sorted(device.identifiers), device.manufacturer, device.model]
        for device in devices
    }
    recorded.holds(f"{PLACE}/devices", _plain(dict(sorted(identifiers.items()))))


async def test_a_stored_house_shows_these_states(
    hass: HomeAssistant, stored: Stored, recorded: Recorded
) -> None:
    states = {
        state.entity_id: {
            "state": state.state,
            **{key: _plain(state.attributes[key]) for key in ATTRIBUTES if key in state.attributes},
        }
        for state in sorted(hass.states.async_all(), key=lambda state: state.entity_id)
    }
    recorded.holds(f"{PLACE}/states", states)


async def test_stored_positions_and_levels_are_known_again(
    hass: HomeAssistant, stored: Stored, gateway: Any, recorded: Recorded
) -> None:
    positions = recorded.read(f"{PLACE}/storage")["ipcom.ENTRY.positions"]["data"]
    found = {cover: state_of(hass, cover).attributes.get("current_position") for cover in (LEFT, BY_HAND)}
    assert found == {LEFT: 0, BY_HAND: round(positions["5_6"]["position"])}
    tilt = state_of(hass, BY_HAND).attributes["current_tilt_position"]
    assert tilt == round(positions["5_6"]["tilt"])
    await hass.services.async_call("light", "turn_on", {"entity_id": DIMMER}, blocking=True)
    assert (
        gateway.house.world.value(OutputAddress(6, 1))
        == recorded.read(f"{PLACE}/restore_state")[DIMMER]["level"]
    )


async def test_what_a_stored_note_says_of_a_run_of_ours_stops_it(
    hass: HomeAssistant, stored: Stored, gateway: Any
) -> None:
    assert [event.value for event in gateway.house.world.history if event.address == OutputAddress(5, 4)] == [
        255,
        0,
    ]


async def test_a_stored_address_is_used_while_the_name_is_not_known(
    hass: HomeAssistant, gateway: Any, hass_storage: dict[str, Any], recorded: Recorded
) -> None:
    form = recorded.read(f"{PLACE}/entry")
    files = recorded.read(f"{PLACE}/storage")
    name = "gateway.invalid"
    files["ipcom.ENTRY.address"]["data"]["host"] = name
    house = Stored(hass, gateway, {**form, "data": {**form["data"], "host": name}})
    await house.remember(hass_storage, files, {})
    await house.start()
    assert state_of(hass, "light.kitchen").state == "off"


# -- what is shown, called and logged -------------------------------------------


async def test_diagnostics_have_these_keys(hass: HomeAssistant, stored: Stored, recorded: Recorded) -> None:
    found = await async_get_config_entry_diagnostics(hass, stored.entry)
    found["statistics"] = sort(found["statistics"])
    shown = but_for(found, "since", "port", "at", "begun")
    recorded.holds(f"{PLACE}/diagnostics", shown)
    found = await async_get_device_diagnostics(hass, stored.entry, device_of(hass, LEFT))
    recorded.holds(f"{PLACE}/diagnostics_of_a_device", but_for(found, "since", "port", "at"))


async def test_the_system_page_has_these_keys(
    hass: HomeAssistant, stored: Stored, recorded: Recorded
) -> None:
    assert await async_setup_component(hass, "system_health", {})
    await hass.async_block_till_done()
    recorded.holds(f"{PLACE}/system_health", sort(await get_system_health_info(hass, DOMAIN)))


async def test_repairs_have_these_names(
    hass: HomeAssistant, stored: Stored, gateway: Any, recorded: Recorded
) -> None:
    gateway.house.world.write(5, bytes((255, 255, 0, 0, 0, 0, 0, 0)))
    await until(lambda: len(_repairs(hass)) > 1)
    recorded.holds(f"{PLACE}/repairs", _repairs(hass))


def _repairs(hass: HomeAssistant) -> dict[str, Any]:
    return {
        issue_id: [issue.translation_key, issue.data, issue.translation_placeholders, issue.is_persistent]
        for (domain, issue_id), issue in sorted(ir.async_get(hass).issues.items())
        if domain == DOMAIN
    }


async def test_actions_have_these_names_and_fields(
    hass: HomeAssistant, stored: Stored, recorded: Recorded
) -> None:
    actions = yaml.safe_load(await _text(hass, "services.yaml"))
    assert set(actions) == set(hass.services.async_services()[DOMAIN])
    recorded.holds(f"{PLACE}/actions", actions)


@pytest.mark.parametrize("file", ["translations/en.json", "icons.json"])
async def test_translations_and_icons_have_these_keys(
    hass: HomeAssistant, recorded: Recorded, file: str
) -> None:
    """What the panel's pages say has no reader but these pages, which come with it."""
    texts = json.loads(await _text(hass, file))
    texts.pop("config_panel", None)
    recorded.holds(f"{PLACE}/keys_of_{Path(file).stem}", sorted(_paths(texts)))


async def test_what_is_logged_has_these_names(
    hass: HomeAssistant, stored: Stored, recorded: Recorded
) -> None:
    names = {name for name in logging.Logger.manager.loggerDict if name.startswith("custom_components.ipcom")}
    manifest = (await async_get_integration(hass, DOMAIN)).manifest
    recorded.holds(f"{PLACE}/loggers", [*sorted(names), *manifest["loggers"]])


async def _text(hass: HomeAssistant, file: str) -> str:
    folder: Path = (await async_get_integration(hass, DOMAIN)).file_path
    return await hass.async_add_executor_job((folder / file).read_text, "utf-8")


def _paths(tree: Mapping[str, Any], above: str = "") -> Iterator[str]:
    for key, value in tree.items():
        if isinstance(value, Mapping):
            yield from _paths(value, f"{above}{key}.")
        else:
            yield f"{above}{key}"


def _plain(value: Any) -> Any:
    return json.loads(
        json.dumps(value, default=lambda odd: sorted(odd) if isinstance(odd, set) else str(odd))
    )
