"""Favourite positions are Home Assistant's own; `ipcom.move_to_favourite` sends each cover to its first."""

from typing import Any

import pytest
from homeassistant.core import Context
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError
from homeassistant.helpers import entity_registry as er

from custom_components.ipcom.devices.favourites import async_favourites, async_keep_favourite
from tests.integration.homes import Home, HomeMaker, until
from tests.integration.simulated import Faults
from tests.integration.test_cover import calibrate_all

LEFT, RIGHT, BEDROOM = "cover.living_left", "cover.living_right", "cover.bedroom_window"


@pytest.fixture
async def calibrated(house: HomeMaker) -> Home:
    """The demo house, its shutters calibrated."""
    home = await calibrate_all(house()).start()
    for cover in (LEFT, RIGHT, BEDROOM):
        await home.call("ipcom", "set_known_position", cover, position=100)
    return home


async def move(home: Home, *covers: str) -> Context:
    context = Context()
    await home.hass.services.async_call(
        "ipcom", "move_to_favourite", {"entity_id": list(covers)}, blocking=True, context=context
    )
    return context


def motors(home: Home) -> list[Any]:
    return list(home.world.shutters.values())


def options(home: Home, entity_id: str) -> Any:
    row = er.async_get(home.hass).async_get(entity_id)
    assert row is not None
    return row.options


async def test_each_goes_to_its_own(calibrated: Home) -> None:
    for motor in motors(calibrated):
        motor.place(100.0)
    wanted = {LEFT: 40, RIGHT: 60, BEDROOM: 25}
    for cover, position in wanted.items():
        async_keep_favourite(calibrated.hass, cover, position)
    context = await move(calibrated, *wanted)
    await until(lambda: all(calibrated.state(cover) == "closing" for cover in wanted))
    await until(lambda: all(calibrated.state(cover) == "open" for cover in wanted), within=60.0)
    shown = {cover: calibrated.attribute(cover, "current_position") for cover in wanted}
    assert shown == pytest.approx(wanted, abs=2)
    assert all(calibrated.whole_state(cover).context == context for cover in wanted)


async def test_covers_without_a_favourite_are_named_before_any_moves(calibrated: Home) -> None:
    async_keep_favourite(calibrated.hass, LEFT, 40)
    sent = calibrated.client.statistics.frames_sent
    with pytest.raises(ServiceValidationError) as failure:
        await move(calibrated, LEFT, RIGHT, BEDROOM)
    assert failure.value.translation_key == "no_favourite"
    assert failure.value.translation_placeholders == {"entities": f"{BEDROOM}, {RIGHT}"}
    assert calibrated.client.statistics.frames_sent == sent


async def test_a_cover_without_times_has_no_position_to_go_to(home: Home) -> None:
    async_keep_favourite(home.hass, LEFT, 40)
    with pytest.raises(ServiceValidationError) as failure:
        await move(home, LEFT)
    assert failure.value.translation_key == "no_favourite"


async def test_one_error_names_all_that_did_not_move(calibrated: Home) -> None:
    for cover in (LEFT, RIGHT):
        async_keep_favourite(calibrated.hass, cover, 40)
    calibrated.gateway.faults = Faults(ignore_writes_percent=100)
    with pytest.raises(HomeAssistantError) as failure:
        await move(calibrated, LEFT, RIGHT)
    assert failure.value.translation_key == "covers_not_moved"
    assert failure.value.translation_placeholders == {"entities": f"{LEFT}, {RIGHT}"}


async def test_what_did_not_move_alone_has_its_own_reason(calibrated: Home) -> None:
    async_keep_favourite(calibrated.hass, LEFT, 40)
    calibrated.gateway.faults = Faults(ignore_writes_percent=100)
    with pytest.raises(HomeAssistantError) as failure:
        await move(calibrated, LEFT)
    assert failure.value.translation_key != "covers_not_moved"


async def test_a_favourite_that_is_kept_is_the_first_and_the_others_stay(home: Home) -> None:
    rows = er.async_get(home.hass)
    rows.async_update_entity_options(LEFT, "cover", {"favorite_positions": [0, 50], "other": 1})
    async_keep_favourite(home.hass, LEFT, 30)
    async_keep_favourite(home.hass, LEFT, 50)
    assert async_favourites(home.hass, LEFT) == [50, 30, 0]
    assert options(home, LEFT)["cover"] == {"favorite_positions": [50, 30, 0], "other": 1}


async def test_what_is_no_list_of_positions_counts_as_none(home: Home) -> None:
    rows = er.async_get(home.hass)
    rows.async_update_entity_options(LEFT, "cover", {"favorite_positions": "40"})
    assert async_favourites(home.hass, LEFT) == []
    assert async_favourites(home.hass, "cover.nowhere") == []
    async_keep_favourite(home.hass, "cover.nowhere", 40)
