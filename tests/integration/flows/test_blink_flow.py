"""The set-up tries an output: the only way to see a wrong bus type before the house is mapped."""

import asyncio
from typing import Any

import pytest
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType

from tests.integration.homes import at
from tests.integration.simulated import Faults
from tests.integration.test_config_flow import choose, submit, to_devices_menu

LAMP = {"module": 3, "output": 4}


async def to_blink(hass: HomeAssistant, gateway: Any, **changes: Any) -> Any:
    menu = await to_devices_menu(hass, gateway, **changes)
    return await choose(hass, menu["flow_id"], "blink")


async def test_a_lamp_blinks_and_the_set_up_goes_on(hass: HomeAssistant, gateway: Any) -> None:
    form = await to_blink(hass, gateway)
    result = await submit(hass, form["flow_id"], LAMP)
    assert result["step_id"] == "blinked"
    assert result["description_placeholders"] == {"output": "3/4"}
    switched = [event for event in gateway.house.world.history if event.address == at("3/4")]
    assert len(switched) == 2
    result = await choose(hass, result["flow_id"], "devices")
    assert result["step_id"] == "devices"


async def test_the_wrong_bus_type_shows_and_is_changed(hass: HomeAssistant, gateway: Any) -> None:
    form = await to_blink(hass, gateway, bus_type="bibus")
    result = await submit(hass, form["flow_id"], LAMP)
    assert result["step_id"] == "blink_failed"
    form = await choose(hass, result["flow_id"], "connection")
    assert form["step_id"] == "user"
    suggested = {str(key): key.description for key in form["data_schema"].schema}
    assert suggested["bus_type"] == {"suggested_value": "minido"}
    from tests.integration.homes import connection_data

    result = await submit(hass, form["flow_id"], connection_data(gateway))
    assert result["type"] is FlowResultType.MENU
    form = await choose(hass, result["flow_id"], "blink")
    assert (await submit(hass, form["flow_id"], LAMP))["step_id"] == "blinked"


async def test_what_is_on_already_is_not_tried_and_says_so(hass: HomeAssistant, gateway: Any) -> None:
    gateway.press(at("3/4"))
    await asyncio.sleep(0.2)
    form = await to_blink(hass, gateway)
    result = await submit(hass, form["flow_id"], LAMP)
    assert result["errors"] == {"base": "blink_refused"}
    result = await submit(hass, form["flow_id"], {"module": 1, "output": 1})
    assert result["step_id"] == "blinked"


async def test_a_gateway_that_has_gone_is_told_and_can_come_back(hass: HomeAssistant, gateway: Any) -> None:
    form = await to_blink(hass, gateway)
    gateway.faults = Faults(refuse_login=True)
    result = await submit(hass, form["flow_id"], LAMP)
    assert result["errors"] == {"base": "blink_no_link"}
    gateway.faults = Faults()
    assert (await submit(hass, form["flow_id"], LAMP))["step_id"] == "blinked"


@pytest.mark.parametrize("step", ["blinked", "blink_failed"])
async def test_both_answers_lead_on_and_back(hass: HomeAssistant, gateway: Any, step: str) -> None:
    form = await to_blink(hass, gateway, bus_type="minido" if step == "blinked" else "bibus")
    result = await submit(hass, form["flow_id"], LAMP)
    assert sorted(result["menu_options"]) == ["blink", "connection", "devices"]
    again = await hass.config_entries.flow.async_configure(result["flow_id"])
    assert (again["step_id"], again["menu_options"]) == (step, result["menu_options"])
    assert (await choose(hass, result["flow_id"], "blink"))["step_id"] == "blink"
