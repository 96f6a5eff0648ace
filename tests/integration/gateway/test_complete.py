"""An entry of ours that lacks something says what to do, and *Reconfigure* puts it right."""

from typing import Any

import pytest
from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import HomeAssistant
from homeassistant.helpers import issue_registry as ir

from custom_components.ipcom.const import DOMAIN
from tests.integration.homes import HomeMaker


def not_loaded(hass: HomeAssistant) -> list[Any]:
    """The entries that could not be set up."""
    entries = hass.config_entries.async_entries(DOMAIN)
    return [entry for entry in entries if entry.state is ConfigEntryState.SETUP_ERROR]


@pytest.mark.parametrize(
    "damage",
    [
        {"host": ""},
        {"host": None},
        {"host": ...},
        {"host": "http://gateway/login"},
        {"port": None},
        {"port": ...},
        {"bus": ..., "bus_type": ...},
        {"password": ...},
    ],
)
async def test_a_damaged_entry_can_be_put_right(
    hass: HomeAssistant, house: HomeMaker, damage: dict[str, Any]
) -> None:
    home = house()
    data = {**home.entry.data, **damage}
    home.entry.add_to_hass(hass)
    hass.config_entries.async_update_entry(
        home.entry, data={key: value for key, value in data.items() if value is not ...}
    )
    await hass.config_entries.async_setup(home.entry.entry_id)
    assert home.entry in not_loaded(hass)
    issue_id = f"address_unusable_{home.entry.entry_id}"
    assert ir.async_get(hass).async_get_issue(DOMAIN, issue_id) is not None
    flows = hass.config_entries.flow
    context: Any = {"source": "reconfigure", "entry_id": home.entry.entry_id}
    flow: Any = await flows.async_init(DOMAIN, context=context)
    typed = {"host": home.gateway.host, "port": home.gateway.port, "username": "demo", "password": "demo"}
    flow = await flows.async_configure(
        flow["flow_id"], {**typed, "bus": "1", "bus_type": "minido", "second_address": {}}
    )
    assert flow["reason"] == "reconfigure_successful"
    await hass.async_block_till_done()
    assert home.entry not in not_loaded(hass)
    assert ir.async_get(hass).async_get_issue(DOMAIN, issue_id) is None
