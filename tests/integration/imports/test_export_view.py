"""The download of the mapping: to administrators, by a link that works for some minutes."""

import re
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from homeassistant.auth.models import User
from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import ServiceValidationError
from homeassistant.setup import async_setup_component

from custom_components.ipcom.const import DOMAIN
from custom_components.ipcom.devices.mapping import from_subentries
from custom_components.ipcom.imports.devices_file import mapped_devices
from custom_components.ipcom.imports.import_plan import plan_import
from custom_components.ipcom.library import parse_devices
from tests.integration.homes import Home, connection_data
from tests.integration.servers import closed_port

type Client = Callable[..., Awaitable[Any]]


def changes_nothing(home: Home, text: str) -> bool:
    existing = from_subentries(home.entry.subentries)
    plan = plan_import(existing, mapped_devices(parse_devices(text)))
    return (
        plan.empty
        and not plan.kept
        and not plan.blocked
        and len(plan.same) + len(plan.named) == len(existing)
    )


async def exported(hass: HomeAssistant, entry_id: str) -> Any:
    return await hass.services.async_call(
        DOMAIN, "export_devices", {"config_entry_id": entry_id}, blocking=True, return_response=True
    )


async def test_the_action_answers_with_a_file_that_imports_to_the_same(
    hass: HomeAssistant, home: Home
) -> None:
    answer = await exported(hass, home.entry.entry_id)
    assert answer["devices_yaml"].startswith("# The house\nlights:\n")
    assert len(home.entry.subentries) > 10
    assert changes_nothing(home, answer["devices_yaml"])


async def test_it_answers_while_the_gateway_is_gone(hass: HomeAssistant, gateway: Any, house: Any) -> None:
    home = house()
    home.entry.add_to_hass(hass)
    data = connection_data(gateway, port=closed_port())
    hass.config_entries.async_update_entry(home.entry, data=data)
    await hass.config_entries.async_setup(home.entry.entry_id)
    assert home.entry.state is ConfigEntryState.SETUP_RETRY
    answer = await exported(hass, home.entry.entry_id)
    assert changes_nothing(home, answer["devices_yaml"])


@pytest.mark.parametrize("entry_id", ["none", ""])
async def test_another_entry_is_told(hass: HomeAssistant, home: Home, entry_id: str) -> None:
    with pytest.raises(ServiceValidationError) as told:
        await exported(hass, entry_id)
    assert told.value.translation_key == "no_such_entry"


async def link_of(hass: HomeAssistant, client: Any, home: Home) -> str:
    """Ask for the link over HTTP, as the frontend does."""
    flows = "/api/config/config_entries/options/flow"
    menu = await (await client.post(flows, json={"handler": home.entry.entry_id})).json()
    assert "export" in menu["menu_options"]
    end = await client.post(f"{flows}/{menu['flow_id']}", json={"next_step_id": "export"})
    result = await end.json()
    assert (result["type"], result["reason"]) == ("abort", "export_ready")
    link = re.fullmatch(
        r'<a href="([^"]+)" target="_blank">devices.yaml</a>', result["description_placeholders"]["link"]
    )
    assert link
    return link[1]


async def test_the_link_downloads_the_file_without_a_further_login(
    hass: HomeAssistant, home: Home, hass_client: Client, hass_client_no_auth: Client
) -> None:
    assert await async_setup_component(hass, "config", {})
    link = await link_of(hass, await hass_client(), home)
    visitor = await hass_client_no_auth()
    response = await visitor.get(link)
    assert response.status == 200
    assert response.headers["Content-Disposition"] == 'attachment; filename="devices.yaml"'
    assert response.headers["Cache-Control"] == "no-store"
    assert changes_nothing(home, await response.text())
    other = await visitor.get(link.replace(home.entry.entry_id, "01JOTHER"))
    unsigned = await visitor.get(link.partition("?")[0])
    assert (other.status, unsigned.status) == (401, 401)


async def test_only_administrators_get_it(
    hass: HomeAssistant, home: Home, hass_client: Client, hass_admin_user: User
) -> None:
    client = await hass_client()
    path = f"/api/ipcom/export/{home.entry.entry_id}"
    assert (await client.get(path)).status == 200
    assert (await client.get("/api/ipcom/export/none")).status == 404
    hass_admin_user.groups = []
    hass_admin_user.invalidate_cache()
    assert (await client.get(path)).status == 401
