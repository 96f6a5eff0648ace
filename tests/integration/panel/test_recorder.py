"""The history of an entry, over its link's and its own ups and downs."""

import asyncio
from typing import Any

import pytest
from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError

from custom_components.ipcom.panel import recorder as recorders
from custom_components.ipcom.panel.history import History
from custom_components.ipcom.panel.recorder import async_recorder
from tests.integration.homes import Home, HomeMaker, at, until
from tests.integration.simulated import Faults


def history(home: Home) -> History:
    return async_recorder(home.hass, home.entry).history


def keys(home: Home) -> list[str]:
    return [str(each.text["key"]).removeprefix("now.messages.") for each in history(home).messages]


async def minute(home: Home) -> Any:
    """Wait for the next sample."""
    samples = history(home).samples
    before = samples[-1] if samples else None
    await until(lambda: samples and samples[-1] is not before, 70)
    return samples[-1]


async def test_who_changed_what_is_kept(home: Home) -> None:
    home.gateway.press(at("1/1"))
    await home.shows("light.hall", "on")
    await home.light("turn_off", "light.hall")
    await until(lambda: len(history(home).changes) == 2)
    assert [(each.index, each.old > 0, each.value > 0, each.own) for each in history(home).changes] == [
        (0, False, True, False),
        (0, True, False, True),
    ]


async def test_a_sample_a_minute_tells_how_the_link_was(home: Home) -> None:
    await minute(home)
    home.gateway.press(at("1/1"))
    await home.shows("light.hall", "on")
    await home.light("turn_off", "light.hall")
    sample = await minute(home)
    assert (sample.online, sample.offline, sample.presses, sample.commands) == (True, 0.0, 1, 1)
    assert 0 <= sample.round_trip <= sample.worst < 1
    assert 2.5 < sample.updates < 3.5
    assert (await minute(home)).presses == 0


async def test_a_short_outage_is_seconds_of_its_minute(home: Home) -> None:
    await minute(home)
    await home.gateway.stop()
    await asyncio.sleep(5)
    await home.gateway.start()
    await home.shows("light.hall", "off")
    sample = await minute(home)
    assert sample.online
    assert 4 < sample.offline < 8
    assert keys(home)[:2] == ["loaded", "link_lost"]
    assert keys(home)[-1] == "link_came"
    assert (await minute(home)).offline == 0


async def test_a_minute_without_a_link_says_so(home: Home) -> None:
    await minute(home)
    await home.gateway.stop()
    await minute(home)
    sample = await minute(home)
    assert (sample.online, sample.round_trip, sample.worst, sample.updates) == (False, None, None, 0.0)
    assert 59 < sample.offline <= 60


async def test_a_gateway_that_forgot_its_outputs_is_told(home: Home) -> None:
    home.world.write(1, bytes((255, 255, 255, 0, 0, 0, 0, 0)))
    await until(lambda: len(history(home).changes) == 3)
    await home.gateway.reboot(keep_outputs=False, down_s=2)
    await until(lambda: "gateway_restarted" in keys(home))
    assert keys(home)[-2:] == ["link_came", "gateway_restarted"]


async def test_both_directions_of_a_shutter_are_told_by_its_name(home: Home) -> None:
    home.world.write(5, bytes((255, 255, 0, 0, 0, 0, 0, 0)))
    await until(lambda: "both_directions_on" in keys(home))
    assert history(home).messages[-1].text["placeholders"] == {"name": "Living left"}
    await home.breaks_switch("5/1", "5/2")
    assert keys(home).count("both_directions_on") == 1


async def test_a_shutter_that_is_not_named_is_told_by_its_outputs(home: Home) -> None:
    recorder = async_recorder(home.hass, home.entry)
    pair = next(each.pair for each in home.devices if each.name == "Living left" and hasattr(each, "pair"))
    assert recorder._name_of(pair) == "Living left"
    for subentry in list(home.entry.subentries.values()):
        home.hass.config_entries.async_remove_subentry(home.entry, subentry.subentry_id)
    assert recorder._name_of(pair) == "5/2 + 5/1"


async def test_a_command_that_failed_is_told_by_the_name_of_its_device(home: Home) -> None:
    home.gateway.faults = Faults(ignore_writes_percent=100)
    with pytest.raises(HomeAssistantError):
        await home.light("turn_on", "light.hall")
    message = history(home).messages[-1]
    assert keys(home)[-1] == "command_failed"
    assert message.reason is not None
    assert message.reason["key"] == "output_unseen.message"
    assert message.reason["placeholders"] == {"output": "Hall", "value": "255"}


async def test_it_goes_on_over_reloads(home: Home) -> None:
    home.gateway.press(at("1/1"))
    await until(lambda: len(history(home).changes) == 1)
    before = history(home)
    await home.light("turn_off", "light.hall")
    await home.hass.config_entries.async_reload(home.entry.entry_id)
    await home.hass.async_block_till_done()
    assert history(home) is before
    assert keys(home) == ["loaded", "unloaded", "reloaded"]
    home.gateway.press(at("1/1"))
    await until(lambda: len(before.changes) == 3)
    assert (await minute(home)).commands >= 1


async def test_a_set_up_that_is_repeated_for_one_reason_is_told_once(house: HomeMaker) -> None:
    home = house()
    await home.gateway.stop()
    await home.start(ConfigEntryState.SETUP_RETRY)
    assert keys(home) == ["setup_retry"]
    reason = history(home).messages[0].reason
    assert reason is not None
    assert (reason["category"], reason["key"]) == ("exceptions", "connect_refused.message")
    await home.hass.config_entries.async_reload(home.entry.entry_id)
    assert keys(home) == ["setup_retry"]
    assert not (await minute(home)).online
    await home.gateway.start()
    await until(lambda: home.entry.state is ConfigEntryState.LOADED, 120)
    assert keys(home) == ["setup_retry", "loaded"]


async def test_a_set_up_that_failed_for_good_is_told(hass: HomeAssistant, gateway: Any) -> None:
    home = await Home(hass, gateway, data={"username": ""}).start(ConfigEntryState.SETUP_ERROR)
    assert keys(home) == ["setup_failed"]
    assert history(home).messages[0].reason is not None


async def test_a_failure_without_words_of_ours_is_told_without_a_reason(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fault(*_: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr("custom_components.ipcom.client_from", fault)
    await home.hass.config_entries.async_reload(home.entry.entry_id)
    assert keys(home)[-1] == "setup_failed"
    assert history(home).messages[-1].reason is None


async def test_each_entry_has_its_own(hass: HomeAssistant, two_buses: Any) -> None:
    homes = [await Home(hass, two_buses, bus=bus).start() for bus in (1, 2)]
    homes[0].world.press(at("1/1"))
    await until(lambda: history(homes[0]).changes)
    assert not history(homes[1]).changes
    await hass.config_entries.async_unload(homes[1].entry.entry_id)
    assert [keys(home) for home in homes] == [["loaded"], ["loaded", "unloaded"]]


async def test_it_ends_with_the_entry(home: Home) -> None:
    kept = home.hass.data[recorders._RECORDERS]
    assert home.entry.entry_id in kept
    samples = history(home).samples
    await home.hass.config_entries.async_remove(home.entry.entry_id)
    assert not kept
    count = len(samples)
    await asyncio.sleep(130)
    assert len(samples) == count


async def test_it_writes_no_state_and_no_file(
    hass: HomeAssistant, home: Home, hass_storage: dict[str, Any]
) -> None:
    await hass.async_block_till_done()
    written: list[Any] = []
    hass.bus.async_listen("state_changed", written.append)
    stored = {name for name in hass_storage if "ipcom" in name}
    for _ in range(3):
        await minute(home)
    assert not written
    assert {name for name in hass_storage if "ipcom" in name} == stored
