"""Runs at the wall and from Home Assistant lead to a repair that proposes other travel times, and to nothing else."""

import asyncio
import random
from typing import Any

from homeassistant.config_entries import ConfigEntryDisabler
from homeassistant.core import HomeAssistant
from homeassistant.helpers import issue_registry as ir

from custom_components.ipcom.const import DOMAIN
from custom_components.ipcom.devices.learned_times import OTHER_TIMES, evidence
from custom_components.ipcom.devices.mapping import MappedCover, from_subentry
from custom_components.ipcom.diagnostics import async_get_config_entry_diagnostics
from custom_components.ipcom.library import Motion
from tests.integration.homes import Home, HomeMaker
from tests.integration.simulated import pair
from tests.integration.stored_runs import (
    DOWN_S,
    SUBENTRY,
    UP_S,
    count_logins,
    cut_by_timer,
    key_of,
    put,
    stopped,
    with_times,
)

LEFT = "cover.living_left"


def issue(home: Home) -> Any:
    return ir.async_get(home.hass).async_get_issue(DOMAIN, f"{OTHER_TIMES}_{home.entry.entry_id}_{SUBENTRY}")


def left(home: Home) -> MappedCover:
    cover = from_subentry(home.entry.subentries[SUBENTRY])
    assert isinstance(cover, MappedCover)
    return cover


def data(home: Home) -> dict[str, Any]:
    return dict(home.entry.subentries[SUBENTRY].data)


async def set_data(home: Home, **changes: Any) -> None:
    subentry = home.entry.subentries[SUBENTRY]
    home.hass.config_entries.async_update_subentry(home.entry, subentry, data={**subentry.data, **changes})
    await home.hass.async_block_till_done()


async def test_the_thirtieth_full_run_at_the_wall_raises_a_repair_and_changes_nothing(
    house: HomeMaker, hass_storage: dict[str, Any]
) -> None:
    home = with_times(house())
    put(home, hass_storage, up=stopped(21.0, 29), down=stopped(19.5, 29, seed=2))
    logins = count_logins(home.gateway)
    await home.start()
    before, relays = data(home), pair(left(home))
    rng = random.Random(4)
    for number in range(20):
        assert issue(home) is None or number > 2
        way, travel = (("up", 21.0), ("down", 19.5))[number % 2]
        home.gateway.press_shutter(relays, way)
        await asyncio.sleep(travel + 0.6 * rng.lognormvariate(0.0, 0.5))
        home.gateway.press_shutter(relays, "stop")
        await asyncio.sleep(2.0)
        if issue(home) is not None:
            break
    assert issue(home).is_fixable
    assert issue(home).translation_placeholders == {"name": "Living left"}
    proposal = home.entry.runtime_data.learned.proposal(SUBENTRY)
    shown = evidence(left(home), proposal)
    assert float(shown["proposed_up"]) > UP_S or float(shown["proposed_down"]) > DOWN_S
    assert shown["runs_up"] == "-" or int(shown["runs_up"]) >= 30
    assert data(home) == before
    assert logins() == 1


async def test_a_stop_in_home_assistant_counts_and_what_a_command_ends_does_not(house: HomeMaker) -> None:
    home = await with_times(house()).start()
    await home.call("cover", "open_cover", LEFT)
    await asyncio.sleep(15.0)
    await home.call("cover", "stop_cover", LEFT)
    await asyncio.sleep(2.0)
    await home.call("cover", "close_cover", LEFT)
    await asyncio.sleep(25.0)
    history = home.entry.runtime_data.learned.history(SUBENTRY)
    (run,) = history.runs(Motion.UP)
    assert not run.outside
    assert abs(run.seconds - 15.0) < 0.5
    assert history.runs(Motion.DOWN) == ()


async def test_a_run_while_the_link_breaks_counts_for_nothing(house: HomeMaker) -> None:
    home = await with_times(house()).start()
    home.gateway.press_shutter(pair(left(home)), "up")
    await asyncio.sleep(10.0)
    home.gateway.drop_connections()
    await asyncio.sleep(10.0)
    home.gateway.press_shutter(pair(left(home)), "stop")
    await asyncio.sleep(2.0)
    assert len(home.entry.runtime_data.learned.history(SUBENTRY)) == 0


async def test_runs_outlive_a_restart(house: HomeMaker, hass_storage: dict[str, Any]) -> None:
    home = await with_times(house()).start()
    home.gateway.press_shutter(pair(left(home)), "up")
    await asyncio.sleep(15.0)
    home.gateway.press_shutter(pair(left(home)), "stop")
    await asyncio.sleep(2.0)
    await home.hass.config_entries.async_reload(home.entry.entry_id)
    assert len(hass_storage[key_of(home)]["data"][SUBENTRY]["runs"]["up"]) == 1
    assert len(home.entry.runtime_data.learned.history(SUBENTRY)) == 1


async def test_a_proposal_is_there_again_after_a_restart(
    house: HomeMaker, hass_storage: dict[str, Any]
) -> None:
    home = with_times(house())
    put(home, hass_storage)
    await home.start()
    assert issue(home) is not None
    shown = evidence(left(home), home.entry.runtime_data.learned.proposal(SUBENTRY))
    assert shown["since"] in ("2026-09-21", "2026-09-22")
    assert "2026-11-16" <= shown["until"] <= "2026-11-20"
    assert {key: shown[key] for key in ("name", "known_up", "known_down")} == {
        "name": "Living left",
        "known_up": "18.9",
        "known_down": "17.5",
    }


async def test_for_one_direction_the_other_time_stays(house: HomeMaker, hass_storage: dict[str, Any]) -> None:
    home = with_times(house())
    put(home, hass_storage, down=stopped(17.5, seed=2))
    await home.start()
    shown = evidence(left(home), home.entry.runtime_data.learned.proposal(SUBENTRY))
    assert (shown["proposed_down"], shown["runs_down"], shown["spread_down"]) == ("17.5", "-", "-")


async def test_other_times_by_hand_begin_again(house: HomeMaker, hass_storage: dict[str, Any]) -> None:
    home = with_times(house())
    put(home, hass_storage)
    await home.start()
    await set_data(home, travel_time_up=19.0)
    assert issue(home) is None
    assert len(home.entry.runtime_data.learned.history(SUBENTRY)) == 0


async def test_directions_that_are_swapped_begin_again(
    house: HomeMaker, hass_storage: dict[str, Any]
) -> None:
    home = with_times(house())
    put(home, hass_storage)
    await home.start()
    before = data(home)
    await set_data(home, up_output=before["down_output"], down_output=before["up_output"])
    assert issue(home) is None
    assert len(home.entry.runtime_data.learned.history(SUBENTRY)) == 0


async def test_another_name_changes_nothing(house: HomeMaker, hass_storage: dict[str, Any]) -> None:
    home = with_times(house())
    put(home, hass_storage)
    await home.start()
    subentry = home.entry.subentries[SUBENTRY]
    home.hass.config_entries.async_update_subentry(home.entry, subentry, title="Kitchen")
    await home.hass.async_block_till_done()
    assert issue(home).translation_placeholders == {"name": "Kitchen"}


async def test_times_that_its_relays_cannot_work_with_are_not_proposed(
    house: HomeMaker, hass_storage: dict[str, Any]
) -> None:
    home = with_times(house(), overrun=574.0)
    put(home, hass_storage)
    await home.start()
    assert issue(home) is None


async def test_a_cover_without_times_learns_nothing(house: HomeMaker, hass_storage: dict[str, Any]) -> None:
    home = house()
    put(home, hass_storage)
    await home.start()
    assert issue(home) is None
    assert home.entry.runtime_data.learned.history(SUBENTRY) is None
    assert home.entry.runtime_data.learned.figures(SUBENTRY) is None


async def test_the_length_of_a_bus_timer_is_proposed_for_guessed_times_only(
    house: HomeMaker, hass_storage: dict[str, Any]
) -> None:
    home = with_times(house(), travel_up=30.0, travel_down=30.0, guessed=True)
    runs = cut_by_timer(22.0)
    put(home, hass_storage, up=runs, down=runs, times=(30.0, 30.0))
    await home.start()
    assert issue(home) is not None
    await set_data(home, times_guessed=False)
    assert issue(home) is None


async def test_the_repair_goes_with_the_cover_and_the_file_with_the_entry(
    hass: HomeAssistant, house: HomeMaker, hass_storage: dict[str, Any]
) -> None:
    home = with_times(house())
    put(home, hass_storage)
    await home.start()
    assert issue(home) is not None
    hass.config_entries.async_remove_subentry(home.entry, SUBENTRY)
    await hass.async_block_till_done()
    assert issue(home) is None
    assert home.entry.runtime_data.learned.proposal(SUBENTRY) is None
    await hass.config_entries.async_remove(home.entry.entry_id)
    assert key_of(home) not in hass_storage


async def test_the_repair_goes_while_the_entry_is_disabled(
    hass: HomeAssistant, house: HomeMaker, hass_storage: dict[str, Any]
) -> None:
    home = with_times(house())
    put(home, hass_storage)
    await home.start()
    await hass.config_entries.async_set_disabled_by(home.entry.entry_id, ConfigEntryDisabler.USER)
    assert issue(home) is None
    await hass.config_entries.async_set_disabled_by(home.entry.entry_id, None)
    await hass.async_block_till_done()
    assert issue(home) is not None


async def test_the_diagnostics_say_what_was_learned_but_not_when(
    house: HomeMaker, hass_storage: dict[str, Any]
) -> None:
    home = with_times(house())
    put(home, hass_storage)
    await home.start()
    found = await async_get_config_entry_diagnostics(home.hass, home.entry)
    (learned,) = [each["learned_times"] for each in found["things"] if each.get("learned_times")]
    assert len(learned["runs"]["up"]) == 60
    assert learned["declined"] is None
    assert learned["proposed"][2] == "stops"
    assert "17900" not in str(learned)
    assert (data(home)["travel_time_up"], data(home)["travel_time_down"]) == (UP_S, DOWN_S)
