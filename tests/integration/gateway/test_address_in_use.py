"""A second address: given in the form, used while the first does not answer, shown, and taken back."""

from typing import Any

import pytest
from homeassistant.config_entries import SOURCE_RECONFIGURE, SOURCE_USER
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType

from custom_components.ipcom.const import DOMAIN
from tests.integration.homes import Home, connection_data
from tests.integration.servers import closed_port

SENSOR = "sensor.ipcom_address_in_use"


def with_second(gateway: Any, host: str = "127.0.0.1", port: int = 0, **changes: Any) -> dict[str, Any]:
    second = {"second_host": host, "second_port": port or gateway.port}
    return connection_data(gateway, second_address=second, **changes)


async def submit_new(hass: HomeAssistant, data: dict[str, Any], flow_id: str = "") -> Any:
    if not flow_id:
        form = await hass.config_entries.flow.async_init(DOMAIN, context={"source": SOURCE_USER})
        flow_id = form["flow_id"]
    return await hass.config_entries.flow.async_configure(flow_id, data)


async def test_it_is_set_up_over_the_second_address_and_says_so(hass: HomeAssistant, gateway: Any) -> None:
    result = await submit_new(hass, with_second(gateway, port=gateway.port) | {"port": closed_port()})
    assert result["type"] is FlowResultType.MENU
    result = await hass.config_entries.flow.async_configure(
        result["flow_id"], {"next_step_id": "without_devices"}
    )
    await hass.async_block_till_done()
    entry = result["result"]
    assert entry.data["second_host"] == "127.0.0.1"
    assert entry.data["second_port"] == gateway.port
    state = hass.states.get(SENSOR)
    assert state is not None
    assert state.state == "second"
    await hass.config_entries.async_unload(entry.entry_id)


@pytest.mark.parametrize(
    ("host", "port", "error"),
    [("a b", 5000, "invalid_second_host"), ("127.0.0.1", 0, "second_is_first")],
)
async def test_a_wrong_second_address_is_told_and_can_be_corrected(
    hass: HomeAssistant, gateway: Any, host: str, port: int, error: str
) -> None:
    result = await submit_new(hass, with_second(gateway, host, port))
    assert result["errors"] == {"base": error}
    result = await submit_new(hass, with_second(gateway, "  "), result["flow_id"])
    assert result["type"] is FlowResultType.MENU


async def test_a_second_address_is_taken_back_with_its_sensor(hass: HomeAssistant, gateway: Any) -> None:
    second = {"second_host": "127.0.0.2", "second_port": gateway.port}
    home = await Home(hass, gateway, data=second).start()
    assert home.state("sensor.the_house_address_in_use") == "first"
    form = await hass.config_entries.flow.async_init(
        DOMAIN, context={"source": SOURCE_RECONFIGURE, "entry_id": home.entry.entry_id}
    )
    schema = form["data_schema"]
    assert schema is not None
    shown = schema({**connection_data(gateway), "bus": "1"})
    assert "second_address" not in shown
    result = await hass.config_entries.flow.async_configure(form["flow_id"], connection_data(gateway))
    await hass.async_block_till_done()
    assert result["reason"] == "reconfigure_successful"
    assert "second_host" not in home.entry.data
    assert hass.states.get("sensor.the_house_address_in_use") is None
