"""What an earlier integration left behind may be damaged: set-up never dies, says what to do, and can be put right."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from functools import partial
from typing import Any

import pytest
from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.translation import async_get_translations

from custom_components.ipcom.const import DOMAIN
from custom_components.ipcom.diagnostics import async_get_config_entry_diagnostics
from tests.integration.earlier_homes import HOUSEKEEPING_S, EarlierHome
from tests.integration.files import put_in_folder
from tests.integration.homes import until
from tests.integration.registries import row_of, state_of
from tests.integration.servers import closed_port

LOADED, ERROR, RETRY = ConfigEntryState.LOADED, ConfigEntryState.SETUP_ERROR, ConfigEntryState.SETUP_RETRY
ALL = 17
type Devices = dict[str, dict[str, Any]]


@pytest.fixture(autouse=True)
async def housekeeping(hass: HomeAssistant) -> AsyncIterator[None]:
    """Let Home Assistant look for devices that nothing needs, as it does after rows were removed."""
    yield
    await asyncio.sleep(HOUSEKEEPING_S)
    for entry in hass.config_entries.async_loaded_entries(DOMAIN):
        await hass.config_entries.async_unload(entry.entry_id)
    await asyncio.sleep(HOUSEKEEPING_S)


def one_unknown_word(devices: Devices) -> None:
    devices["lights"]["hall"]["colour_of_the_shade"] = "red"


def no_type(devices: Devices) -> None:
    for device in devices["lights"].values():
        del device["type"]


def quoted_numbers(devices: Devices) -> None:
    for device in devices["switches"].values():
        device |= {"module": str(device["module"]), "output": str(device["output"])}


def capitals(devices: Devices) -> None:
    for device in devices["shutters"].values():
        device["relay_role"] = device["relay_role"].upper()


def a_module_that_does_not_exist(devices: Devices) -> None:
    devices["lights"]["hall"]["module"] = 99


def no_output(devices: Devices) -> None:
    del devices["lights"]["hall"]["output"]


def a_type_that_is_none(devices: Devices) -> None:
    devices["lights"]["hall"]["type"] = "lampe"


def an_output_used_twice(devices: Devices) -> None:
    devices["lights"]["porch"]["output"] = 1


def half_a_shutter(devices: Devices) -> None:
    del devices["shutters"]["living_left_d"]


def a_lamp_on_a_motor(devices: Devices) -> None:
    devices["lights"]["hall"] |= {"module": 5, "output": 1}


def a_device_that_is_a_word(devices: Devices) -> None:
    devices["lights"]["hall"] = "on"


def a_section_that_is_a_list(devices: Devices) -> None:
    devices["switches"] = ["coffee"]  # type: ignore[assignment] # damaged


@pytest.mark.parametrize(
    ("damage", "issue", "lost", "told"),
    [
        (one_unknown_word, "warnings", 0, ["lights/hall: The property colour_of_the_shade is unknown"]),
        (no_type, "warnings", 0, ["lights/hall: hall has no type"]),
        (quoted_numbers, "warnings", 0, ["switches/coffee: module is 4 in quotes"]),
        (capitals, "warnings", 0, ["shutters/living_left_u: relay_role is UP"]),
        (a_module_that_does_not_exist, "incomplete", 1, ["lights/hall: module 99 does not exist"]),
        (no_output, "incomplete", 1, ["lights/hall: hall has no output"]),
        (a_type_that_is_none, "incomplete", 1, ["lights/hall: type is lampe"]),
        (
            an_output_used_twice,
            "incomplete",
            1,
            ["lights/porch: Module 1, output 1 is already used by hall on line lights/hall."],
        ),
        (
            half_a_shutter,
            "incomplete",
            1,
            ["shutters/living_left_u: The other relay living_left_d does not exist"],
        ),
        (a_lamp_on_a_motor, "incomplete", 1, ["lights/hall: Module 5, output 1 is already used"]),
        (a_device_that_is_a_word, "incomplete", 1, ["lights/hall: hall is on, and no device"]),
        (
            a_section_that_is_a_list,
            "incomplete",
            2,
            ["switches: Under switches stands [...], and no devices"],
        ),
    ],
)
async def test_damaged_devices_cost_no_more_than_themselves(
    hass: HomeAssistant,
    gateway: Any,
    hass_storage: dict[str, Any],
    damage: Callable[[Devices], None],
    issue: str,
    lost: int,
    told: list[str],
) -> None:
    home = EarlierHome(hass, gateway, "cloud").prepare()
    devices = json.loads(json.dumps(home.entry.data["devices"]))
    damage(devices)
    hass.config_entries.async_update_entry(home.entry, data={**home.entry.data, "devices": devices})
    await (await home.load(hass_storage)).start()
    assert len(home.entry.subentries) == ALL - lost
    assert set(home.issues) == {f"devices_file_{issue}"}
    for words in told:
        assert words in home.problems(f"devices_file_{issue}")
    for entity_id, before in home.rows.items():
        assert row_of(hass, entity_id).id == before.id, "what was left out waits"
    shown = await repair_text(home, f"devices_file_{issue}")
    assert told[0] in shown


async def repair_text(home: EarlierHome, kind: str) -> str:
    """What a person reads in the repair."""
    texts = await async_get_translations(home.hass, "en", "issues", {DOMAIN})
    issue = home.issues[kind]
    key = f"component.{DOMAIN}.issues.{issue.translation_key}"
    placeholders = issue.translation_placeholders or {}
    title = texts[f"{key}.title"].format(**placeholders)
    return f"{title}\n\n{texts[f'{key}.description'].format(**placeholders)}"


async def test_what_was_left_out_comes_with_the_corrected_file(
    hass: HomeAssistant, gateway: Any, hass_storage: dict[str, Any]
) -> None:
    home = await EarlierHome(hass, gateway, "main").prepare().load(hass_storage)
    text: str = gateway.house.devices_yaml()
    put_in_folder(hass, text.replace("    type: light", "    type: lampe", 1))
    await home.start()
    assert set(home.issues) == {"devices_file_incomplete"}
    assert "ipcom/devices.yaml:5: type is lampe" in home.problems("devices_file_incomplete")
    assert row_of(hass, "light.my_hall").unique_id == "ipcom_hall"
    put_in_folder(hass, text)
    await import_folder(home)
    assert home.issues == {}
    await until(lambda: state_of(hass, "light.my_hall").state == "off")
    assert state_of(hass, "light.my_hall").attributes["friendly_name"] == "My hall light"
    assert row_of(hass, "light.my_hall").id == home.rows["light.my_hall"].id


def is_available(hass: HomeAssistant, entity_id: str) -> bool:
    return state_of(hass, entity_id).state != "unavailable"


async def import_folder(home: EarlierHome) -> None:
    options = home.hass.config_entries.options
    flow = await options.async_init(home.entry.entry_id)
    flow = await options.async_configure(flow["flow_id"], {"next_step_id": "import_folder"})
    assert flow["step_id"] == "preview"
    await options.async_configure(flow["flow_id"], {})
    await home.hass.async_block_till_done()


@pytest.mark.parametrize(
    ("text", "issue", "words"),
    [
        (None, "missing", None),
        ("lights: {lamp: {\n", "invalid", "ipcom/devices.yaml:2: This is not YAML"),
        ("", "invalid", "ipcom/devices.yaml: The file is empty"),
        ("\x00\x01", "invalid", "YAML does not allow this character"),
        ("- lights\n", "invalid", "ipcom/devices.yaml:1: These are no sections"),
        ("homeassistant:\n  name: Home\n", "invalid", "The section homeassistant is unknown"),
    ],
)
async def test_without_a_usable_file_everything_waits_for_an_import(
    hass: HomeAssistant,
    gateway: Any,
    hass_storage: dict[str, Any],
    text: str | None,
    issue: str,
    words: str | None,
) -> None:
    home = await EarlierHome(hass, gateway, "manual").prepare().load(hass_storage)
    if text is not None:
        put_in_folder(hass, text)
    await home.start()
    assert set(home.issues) == {f"devices_file_{issue}"}
    assert home.issues[f"devices_file_{issue}"].is_persistent, "the take-over happens only once"
    shown = await repair_text(home, f"devices_file_{issue}")
    assert words is None or words in shown
    put_in_folder(hass, gateway.house.devices_yaml())
    await import_folder(home)
    assert set(home.issues) == {"shutter_relays_gone"}
    for entity_id in ("light.hall", "cover.living_left", "switch.coffee_machine"):
        assert row_of(hass, entity_id).id == home.rows[entity_id].id
        await until(partial(is_available, hass, entity_id))


@pytest.mark.parametrize("name", ["main", "cloud", "manual"])
@pytest.mark.parametrize(
    ("changes", "state"),
    [
        pytest.param({"host": None, "local_host": None, "remote_host": None}, LOADED, id="no host"),
        pytest.param({"host": ..., "local_host": ..., "remote_host": ...}, LOADED, id="no host's key"),
        pytest.param({"host": 7, "local_host": 7, "remote_host": []}, LOADED, id="a host that is none"),
        pytest.param({"port": "x", "local_port": None}, RETRY, id="a port that is none"),
        pytest.param({"username": None}, ERROR, id="no user name"),
        pytest.param({"username": ..., "password": ...}, ERROR, id="no credentials"),
        pytest.param({"password": {"a": 1}}, ERROR, id="a password that is none"),
        pytest.param(
            {"scan_interval": "often", "connection_type": 5, "site_id": {}}, LOADED, id="odd values"
        ),
    ],
)
async def test_a_damaged_entry_is_set_up_or_can_be_put_right(
    hass: HomeAssistant,
    gateway: Any,
    hass_storage: dict[str, Any],
    name: str,
    changes: dict[str, Any],
    state: ConfigEntryState,
) -> None:
    put_in_folder(hass, gateway.house.devices_yaml())
    home = await EarlierHome(hass, gateway, name).prepare(**changes).load(hass_storage)
    await home.start(state)
    assert len(home.entry.subentries) == ALL
    for flow in hass.config_entries.flow.async_progress():
        hass.config_entries.flow.async_abort(flow["flow_id"])
    await reconfigure(home)


async def reconfigure(home: EarlierHome) -> None:
    """Put the connection right by the form, as a person does."""
    flows = home.hass.config_entries.flow
    flow: Any = await flows.async_init(
        DOMAIN, context={"source": "reconfigure", "entry_id": home.entry.entry_id}
    )
    assert flow["step_id"] == "reconfigure"
    typed = {"host": home.gateway.host, "port": home.gateway.port, "username": "demo", "password": "demo"}
    flow = await flows.async_configure(
        flow["flow_id"], {**typed, "bus": "1", "bus_type": "minido", "second_address": {}}
    )
    assert flow["reason"] == "reconfigure_successful"
    await home.hass.async_block_till_done()
    assert home.entry.state is LOADED
    assert home.issues.keys() <= {"shutter_relays_gone"}
    assert home.entry.title == "IPCom 127.0.0.1"


async def test_without_any_address_a_repair_says_what_to_do(
    hass: HomeAssistant, gateway: Any, hass_storage: dict[str, Any]
) -> None:
    nothing = {"host": None, "local_host": None, "remote_host": None}
    home = await EarlierHome(hass, gateway, "cloud").prepare(**nothing).load(hass_storage)
    hass.config_entries.async_update_entry(home.entry, unique_id=None)
    await home.start(ERROR)
    assert set(home.issues) == {"address_unusable"}
    assert "choose Reconfigure" in await repair_text(home, "address_unusable")
    assert (
        home.entry.reason
        == "The address of the gateway is not known. Choose Reconfigure in the menu of the entry"
    )
    await reconfigure(home)
    assert home.issues == {}


async def test_an_unreachable_gateway_takes_nothing_away(
    hass: HomeAssistant, gateway: Any, hass_storage: dict[str, Any]
) -> None:
    home = await EarlierHome(hass, gateway, "cloud").prepare().load(hass_storage)
    gone = {"local_port": closed_port(), "port": closed_port(), "remote_port": closed_port()}
    hass.config_entries.async_update_entry(home.entry, data={**home.entry.data, **gone})
    await home.start(RETRY)
    assert len(home.entry.subentries) == ALL
    for entity_id, before in home.rows.items():
        assert row_of(hass, entity_id).id == before.id
        full = er.async_get_full_entity_name(hass, row_of(hass, entity_id))
        assert full == before.original_name
    await reconfigure(home)
    assert state_of(hass, "light.hall").state == "off"


@pytest.mark.parametrize("loaded", [True, False])
async def test_diagnostics_tell_nothing_of_a_person(
    hass: HomeAssistant, gateway: Any, hass_storage: dict[str, Any], loaded: bool
) -> None:
    secret = {
        "site_name": "Villa Zonnebloem",
        "remote_host": "zonnebloem.example",
        "owner": {"mail": "someone@zonnebloem.example", "phones": ["0470123456"]},
        "number": "BE0123",
    }
    home = EarlierHome(hass, gateway, "cloud").prepare(**secret)
    await home.load(hass_storage)
    if not loaded:
        hass.config_entries.async_update_entry(home.entry, version=9, title="IPCom - Villa Zonnebloem")
    await home.start(LOADED if loaded else ConfigEntryState.MIGRATION_ERROR)
    hass.config_entries.async_update_entry(
        home.entry, data={**home.entry.data, **secret}, options={"note": "Sophie"}
    )
    text = repr(await async_get_config_entry_diagnostics(hass, home.entry))
    for word in ("onnebloem", "0470123456", "someone", "BE0123", "Sophie", "127.0.0.1", "'demo'"):
        assert word not in text
    assert "'bus': 1" in text or not loaded
