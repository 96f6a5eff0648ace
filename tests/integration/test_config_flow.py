"""The config flow: a new entry, reauthentication and reconfiguration."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from homeassistant.config_entries import SOURCE_RECONFIGURE, SOURCE_USER, ConfigEntryState
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType

from custom_components.ipcom.const import DOMAIN
from tests.integration.files import BROKEN, SMALL, put_in_folder
from tests.integration.homes import Home, HomeMaker, at, connection_data, until
from tests.integration.registries import state_of
from tests.integration.servers import answering, closed_port
from tests.integration.simulated import Faults

type Changes = AsyncIterator[dict[str, Any]]


async def begin(hass: HomeAssistant) -> str:
    result = await hass.config_entries.flow.async_init(DOMAIN, context={"source": SOURCE_USER})
    assert result["type"] is FlowResultType.FORM
    assert result["step_id"] == "user"
    return result["flow_id"]


async def submit(hass: HomeAssistant, flow_id: str, user_input: dict[str, Any]) -> Any:
    return await hass.config_entries.flow.async_configure(flow_id, user_input)


async def choose(hass: HomeAssistant, flow_id: str, option: str) -> Any:
    return await submit(hass, flow_id, {"next_step_id": option})


async def to_devices_menu(hass: HomeAssistant, gateway: Any, **changes: Any) -> Any:
    result = await submit(hass, await begin(hass), connection_data(gateway, **changes))
    assert result["type"] is FlowResultType.MENU, result
    return result


async def test_a_gateway_without_devices_is_set_up(hass: HomeAssistant, gateway: Any) -> None:
    result = await to_devices_menu(hass, gateway)
    assert result["menu_options"] == ["import_upload", "portal", "without_devices", "blink"]
    result = await choose(hass, result["flow_id"], "without_devices")
    await hass.async_block_till_done()
    assert result["type"] is FlowResultType.CREATE_ENTRY
    assert result["title"] == "IPCom 127.0.0.1"
    assert result["data"] == {**connection_data(gateway), "proven": True}
    assert result["result"].unique_id is None
    assert result["result"].state is ConfigEntryState.LOADED


async def test_the_file_in_the_configuration_folder_is_offered_shown_and_imported(
    hass: HomeAssistant, gateway: Any
) -> None:
    put_in_folder(hass, SMALL)
    result = await to_devices_menu(hass, gateway)
    assert result["menu_options"][0] == "import_folder"
    result = await choose(hass, result["flow_id"], "import_folder")
    assert result["step_id"] == "preview"
    shown = result["description_placeholders"]
    assert shown["added_count"] == "4"
    assert "Kitchen (3/4, Light)" in shown["added"]
    assert shown["changed_count"] == shown["left_alone_count"] == "0"
    result = await submit(hass, result["flow_id"], {})
    await hass.async_block_till_done()
    assert len(result["result"].subentries) == 4
    for entity_id in ("light.kitchen", "light.living_room", "switch.coffee_machine", "cover.living_left"):
        assert hass.states.get(entity_id) is not None


async def test_every_mistake_of_the_file_is_shown_and_can_be_corrected_in_place(
    hass: HomeAssistant, gateway: Any
) -> None:
    put_in_folder(hass, BROKEN)
    result = await to_devices_menu(hass, gateway)
    result = await choose(hass, result["flow_id"], "import_folder")
    assert result["step_id"] == "import_problems"
    problems = result["description_placeholders"]["problems"]
    assert "devices.yaml:2" in problems
    assert "devices.yaml:3" in problems
    put_in_folder(hass, SMALL)
    result = await choose(hass, result["flow_id"], "import_folder")
    assert result["step_id"] == "preview"


async def test_a_broken_file_does_not_stop_the_set_up(hass: HomeAssistant, gateway: Any) -> None:
    put_in_folder(hass, BROKEN)
    result = await to_devices_menu(hass, gateway)
    result = await choose(hass, result["flow_id"], "import_folder")
    result = await choose(hass, result["flow_id"], "without_devices")
    assert result["type"] is FlowResultType.CREATE_ENTRY
    await hass.async_block_till_done()


@asynccontextmanager
async def wrong_password(gateway: Any) -> Changes:
    yield {"password": "wrong"}


@asynccontextmanager
async def no_gateway(gateway: Any) -> Changes:
    yield {"port": closed_port()}


@asynccontextmanager
async def silence(gateway: Any) -> Changes:
    async with answering(None) as port:
        yield {"port": port}


@asynccontextmanager
async def a_web_server(gateway: Any) -> Changes:
    async with answering(b"HTTP/1.1 400 Bad Request\r\n\r\n" + b"x" * 200) as port:
        yield {"port": port}


@asynccontextmanager
async def too_long(gateway: Any) -> Changes:
    yield {"username": "é" * 11}


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        (wrong_password, "invalid_auth"),
        (no_gateway, "cannot_connect"),
        (silence, "no_answer"),
        (a_web_server, "not_ipcom"),
        (too_long, "credentials_too_long"),
    ],
)
async def test_each_mistake_has_its_message_and_is_corrected_in_place(
    hass: HomeAssistant, gateway: Any, wrong: Any, error: str
) -> None:
    flow_id = await begin(hass)
    async with wrong(gateway) as changes:
        result = await submit(hass, flow_id, connection_data(gateway, **changes))
    assert result["type"] is FlowResultType.FORM
    assert result["errors"] == {"base": error}
    result = await submit(hass, flow_id, connection_data(gateway))
    assert result["step_id"] == "devices"
    result = await choose(hass, flow_id, "without_devices")
    assert result["type"] is FlowResultType.CREATE_ENTRY
    await hass.async_block_till_done()


@pytest.mark.parametrize("host", ["localhost", " localhost ", "LocalHost", "localhost."])
async def test_the_same_bus_twice_is_refused_however_it_is_written(
    hass: HomeAssistant, gateway: Any, host: str
) -> None:
    result = await to_devices_menu(hass, gateway, host="LOCALHOST.")
    result = await choose(hass, result["flow_id"], "without_devices")
    assert result["data"]["host"] == "localhost"
    await hass.async_block_till_done()
    result = await submit(hass, await begin(hass), connection_data(gateway, host=host))
    assert result["type"] is FlowResultType.ABORT
    assert result["reason"] == "already_configured"


@pytest.mark.parametrize(
    ("typed", "port"),
    [
        ("{host}:{port}", 5000),
        ("{host}:{port}", None),
        ("http://{host}:{port}/", 5000),
        ("http://{host}", None),
        (" {host} ", None),
    ],
)
async def test_a_host_may_be_typed_with_its_port(
    hass: HomeAssistant, gateway: Any, typed: str, port: int | None
) -> None:
    host = typed.format(host=gateway.host, port=gateway.port)
    result = await to_devices_menu(hass, gateway, host=host, port=port or gateway.port)
    result = await choose(hass, result["flow_id"], "without_devices")
    await hass.async_block_till_done()
    assert (result["data"]["host"], result["data"]["port"]) == (gateway.host, gateway.port)
    result = await submit(hass, await begin(hass), connection_data(gateway))
    assert result["reason"] == "already_configured"


async def test_a_name_that_is_not_known_is_told_apart(hass: HomeAssistant, gateway: Any) -> None:
    result = await submit(hass, await begin(hass), connection_data(gateway, host="gateway.invalid"))
    assert result["errors"] == {"base": "name_unknown"}


@pytest.mark.parametrize(
    "host", ["", " ", ".", "192.168.1.300", "my gateway", "http://gateway/login", "gateway:1", "[gateway]"]
)
async def test_what_is_no_address_can_be_put_right(hass: HomeAssistant, gateway: Any, host: str) -> None:
    flow_id = await begin(hass)
    result = await submit(hass, flow_id, connection_data(gateway, host=host))
    assert result["errors"] == {"host": "invalid_host"}
    result = await submit(hass, flow_id, connection_data(gateway))
    assert result["step_id"] == "devices"


async def test_both_buses_of_a_gateway_stand_side_by_side(hass: HomeAssistant, two_buses: Any) -> None:
    for bus, title in ((1, "IPCom 127.0.0.1"), ("2", "IPCom 127.0.0.1 bus 2")):
        result = await to_devices_menu(hass, two_buses, bus=bus)
        result = await choose(hass, result["flow_id"], "without_devices")
        assert result["title"] == title
    await hass.async_block_till_done()
    entries = hass.config_entries.async_loaded_entries(DOMAIN)
    assert [entry.data["bus"] for entry in entries] == [1, 2]


async def test_two_flows_for_one_gateway_make_one_entry(hass: HomeAssistant, gateway: Any) -> None:
    first = await to_devices_menu(hass, gateway)
    second = await to_devices_menu(hass, gateway)
    await choose(hass, first["flow_id"], "without_devices")
    result = await choose(hass, second["flow_id"], "without_devices")
    assert result["reason"] == "already_configured"
    await hass.async_block_till_done()


async def test_a_refused_login_asks_for_other_credentials(
    hass: HomeAssistant, gateway: Any, house: Any
) -> None:
    home: Home = house()
    gateway.password = "changed"
    await home.start(ConfigEntryState.SETUP_ERROR)
    (flow,) = hass.config_entries.flow.async_progress()
    assert flow["step_id"] == "reauth_confirm"
    wrong = {"username": "demo", "password": "wrong"}
    result = await submit(hass, flow["flow_id"], wrong)
    assert result["errors"] == {"base": "invalid_auth"}
    result = await submit(hass, flow["flow_id"], {"username": "demo", "password": "changed"})
    await hass.async_block_till_done()
    assert result["reason"] == "reauth_successful"
    assert home.entry.state is ConfigEntryState.LOADED
    assert home.entry.data["password"] == "changed"


async def test_a_session_that_lingers_is_waited_for(hass: HomeAssistant, gateway: Any) -> None:
    gateway.faults = Faults(refuse_second=True, linger_s=8)
    result = await to_devices_menu(hass, gateway)
    result = await choose(hass, result["flow_id"], "without_devices")
    await hass.async_block_till_done()
    entry = result["result"]
    assert entry.state is ConfigEntryState.SETUP_RETRY
    assert entry.error_reason_translation_key == "refused_retrying"
    assert not hass.config_entries.flow.async_progress()
    await until(lambda: entry.state is ConfigEntryState.LOADED, 20)
    await hass.async_block_till_done()


async def test_proven_credentials_are_asked_for_after_a_minute_of_refusals(
    hass: HomeAssistant, home: Home
) -> None:
    home.gateway.password = "changed"
    await hass.config_entries.async_reload(home.entry.entry_id)
    assert home.entry.state is ConfigEntryState.SETUP_RETRY
    await until(lambda: home.entry.state is ConfigEntryState.SETUP_ERROR, 90)
    assert [flow["step_id"] for flow in hass.config_entries.flow.async_progress()] == ["reauth_confirm"]


async def test_credentials_that_stop_working_are_asked_for_while_it_runs(
    hass: HomeAssistant, home: Home
) -> None:
    home.gateway.password = "changed"
    home.gateway.drop_connections()
    await until(hass.config_entries.flow.async_progress, 90)
    (flow,) = hass.config_entries.flow.async_progress()
    assert flow["step_id"] == "reauth_confirm"
    assert home.state("light.kitchen") == "unavailable"
    await submit(hass, flow["flow_id"], {"username": "demo", "password": "changed"})
    await hass.async_block_till_done()
    assert home.state("light.kitchen") == "off"


async def reconfigure(home: Home) -> Any:
    result = await home.entry.start_reconfigure_flow(home.hass)
    assert result["step_id"] == "reconfigure"
    return result


async def test_the_gateway_moves_to_another_port(hass: HomeAssistant, home: Home) -> None:
    flow = await reconfigure(home)
    await home.gateway.stop()
    result = await submit(hass, flow["flow_id"], connection_data(home.gateway))
    assert result["errors"] == {"base": "cannot_connect"}
    home.gateway.port = 0
    await home.gateway.start()
    result = await submit(hass, flow["flow_id"], connection_data(home.gateway))
    await hass.async_block_till_done()
    assert result["reason"] == "reconfigure_successful"
    assert home.entry.data["port"] == home.gateway.port
    await home.light("turn_on", "light.kitchen")
    assert home.world.is_on(at("3/4"))


async def test_what_the_panel_has_switched_stays(hass: HomeAssistant, house: HomeMaker) -> None:
    home = await house(wall_presses=True, poll_interval_ms=300).start()
    flow = await reconfigure(home)
    await submit(hass, flow["flow_id"], connection_data(home.gateway))
    await hass.async_block_till_done()
    assert home.entry.options == {"wall_presses": True, "poll_interval_ms": 300}


async def test_a_title_of_one_s_own_stays(hass: HomeAssistant, home: Home) -> None:
    flow = await reconfigure(home)
    await submit(hass, flow["flow_id"], connection_data(home.gateway))
    await hass.async_block_till_done()
    assert home.entry.title == "The house"


async def test_a_default_title_follows_the_address(hass: HomeAssistant, gateway: Any) -> None:
    result = await to_devices_menu(hass, gateway)
    result = await choose(hass, result["flow_id"], "without_devices")
    await hass.async_block_till_done()
    assert state_of(hass, "binary_sensor.ipcom_connection").state == "on"
    flow = await hass.config_entries.flow.async_init(
        DOMAIN, context={"source": SOURCE_RECONFIGURE, "entry_id": result["result"].entry_id}
    )
    await submit(hass, flow["flow_id"], connection_data(gateway, host="localhost"))
    await hass.async_block_till_done()
    assert result["result"].title == "IPCom localhost"


async def test_reconfiguring_makes_room_for_a_gateway_that_takes_one_login(
    hass: HomeAssistant, home: Home
) -> None:
    home.gateway.faults = Faults(refuse_second=True)
    flow = await reconfigure(home)
    result = await submit(hass, flow["flow_id"], connection_data(home.gateway, password="wrong"))
    assert result["errors"] == {"base": "invalid_auth"}
    assert home.entry.state is ConfigEntryState.LOADED
    result = await submit(hass, flow["flow_id"], connection_data(home.gateway))
    await hass.async_block_till_done()
    assert result["reason"] == "reconfigure_successful"
    assert home.state("light.kitchen") == "off"


async def test_reconfiguring_into_another_entry_is_refused(hass: HomeAssistant, two_buses: Any) -> None:
    homes = [await Home(hass, two_buses, bus=bus).start() for bus in (1, 2)]
    flow = await reconfigure(homes[0])
    result = await submit(hass, flow["flow_id"], connection_data(two_buses, bus=2, host="127.0.0.1."))
    assert result["reason"] == "already_configured"
    assert homes[0].entry.data["bus"] == 1
    assert homes[0].entry.state is ConfigEntryState.LOADED


async def test_reconfiguring_to_what_is_no_host_can_be_put_right(hass: HomeAssistant, home: Home) -> None:
    flow = await reconfigure(home)
    result = await submit(hass, flow["flow_id"], connection_data(home.gateway, host="192.168.1"))
    assert result["errors"] == {"host": "invalid_host"}
    assert home.entry.state is ConfigEntryState.LOADED
    host = f"http://{home.gateway.host}:{home.gateway.port}"
    result = await submit(hass, flow["flow_id"], connection_data(home.gateway, host=host, port=5000))
    await hass.async_block_till_done()
    assert result["reason"] == "reconfigure_successful"
    assert home.entry.data["port"] == home.gateway.port
