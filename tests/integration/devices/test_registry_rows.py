"""Registry rows follow an output or a kind that has changed, also while the entry is not loaded."""

from typing import Any

import attr
import pytest
from homeassistant.helpers import device_registry as dr
from homeassistant.helpers import entity_registry as er

from custom_components.ipcom.const import DOMAIN
from tests.integration.homes import Home, at
from tests.integration.registries import device_of, row_of


def update(home: Home, local_id: str, unique_id: str | None = None, **data: Any) -> None:
    subentry = home.subentry(local_id)
    home.hass.config_entries.async_update_subentry(
        home.entry, subentry, data={**subentry.data, **data}, unique_id=unique_id or local_id
    )


async def reload(home: Home) -> None:
    await home.hass.config_entries.async_setup(home.entry.entry_id)
    await home.hass.async_block_till_done()


def ours(home: Home) -> list[str]:
    rows = er.async_entries_for_config_entry(er.async_get(home.hass), home.entry.entry_id)
    return sorted(
        row.entity_id for row in rows if row.config_subentry_id and not row.unique_id.endswith("_identify")
    )


async def test_outputs_that_swap_while_the_entry_is_not_loaded_keep_their_rows(home: Home) -> None:
    before = {key: row_of(home.hass, key) for key in ("light.hall", "light.porch")}
    there = ours(home)
    await home.hass.config_entries.async_unload(home.entry.entry_id)
    update(home, "1_1", output=2, unique_id="temporary")
    update(home, "1_2", output=1, unique_id="1_1")
    update(home, "temporary", unique_id="1_2")
    await reload(home)
    await home.light("turn_on", "light.hall")
    assert home.world.is_on(at("1/2"))
    assert ours(home) == there
    for entity_id, row in before.items():
        now = row_of(home.hass, entity_id)
        assert (now.id, now.device_id) == (row.id, row.device_id)


async def test_another_kind_while_the_entry_is_not_loaded_leaves_no_ghost(home: Home) -> None:
    device_id = row_of(home.hass, "light.hall").device_id
    await home.hass.config_entries.async_unload(home.entry.entry_id)
    update(home, "1_1", kind="switch")
    await reload(home)
    assert "light.hall" not in ours(home)
    assert row_of(home.hass, "switch.hall").device_id == device_id


async def test_parts_of_a_device_move_with_it(home: Home) -> None:
    entities = er.async_get(home.hass)
    part = entities.async_get_or_create(
        "button",
        DOMAIN,
        f"{home.entry.entry_id}_1_1_identify",
        config_entry=home.entry,
        config_subentry_id="subentry_1_1",
        device_id=row_of(home.hass, "light.hall").device_id,
    )
    update(home, "1_1", module=8, unique_id="8_1")
    await home.hass.async_block_till_done()
    moved = row_of(home.hass, part.entity_id)
    assert moved.unique_id == f"{home.entry.entry_id}_8_1_identify"
    assert row_of(home.hass, "light.hall").unique_id == f"{home.entry.entry_id}_8_1"


async def test_rows_and_devices_that_are_there_twice_are_put_right(home: Home) -> None:
    """As releases before this one left them, when an output had changed while the entry was not loaded."""
    entities, devices = er.async_get(home.hass), dr.async_get(home.hass)
    ghost = devices.async_get_or_create(
        config_entry_id=home.entry.entry_id,
        config_subentry_id="subentry_1_1",
        identifiers={(DOMAIN, f"{home.entry.entry_id}_8_1")},
    )
    for part in ("", "_power"):
        entities.async_get_or_create(
            "light",
            DOMAIN,
            f"{home.entry.entry_id}_8_1{part}",
            config_entry=home.entry,
            config_subentry_id="subentry_1_1",
            device_id=ghost.id,
        )
    kept = row_of(home.hass, "light.hall")
    await home.hass.config_entries.async_unload(home.entry.entry_id)
    await reload(home)
    assert row_of(home.hass, "light.hall").id == kept.id
    assert devices.async_get(ghost.id) is None
    assert len(ours(home)) == 17


async def test_a_row_that_is_left_in_another_domain_goes(home: Home) -> None:
    row = row_of(home.hass, "light.hall")
    er.async_get(home.hass).async_get_or_create(
        "switch",
        DOMAIN,
        row.unique_id,
        config_entry=home.entry,
        config_subentry_id="subentry_1_1",
        device_id=row.device_id,
    )
    await home.hass.config_entries.async_unload(home.entry.entry_id)
    await reload(home)
    assert row_of(home.hass, "light.hall").id == row.id
    assert len(ours(home)) == 17


async def test_a_light_that_becomes_a_switch_takes_everything_along_that_a_person_chose(home: Home) -> None:
    entities = er.async_get(home.hass)
    entities.async_update_entity(
        "light.hall",
        new_entity_id="light.big_hall",
        name="Big hall",
        icon="mdi:ceiling-light",
        labels={"evening"},
        aliases=["the hall"],
        area_id="entrance",
        hidden_by=er.RegistryEntryHider.USER,
    )
    entities.async_update_entity_options("light.big_hall", "conversation", {"should_expose": False})
    entities.async_update_entity_options("light.big_hall", "light", {"favorite_colors": []})
    await home.hass.async_block_till_done()
    before = row_of(home.hass, "light.big_hall")
    update(home, "1_1", kind="switch")
    await home.hass.async_block_till_done()
    row = row_of(home.hass, "switch.big_hall")
    for what in ("name", "icon", "labels", "aliases", "area_id", "hidden_by", "device_id"):
        assert getattr(row, what) == getattr(before, what), what
    assert row.options["conversation"] == {"should_expose": False}
    assert "light" not in row.options
    await home.call("switch", "turn_on", "switch.big_hall")
    assert home.world.is_on(at("1/1"))


async def test_a_kind_that_changes_there_and_back_keeps_the_last_choices(home: Home) -> None:
    update(home, "1_1", kind="switch")
    await home.hass.async_block_till_done()
    er.async_get(home.hass).async_update_entity(
        "switch.hall", new_entity_id="switch.corridor", labels={"late"}
    )
    await home.hass.async_block_till_done()
    update(home, "1_1", kind="light")
    await home.hass.async_block_till_done()
    assert row_of(home.hass, "light.corridor").labels == {"late"}
    assert "light.hall" not in ours(home)


async def test_an_object_id_that_is_taken_in_the_other_domain_takes_a_number(home: Home) -> None:
    home.hass.states.async_set("switch.hall", "on")
    update(home, "1_1", kind="switch")
    await home.hass.async_block_till_done()
    assert row_of(home.hass, "switch.hall_2").unique_id == f"{home.entry.entry_id}_1_1"


async def test_the_room_of_a_row_without_a_name_goes_to_its_device(home: Home) -> None:
    """Home Assistant refuses such a room today, but keeps one from before."""
    entities = er.async_get(home.hass)
    entities.async_update_entity("light.hall", name="Hall", area_id="entrance")
    row = row_of(home.hass, "light.hall")
    entities.entities["light.hall"] = attr.evolve(row, name=None)
    update(home, "1_1", kind="switch")
    await home.hass.async_block_till_done()
    assert row_of(home.hass, "switch.hall").area_id is None
    assert device_of(home.hass, "switch.hall").area_id == "entrance"


@pytest.mark.parametrize("loaded", [True, False])
async def test_a_removed_device_leaves_nothing(home: Home, loaded: bool, hass_storage: Any) -> None:
    device_id = row_of(home.hass, "cover.living_left").device_id
    assert device_id is not None
    if not loaded:
        await home.hass.config_entries.async_unload(home.entry.entry_id)
    home.hass.config_entries.async_remove_subentry(home.entry, "subentry_5_2")
    await home.hass.async_block_till_done()
    if not loaded:
        await reload(home)
    assert "cover.living_left" not in ours(home)
    assert dr.async_get(home.hass).async_get(device_id) is None
    await home.hass.config_entries.async_unload(home.entry.entry_id)
    stored = hass_storage[f"ipcom.{home.entry.entry_id}.positions"]["data"]
    assert "subentry_5_2" not in stored
    assert "subentry_5_4" in stored
