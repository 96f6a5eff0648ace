"""A file in which up and down of a cover have changed places."""

from dataclasses import replace

from custom_components.ipcom.devices.cover_options import CoverOptions
from custom_components.ipcom.devices.direction import turned
from custom_components.ipcom.devices.mapping import MappedCover, from_subentries
from custom_components.ipcom.imports.apply_plan import async_apply_plan
from custom_components.ipcom.imports.import_plan import plan_import
from tests.integration.homes import Home, at
from tests.integration.registries import row_of

LEFT = "cover.living_left"


async def test_an_import_turns_a_cover_with_its_times_and_keeps_its_entity(home: Home) -> None:
    await home.call("ipcom", "calibrate", LEFT, travel_time_up=21, travel_time_down=19)
    await home.hass.async_block_till_done()
    row = row_of(home.hass, LEFT)
    mapped = from_subentries(home.entry.subentries)
    before = mapped["subentry_5_2"]
    assert isinstance(before, MappedCover)
    imported = replace(turned(before), key="another", options=CoverOptions())
    plan = plan_import(mapped, [imported])
    assert [change.subentry_id for change in plan.changed] == ["subentry_5_2"]
    async_apply_plan(home.hass, home.entry, plan)
    await home.hass.async_block_till_done()
    data = home.subentry("5_1").data
    assert (data["travel_time_up"], data["travel_time_down"]) == (19, 21)
    assert row_of(home.hass, LEFT).id == row.id
    await home.call("cover", "open_cover", LEFT)
    assert home.world.is_on(at("5/1"))
