"""A block `ipcom:` of configuration.yaml is imported once."""

from typing import Any

import pytest
from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import HomeAssistant
from homeassistant.helpers import issue_registry as ir
from homeassistant.setup import async_setup_component
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.ipcom.const import DOMAIN
from tests.integration.files import BROKEN, SMALL, put_in_folder, write
from tests.integration.homes import Home
from tests.integration.servers import closed_port


def block(gateway: Any, **changes: Any) -> dict[str, Any]:
    return {
        "host": gateway.host,
        "port": gateway.port,
        "username": "demo",
        "password": "demo",
        "scan_interval": 25,
        "cli_path": "tools/ipcom_cli.py",
        "something_else": "of long ago",
        **changes,
    }


async def start_with(hass: HomeAssistant, *blocks: dict[str, Any]) -> list[Any]:
    config = list(blocks) if len(blocks) > 1 else blocks[0]
    assert await async_setup_component(hass, DOMAIN, {DOMAIN: config})
    await hass.async_block_till_done()
    return hass.config_entries.async_entries(DOMAIN)


def issues(hass: HomeAssistant) -> set[str]:
    return {issue_id for _, issue_id in ir.async_get(hass).issues}


async def test_a_block_becomes_an_entry_with_the_devices_beside_the_command_line(
    hass: HomeAssistant, gateway: Any
) -> None:
    write(hass, SMALL, "tools")
    put_in_folder(hass, BROKEN)
    (entry,) = await start_with(hass, block(gateway))
    assert entry.state is ConfigEntryState.LOADED
    assert entry.options == {"fallback_interval_s": 25}
    assert "cli_path" not in entry.data
    assert hass.states.get("light.kitchen") is not None
    issue = ir.async_get(hass).async_get_issue("homeassistant", "deprecated_yaml_ipcom")
    assert issue is not None
    assert issue.translation_placeholders == {"domain": "ipcom", "integration_title": "IPCom"}


async def test_the_command_line_s_folder_serves_as_well(hass: HomeAssistant, gateway: Any) -> None:
    write(hass, SMALL, "tools", "ipcom-cli")
    (entry,) = await start_with(hass, block(gateway, cli_path="tools/ipcom-cli"))
    assert len(entry.subentries) == 4


async def test_the_configuration_folder_comes_second(hass: HomeAssistant, gateway: Any) -> None:
    put_in_folder(hass, SMALL)
    (entry,) = await start_with(hass, block(gateway))
    assert len(entry.subentries) == 4


async def test_it_is_imported_once_even_if_the_entry_moves_later(hass: HomeAssistant, gateway: Any) -> None:
    first = block(gateway)
    (entry,) = await start_with(hass, first)
    hass.config_entries.async_update_entry(entry, data={**entry.data, "host": "localhost"})
    await hass.config_entries.flow.async_init(DOMAIN, context={"source": "import"}, data=first)
    assert len(hass.config_entries.async_entries(DOMAIN)) == 1


async def test_an_entry_for_it_may_be_there_already(hass: HomeAssistant, home: Home) -> None:
    result = await hass.config_entries.flow.async_init(
        DOMAIN, context={"source": "import"}, data=block(home.gateway)
    )
    assert result["reason"] == "already_configured"


async def test_an_unreachable_gateway_still_becomes_an_entry(hass: HomeAssistant, gateway: Any) -> None:
    (entry,) = await start_with(hass, block(gateway, port=closed_port()))
    assert entry.state is ConfigEntryState.SETUP_RETRY
    assert "deprecated_yaml_ipcom" in issues(hass)
    assert f"devices_file_missing_{entry.entry_id}" in issues(hass)


async def test_missing_credentials_are_asked_for(hass: HomeAssistant, gateway: Any) -> None:
    lacking = {key: value for key, value in block(gateway).items() if key not in ("username", "password")}
    (entry,) = await start_with(hass, lacking)
    assert entry.state is ConfigEntryState.SETUP_ERROR
    assert [flow["step_id"] for flow in hass.config_entries.flow.async_progress()] == ["reauth_confirm"]


async def test_a_broken_file_is_told_and_goes_with_the_next_import(hass: HomeAssistant, gateway: Any) -> None:
    put_in_folder(hass, BROKEN)
    (entry,) = await start_with(hass, block(gateway))
    assert entry.state is ConfigEntryState.LOADED
    issue = ir.async_get(hass).async_get_issue(DOMAIN, f"devices_file_invalid_{entry.entry_id}")
    assert issue is not None
    assert "output 9" in (issue.translation_placeholders or {})["problems"]
    put_in_folder(hass, SMALL)
    options = hass.config_entries.options
    flow = await options.async_init(entry.entry_id)
    flow = await options.async_configure(flow["flow_id"], {"next_step_id": "import_folder"})
    await options.async_configure(flow["flow_id"], {})
    await hass.async_block_till_done()
    assert f"devices_file_invalid_{entry.entry_id}" not in issues(hass)
    assert hass.states.get("light.kitchen") is not None


async def test_credentials_that_no_gateway_takes_are_told(hass: HomeAssistant, gateway: Any) -> None:
    assert await start_with(hass, block(gateway, password="x" * 23)) == []
    assert "yaml_import_credentials_too_long" in issues(hass)
    assert "deprecated_yaml_ipcom" not in issues(hass)


async def test_a_host_that_is_none_is_told(hass: HomeAssistant, gateway: Any) -> None:
    assert await start_with(hass, block(gateway, host="http://gateway/login")) == []
    assert "yaml_import_invalid_host" in issues(hass)
    assert "deprecated_yaml_ipcom" not in issues(hass)


async def test_a_host_with_its_port_is_taken_apart(hass: HomeAssistant, gateway: Any) -> None:
    host = f" http://{gateway.host}:{gateway.port}/"
    (entry,) = await start_with(hass, {**block(gateway, host=host), "port": 5000})
    assert (entry.data["host"], entry.data["port"]) == (gateway.host, gateway.port)
    assert entry.state is ConfigEntryState.LOADED


async def test_a_scan_interval_need_not_be_given(hass: HomeAssistant, gateway: Any) -> None:
    shorter = {key: value for key, value in block(gateway).items() if key != "scan_interval"}
    (entry,) = await start_with(hass, shorter)
    assert entry.options == {}


async def test_several_blocks(hass: HomeAssistant, gateway: Any) -> None:
    entries = await start_with(hass, block(gateway), block(gateway, port=closed_port()))
    assert len(entries) == 2


@pytest.mark.parametrize(("seconds", "kept"), [(1, 2), (3600, 600), (10, 10)])
async def test_the_old_scan_interval_stays_within_bounds(
    hass: HomeAssistant, gateway: Any, seconds: int, kept: int
) -> None:
    (entry,) = await start_with(hass, block(gateway, scan_interval=seconds))
    assert entry.options == {"fallback_interval_s": kept}


async def test_an_ignored_entry_is_no_entry(hass: HomeAssistant, gateway: Any) -> None:
    MockConfigEntry(domain=DOMAIN, source="ignore", unique_id="x", data={}).add_to_hass(hass)
    entries = await start_with(hass, block(gateway))
    assert [entry.source for entry in entries] == ["ignore", "import"]


async def test_a_block_of_an_entry_that_was_there_before_is_not_imported_after_its_address_changed(
    hass: HomeAssistant, home: Home
) -> None:
    """The entry was set up by hand; the block is still there when the gateway gets another address."""
    first = block(home.gateway)
    for address in (home.gateway.host, "localhost"):
        await hass.config_entries.flow.async_init(DOMAIN, context={"source": "import"}, data=first)
        hass.config_entries.async_update_entry(home.entry, data={**home.entry.data, "host": address})
    result = await hass.config_entries.flow.async_init(DOMAIN, context={"source": "import"}, data=first)
    assert result["reason"] == "already_configured"
    assert home.entry.data["yaml_source"] == f"{home.gateway.host}:{home.gateway.port}"
    assert len(hass.config_entries.async_entries(DOMAIN)) == 1


async def test_the_file_of_a_block_may_be_partly_wrong(hass: HomeAssistant, gateway: Any) -> None:
    put_in_folder(hass, SMALL.replace("module: 3", "module: 33"))
    (entry,) = await start_with(hass, block(gateway))
    assert len(entry.subentries) == 3
    assert f"devices_file_incomplete_{entry.entry_id}" in issues(hass)
    await hass.config_entries.async_remove(entry.entry_id)
    assert issues(hass) == {"deprecated_yaml_ipcom"}


async def test_an_entry_that_came_from_another_block_keeps_its_source(
    hass: HomeAssistant, home: Home
) -> None:
    source = {**home.entry.data, "yaml_source": "192.168.1.20:5000"}
    hass.config_entries.async_update_entry(home.entry, data=source)
    result = await hass.config_entries.flow.async_init(
        DOMAIN, context={"source": "import"}, data=block(home.gateway)
    )
    assert result["reason"] == "already_configured"
    assert home.entry.data["yaml_source"] == "192.168.1.20:5000"
