"""The action `ipcom.move_to_favourite`: each cover to the first of its own favourites, and one error for all."""

import asyncio
from typing import Any

import pytest
from homeassistant.core import Context, HomeAssistant
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError
from homeassistant.helpers import area_registry as ar
from homeassistant.helpers import device_registry as dr
from homeassistant.helpers import entity_registry as er

from custom_components.ipcom.devices.favourites import Favourite, async_keep_favourite
from tests.integration.homes import Home, HomeMaker, until
from tests.integration.kinds_house import start_kinds
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


def keep(home: Home, cover: str, position: int) -> None:
    async_keep_favourite(home.hass, cover, Favourite(position))


def give_room(home: Home, *entity_ids: str) -> str:
    area = ar.async_get(home.hass).async_get_or_create("Downstairs")
    for entity_id in entity_ids:
        row = er.async_get(home.hass).async_get(entity_id)
        assert row is not None
        assert row.device_id is not None
        dr.async_get(home.hass).async_update_device(row.device_id, area_id=area.id)
    return area.id


async def move_room(home: Home, area_id: str) -> None:
    await home.hass.services.async_call("ipcom", "move_to_favourite", {"area_id": area_id}, blocking=True)


def motors(home: Home) -> list[Any]:
    return list(home.world.shutters.values())


async def test_each_goes_to_its_own(calibrated: Home) -> None:
    for motor in motors(calibrated):
        motor.place(100.0)
    wanted = {LEFT: 40, RIGHT: 60, BEDROOM: 25}
    for cover, position in wanted.items():
        keep(calibrated, cover, position)
    context = await move(calibrated, *wanted)
    await until(lambda: all(calibrated.state(cover) == "closing" for cover in wanted))
    await until(lambda: all(calibrated.state(cover) == "open" for cover in wanted), within=60.0)
    shown = {cover: calibrated.attribute(cover, "current_position") for cover in wanted}
    assert shown == pytest.approx(wanted, abs=2)
    assert all(calibrated.whole_state(cover).context == context for cover in wanted)


async def test_covers_without_a_favourite_are_named_before_any_moves(calibrated: Home) -> None:
    keep(calibrated, LEFT, 40)
    sent = calibrated.client.statistics.frames_sent
    with pytest.raises(ServiceValidationError) as failure:
        await move(calibrated, LEFT, RIGHT, BEDROOM)
    assert failure.value.translation_key == "no_favourite"
    assert failure.value.translation_placeholders == {"entities": f"{BEDROOM}, {RIGHT}"}
    assert calibrated.client.statistics.frames_sent == sent


async def test_a_cover_without_times_has_no_position_to_go_to(home: Home) -> None:
    keep(home, LEFT, 40)
    with pytest.raises(ServiceValidationError) as failure:
        await move(home, LEFT)
    assert failure.value.translation_key == "no_favourite"


async def test_one_error_names_all_that_did_not_move(calibrated: Home) -> None:
    for cover in (LEFT, RIGHT):
        keep(calibrated, cover, 40)
    calibrated.gateway.faults = Faults(ignore_writes_percent=100)
    with pytest.raises(HomeAssistantError) as failure:
        await move(calibrated, LEFT, RIGHT)
    assert failure.value.translation_key == "covers_not_moved"
    assert failure.value.translation_placeholders == {"entities": f"{LEFT}, {RIGHT}"}


async def test_what_did_not_move_alone_has_its_own_reason(calibrated: Home) -> None:
    keep(calibrated, LEFT, 40)
    calibrated.gateway.faults = Faults(ignore_writes_percent=100)
    with pytest.raises(HomeAssistantError) as failure:
        await move(calibrated, LEFT)
    assert failure.value.translation_key != "covers_not_moved"


async def test_covers_of_a_room_that_have_no_favourite_stay_where_they_are(calibrated: Home) -> None:
    for motor in motors(calibrated):
        motor.place(100.0)
    area_id = give_room(calibrated, LEFT, RIGHT)
    keep(calibrated, LEFT, 40)
    await move_room(calibrated, area_id)
    await calibrated.shows(LEFT, "closing")
    assert calibrated.state(RIGHT) == "open"


async def test_a_room_without_any_favourite_is_told(calibrated: Home) -> None:
    area_id = give_room(calibrated, LEFT, RIGHT)
    with pytest.raises(ServiceValidationError) as failure:
        await move_room(calibrated, area_id)
    assert failure.value.translation_placeholders == {"entities": f"{LEFT}, {RIGHT}"}


async def test_what_is_no_cover_of_ours_is_told_before_any_moves(calibrated: Home) -> None:
    keep(calibrated, LEFT, 40)
    sent = calibrated.client.statistics.frames_sent
    with pytest.raises(ServiceValidationError) as failure:
        await move(calibrated, LEFT, "light.hall", "cover.of_the_neighbour")
    assert failure.value.translation_key == "no_cover_target"
    assert failure.value.translation_placeholders == {"entities": "cover.of_the_neighbour, light.hall"}
    assert calibrated.client.statistics.frames_sent == sent


async def test_while_the_gateway_cannot_be_reached_all_are_named(calibrated: Home) -> None:
    for cover in (LEFT, RIGHT):
        keep(calibrated, cover, 40)
    await calibrated.gateway.stop()
    await calibrated.shows(LEFT, "unavailable")
    with pytest.raises(HomeAssistantError) as failure:
        await move(calibrated, LEFT, RIGHT)
    assert failure.value.translation_key == "covers_not_moved"
    assert failure.value.translation_placeholders == {"entities": f"{LEFT}, {RIGHT}"}


async def test_a_gate_on_one_relay_has_no_position_to_go_to(hass: HomeAssistant, gateway: Any) -> None:
    home = await start_kinds(hass, gateway)
    keep(home, "cover.drive", 40)
    with pytest.raises(ServiceValidationError) as failure:
        await move(home, "cover.drive")
    assert failure.value.translation_key == "no_favourite"


async def test_slats_go_to_their_own_favourite_in_the_same_command(house: HomeMaker) -> None:
    home = await calibrate_all(house(), tilt_time=2.0).start()
    await home.call("ipcom", "set_known_position", LEFT, position=100)
    motors(home)[0].place(100.0)
    async_keep_favourite(home.hass, LEFT, Favourite(40, 30))
    context = await move(home, LEFT)
    await home.shows(LEFT, "closing")
    await until(lambda: home.state(LEFT) == "open", within=60.0)
    await asyncio.sleep(10.0)
    assert home.attribute(LEFT, "current_position") == pytest.approx(40, abs=3)
    assert home.attribute(LEFT, "current_tilt_position") == pytest.approx(30, abs=5)
    assert home.whole_state(LEFT).context == context
