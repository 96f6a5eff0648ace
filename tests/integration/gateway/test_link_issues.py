"""A gateway that is unreachable for long is a repair, and so is a login that another program holds."""

from datetime import timedelta
from typing import Any

import pytest
from homeassistant.config_entries import ConfigEntryDisabler, ConfigEntryState
from homeassistant.core import HomeAssistant
from homeassistant.helpers import issue_registry as ir
from homeassistant.util import dt as dt_util
from pytest_homeassistant_custom_component.common import async_fire_time_changed

from custom_components.ipcom.const import DOMAIN
from custom_components.ipcom.devices.issues import NOT_CALIBRATED
from custom_components.ipcom.gateway.link_issues import HELD, HELD_S, UNREACHABLE, UNREACHABLE_S
from tests.integration.homes import Home, until
from tests.integration.simulated import Faults


def issue(home: Home, kind: str) -> Any:
    return ir.async_get(home.hass).async_get_issue(DOMAIN, f"{kind}_{home.entry.entry_id}_")


async def pass_time(hass: HomeAssistant, seconds: float) -> None:
    async_fire_time_changed(hass, dt_util.utcnow() + timedelta(seconds=seconds + 1.0))
    await hass.async_block_till_done()


async def test_ten_minutes_without_the_gateway_raise_it_and_its_return_withdraws_it(
    hass: HomeAssistant, gateway: Any
) -> None:
    home = await Home(hass, gateway).start()
    await gateway.stop()
    await until(lambda: not home.client.connection.online)
    assert issue(home, UNREACHABLE) is None
    await pass_time(hass, UNREACHABLE_S)
    assert issue(home, UNREACHABLE).translation_placeholders == {"name": "The house", "host": "127.0.0.1"}
    await gateway.start()
    await until(lambda: home.client.connection.online)
    assert issue(home, UNREACHABLE) is None


async def test_a_short_outage_raises_nothing(hass: HomeAssistant, gateway: Any) -> None:
    home = await Home(hass, gateway).start()
    await gateway.stop()
    await until(lambda: not home.client.connection.online)
    await gateway.start()
    await until(lambda: home.client.connection.online)
    await pass_time(hass, UNREACHABLE_S)
    assert issue(home, UNREACHABLE) is None


async def test_an_entry_that_was_never_loaded_raises_it_too(hass: HomeAssistant, gateway: Any) -> None:
    await gateway.stop()
    home = await Home(hass, gateway).start(ConfigEntryState.SETUP_RETRY)
    await pass_time(hass, UNREACHABLE_S)
    assert issue(home, UNREACHABLE) is not None
    await hass.config_entries.async_remove(home.entry.entry_id)
    assert issue(home, UNREACHABLE) is None


async def test_an_entry_that_was_disabled_meanwhile_raises_nothing(hass: HomeAssistant, gateway: Any) -> None:
    await gateway.stop()
    home = await Home(hass, gateway).start(ConfigEntryState.SETUP_RETRY)
    await hass.config_entries.async_set_disabled_by(home.entry.entry_id, ConfigEntryDisabler.USER)
    await pass_time(hass, UNREACHABLE_S)
    assert issue(home, UNREACHABLE) is None


async def test_disabling_an_entry_withdraws_it(hass: HomeAssistant, gateway: Any) -> None:
    await gateway.stop()
    home = await Home(hass, gateway).start(ConfigEntryState.SETUP_RETRY)
    await pass_time(hass, UNREACHABLE_S)
    assert issue(home, UNREACHABLE) is not None
    await hass.config_entries.async_set_disabled_by(home.entry.entry_id, ConfigEntryDisabler.USER)
    assert issue(home, UNREACHABLE) is None


async def test_disabling_a_loaded_entry_withdraws_its_repairs_until_it_is_enabled(home: Home) -> None:
    disable = home.hass.config_entries.async_set_disabled_by
    await disable(home.entry.entry_id, ConfigEntryDisabler.USER)
    assert issue(home, NOT_CALIBRATED) is None
    await disable(home.entry.entry_id, None)
    assert issue(home, NOT_CALIBRATED) is not None


async def test_a_refusal_of_a_login_that_worked_says_who_may_hold_it(
    hass: HomeAssistant, gateway: Any
) -> None:
    home = await Home(hass, gateway).start()
    gateway.faults = Faults(refuse_login=True)
    gateway.drop_connections()
    await until(lambda: "refused" in home.client.connection.reason)
    await pass_time(hass, HELD_S)
    assert issue(home, HELD) is not None
    gateway.faults = Faults()
    await until(lambda: home.client.connection.online)
    assert issue(home, HELD) is None


async def test_a_refusal_at_the_start_counts_for_credentials_that_have_worked(
    hass: HomeAssistant, gateway: Any
) -> None:
    gateway.faults = Faults(refuse_login=True)
    home = await Home(hass, gateway, data={"proven": True}).start(ConfigEntryState.SETUP_RETRY)
    await pass_time(hass, HELD_S)
    assert issue(home, HELD) is not None


@pytest.mark.parametrize("kind", [UNREACHABLE, HELD])
async def test_unloading_ends_the_waiting(hass: HomeAssistant, gateway: Any, kind: str) -> None:
    home = await Home(hass, gateway).start()
    await gateway.stop()
    await until(lambda: not home.client.connection.online)
    await hass.config_entries.async_unload(home.entry.entry_id)
    await pass_time(hass, UNREACHABLE_S)
    assert issue(home, kind) is None
