"""A gateway is not set up twice, however its host is spelled; what only looks the same is asked about."""

from typing import Any

import pytest
from homeassistant.config_entries import SOURCE_RECONFIGURE, SOURCE_USER
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType

from custom_components.ipcom.const import DOMAIN
from tests.integration.homes import Home, connection_data
from tests.integration.simulated import SimulatedGateway


async def submit_new(hass: HomeAssistant, data: dict[str, Any], flow_id: str = "") -> Any:
    if not flow_id:
        form = await hass.config_entries.flow.async_init(DOMAIN, context={"source": SOURCE_USER})
        flow_id = form["flow_id"]
    return await hass.config_entries.flow.async_configure(flow_id, data)


async def test_localhost_is_the_gateway_at_127_0_0_1(hass: HomeAssistant, gateway: Any) -> None:
    await Home(hass, gateway).start()
    result = await submit_new(hass, connection_data(gateway, host="localhost"))
    assert result["type"] is FlowResultType.ABORT
    assert result["reason"] == "already_configured"


async def test_the_second_address_of_an_entry_is_the_same_gateway(hass: HomeAssistant, gateway: Any) -> None:
    await Home(hass, gateway, data={"second_host": "house.example", "second_port": 5001}).start()
    result = await submit_new(hass, connection_data(gateway, host="House.example.", port=5001))
    assert result["reason"] == "already_configured"


@pytest.mark.parametrize("other_house", [False, True])
async def test_a_gateway_with_the_same_key_and_house_is_asked_about_once(
    hass: HomeAssistant, other_house: bool
) -> None:
    key = bytes(range(128))
    async with SimulatedGateway(key=key) as one, SimulatedGateway(key=key) as twin:
        home = await Home(hass, one).start()
        if other_house:
            twin.press(twin.house.devices.lights[0].address)
        result = await submit_new(hass, connection_data(twin))
        if not other_house:
            assert result["errors"] == {"base": "looks_the_same"}
            result = await submit_new(hass, connection_data(twin), result["flow_id"])
        assert result["type"] is FlowResultType.MENU
        await hass.config_entries.async_unload(home.entry.entry_id)


async def test_reconfiguring_to_a_name_of_the_same_gateway_is_no_twin(
    hass: HomeAssistant, gateway: Any
) -> None:
    home = await Home(hass, gateway).start()
    form = await hass.config_entries.flow.async_init(
        DOMAIN, context={"source": SOURCE_RECONFIGURE, "entry_id": home.entry.entry_id}
    )
    result = await hass.config_entries.flow.async_configure(
        form["flow_id"], connection_data(gateway, host="localhost")
    )
    await hass.async_block_till_done()
    assert result["reason"] == "reconfigure_successful"
    assert home.entry.data["host"] == "localhost"
