"""The file of runs: read after a restart, written some time after a run, and gone with what it is about."""

from datetime import timedelta
from typing import Any

import pytest
from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util
from pytest_homeassistant_custom_component.common import async_fire_time_changed

from custom_components.ipcom.devices.kept_runs import SAVE_DELAY_S, KeptRuns
from custom_components.ipcom.devices.mapping import MappedCover, from_subentry
from custom_components.ipcom.library import Motion
from tests.integration.homes import Home, HomeMaker
from tests.integration.stored_runs import SUBENTRY, key_of, put, stopped, with_times

ENTRY = "entry"


def cover_of(home: Home) -> MappedCover:
    cover = from_subentry(home.entry.subentries[SUBENTRY])
    assert isinstance(cover, MappedCover)
    return cover


async def loaded(hass: HomeAssistant, home: Home) -> KeptRuns:
    kept = KeptRuns(hass, home.entry.entry_id)
    await kept.async_load()
    return kept


async def test_runs_come_back_for_the_same_relays_and_times(
    hass: HomeAssistant, house: HomeMaker, hass_storage: dict[str, Any]
) -> None:
    home = with_times(house())
    put(home, hass_storage)
    kept = await loaded(hass, home)
    assert len(kept.async_history(SUBENTRY, cover_of(home)).runs(Motion.UP)) == 60


@pytest.mark.parametrize("options", [{"travel_up": 19.0}, {"start_delay": 0.2}])
async def test_other_times_begin_again(
    hass: HomeAssistant, house: HomeMaker, hass_storage: dict[str, Any], options: dict[str, Any]
) -> None:
    home = with_times(house(), **options)
    put(home, hass_storage)
    kept = await loaded(hass, home)
    assert len(kept.async_history(SUBENTRY, cover_of(home))) == 0


@pytest.mark.parametrize(
    "damage",
    [
        None,
        [],
        "runs",
        {SUBENTRY: None},
        {SUBENTRY: {"basis": "5/2", "runs": {}}},
        {SUBENTRY: {"basis": ["5/2", "5/1", 18.9, 17.5, 0.0], "runs": [1, 2]}},
        {SUBENTRY: {"basis": ["5/2", "5/1", 18.9, 17.5, 0.0], "runs": {"up": [[1], "x"]}}},
    ],
)
async def test_a_damaged_file_is_as_good_as_none(
    hass: HomeAssistant, house: HomeMaker, hass_storage: dict[str, Any], damage: object
) -> None:
    home = with_times(house())
    put(home, hass_storage)
    hass_storage[key_of(home)]["data"] = damage
    kept = await loaded(hass, home)
    assert len(kept.async_history(SUBENTRY, cover_of(home))) == 0


async def test_it_is_written_some_time_after_a_run_and_at_the_end(
    hass: HomeAssistant, house: HomeMaker, hass_storage: dict[str, Any]
) -> None:
    home = with_times(house())
    kept = await loaded(hass, home)
    await kept.async_save()
    assert key_of(home) not in hass_storage
    history = kept.async_history(SUBENTRY, cover_of(home))
    history.declined = (20.0, 19.0)
    kept.async_changed()
    async_fire_time_changed(hass, dt_util.utcnow() + timedelta(seconds=SAVE_DELAY_S + 1))
    await hass.async_block_till_done()
    assert hass_storage[key_of(home)]["data"][SUBENTRY]["runs"]["declined"] == [20.0, 19.0]
    history.begin_again()
    kept.async_changed()
    await kept.async_save()
    assert hass_storage[key_of(home)]["data"] == {}
    await kept.async_remove()
    assert key_of(home) not in hass_storage


async def test_runs_of_removed_covers_go(
    hass: HomeAssistant, house: HomeMaker, hass_storage: dict[str, Any]
) -> None:
    home = with_times(house())
    put(home, hass_storage, up=stopped(21.0, 3))
    kept = await loaded(hass, home)
    kept.async_forget_others({SUBENTRY})
    assert len(kept.async_history(SUBENTRY, cover_of(home)))
    kept.async_forget_others(())
    await kept.async_save()
    assert hass_storage[key_of(home)]["data"] == {}
