"""A wrong bus type passes the login; when no command ever works, a repair leads to it."""

from typing import Any

import pytest
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import issue_registry as ir
from homeassistant.setup import async_setup_component
from homeassistant.util import dt as dt_util
from pytest_homeassistant_custom_component.common import async_fire_time_changed

from custom_components.ipcom.const import DOMAIN
from custom_components.ipcom.gateway.first_command import LOOK, NO_COMMAND_WORKS
from tests.integration.homes import Home, demo_devices
from tests.integration.simulated import Faults


def issue(home: Home) -> Any:
    return ir.async_get(home.hass).async_get_issue(DOMAIN, f"{NO_COMMAND_WORKS}_{home.entry.entry_id}_")


async def look(home: Home) -> None:
    async_fire_time_changed(home.hass, dt_util.utcnow() + LOOK * 2)
    await home.hass.async_block_till_done()


async def fail(home: Home, times: int) -> None:
    for _ in range(times):
        with pytest.raises(HomeAssistantError):
            await home.light("turn_on", "light.kitchen")


async def test_the_wrong_bus_type_is_asked_for(hass: HomeAssistant, gateway: Any) -> None:
    home = await Home(hass, gateway, demo_devices(gateway), data={"bus_type": "bibus"}).start()
    await fail(home, 2)
    await look(home)
    assert issue(home) is not None
    await hass.config_entries.async_reload(home.entry.entry_id)
    assert issue(home) is None


async def test_two_commands_without_effect_raise_it_and_one_that_works_withdraws_it(
    hass: HomeAssistant, gateway: Any
) -> None:
    home = await Home(hass, gateway, demo_devices(gateway)).start()
    gateway.faults = Faults(ignore_writes_percent=100)
    await fail(home, 1)
    await look(home)
    assert issue(home) is None
    await fail(home, 1)
    await look(home)
    assert issue(home) is not None

    assert await async_setup_component(hass, "repairs", {})
    from homeassistant.components.repairs import repairs_flow_manager

    manager = repairs_flow_manager(hass)
    assert manager is not None
    result = await manager.async_init(DOMAIN, context={"issue_id": issue(home).issue_id})
    assert result["next_flow"][0] == "config_flow"
    (flow,) = hass.config_entries.flow.async_progress()
    assert flow["step_id"] == "reconfigure"

    gateway.faults = Faults()
    await home.light("turn_on", "light.kitchen")
    await look(home)
    assert issue(home) is None
    assert home.entry.data["commands_work"] is True


async def test_an_entry_whose_commands_have_worked_is_never_asked(hass: HomeAssistant, gateway: Any) -> None:
    home = await Home(hass, gateway, demo_devices(gateway), data={"commands_work": True}).start()
    gateway.faults = Faults(ignore_writes_percent=100)
    await fail(home, 2)
    await look(home)
    assert issue(home) is None
