"""Covers that were never calibrated, and those with a position."""

import asyncio
import time
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from homeassistant.components.cover import CoverEntityFeature
from homeassistant.core import Event, callback
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError

from custom_components.ipcom.devices.cover_options import CoverOptions
from custom_components.ipcom.devices.mapping import MappedCover
from tests.integration.homes import Home, HomeMaker, at, until
from tests.integration.registries import row_of
from tests.integration.simulated import Faults, pair

LEFT = "cover.living_left"
UP, DOWN = "5/2", "5/1"


@pytest.fixture
async def calibrated(house: HomeMaker) -> Home:
    """The demo house, its shutters calibrated."""
    return await calibrate_all(house()).start()


def calibrate_all(home: Home, **options: Any) -> Home:
    """Give every cover the travel times of its motor."""
    devices = tuple(
        replace(device, options=replace(_times_of(home, device), **options))
        if isinstance(device, MappedCover)
        else device
        for device in home.devices
    )
    return replace(home, devices=devices)


def _times_of(home: Home, cover: MappedCover) -> CoverOptions:
    motor = home.world.shutters[pair(cover)]
    return CoverOptions(travel_up=motor.spec.up_s, travel_down=motor.spec.down_s)


def motor(home: Home) -> Any:
    return next(m for p, m in home.world.shutters.items() if str(p.up) == UP)


async def test_without_times_it_does_not_stay_opening(home: Home) -> None:
    await home.call("cover", "open_cover", LEFT)
    await asyncio.sleep(57)
    assert home.state(LEFT) == "opening"
    await asyncio.sleep(5)
    assert home.state(LEFT) == "unknown"
    assert not home.world.is_on(at(UP))


async def test_without_times_it_opens_closes_and_stops(home: Home) -> None:
    assert home.state(LEFT) == "unknown"
    features = home.attribute(LEFT, "supported_features")
    assert not features & CoverEntityFeature.SET_POSITION
    assert features & CoverEntityFeature.STOP
    await home.call("cover", "open_cover", LEFT)
    assert home.world.is_on(at(UP))
    assert home.state(LEFT) == "opening"
    await home.call("cover", "close_cover", LEFT)
    assert home.world.is_on(at(DOWN))
    assert not home.world.is_on(at(UP))
    assert home.state(LEFT) == "closing"
    await home.call("cover", "stop_cover", LEFT)
    assert not home.world.is_on(at(DOWN))
    assert home.state(LEFT) == "unknown"
    assert not home.attribute(LEFT, "assumed_state")


async def test_a_wall_switch_shows_as_opening(home: Home) -> None:
    home.gateway.press(at(UP))
    assert await home.shows(LEFT, "opening") < 0.4
    home.gateway.press(at(UP))
    assert await home.shows(LEFT, "unknown") < 0.4


async def test_a_full_run_ends_at_a_known_end(calibrated: Home) -> None:
    await calibrated.call("cover", "open_cover", LEFT)
    await calibrated.shows(LEFT, "open", 40)
    assert calibrated.attribute(LEFT, "current_position") == 100
    assert not calibrated.attribute(LEFT, "assumed_state")
    assert motor(calibrated).position == pytest.approx(100)
    await calibrated.call("cover", "close_cover", LEFT)
    await calibrated.shows(LEFT, "closed", 40)
    assert calibrated.attribute(LEFT, "current_position") == 0
    assert motor(calibrated).position == pytest.approx(0)


async def test_closing_runs_the_motor_down_and_opening_up(home: Home) -> None:
    for action, lower, upper in (("close_cover", 0.0, 49.9), ("open_cover", 50.1, 100.0)):
        motor(home).place(50.0)
        await home.call("cover", action, LEFT)
        await asyncio.sleep(1.0)
        assert lower < motor(home).position < upper
        await home.call("cover", "stop_cover", LEFT)
        await until(lambda: motor(home).running is None, 2)


async def test_the_position_is_shown_every_second_while_it_moves(calibrated: Home) -> None:
    await calibrated.call("cover", "open_cover", LEFT)
    await calibrated.shows(LEFT, "open", 40)
    seen: list[tuple[float, int]] = []
    loop = asyncio.get_running_loop()

    @callback
    def note(event: Event[Any]) -> None:
        if event.data["entity_id"] == LEFT:
            seen.append((loop.time(), event.data["new_state"].attributes["current_position"]))

    unsubscribe = calibrated.hass.bus.async_listen("state_changed", note)
    await calibrated.call("cover", "close_cover", LEFT)
    await calibrated.shows(LEFT, "closed", 40)
    unsubscribe()
    moments = [moment for moment, position in seen if position not in (0, 100)]
    assert max(later - earlier for earlier, later in pairwise(moments)) <= 1.0
    positions = [position for _, position in seen]
    assert positions == sorted(positions, reverse=True)


async def test_it_goes_to_a_position(calibrated: Home) -> None:
    await calibrated.call("cover", "close_cover", LEFT)
    await calibrated.shows(LEFT, "closed", 40)
    await calibrated.call("cover", "set_cover_position", LEFT, position=40)
    assert calibrated.state(LEFT) == "opening"
    await calibrated.shows(LEFT, "open", 40)
    assert calibrated.attribute(LEFT, "current_position") == pytest.approx(40, abs=2)
    assert motor(calibrated).position == pytest.approx(40, abs=3)
    assert not calibrated.attribute(LEFT, "assumed_state")


async def test_an_end_that_is_only_estimated_is_assumed(calibrated: Home) -> None:
    await calibrated.call("cover", "close_cover", LEFT)
    await calibrated.shows(LEFT, "closed", 40)
    calibrated.gateway.press_shutter(motor_pair(calibrated), "up")
    await calibrated.shows(LEFT, "opening")
    await asyncio.sleep(21.2)
    calibrated.gateway.press_shutter(motor_pair(calibrated), "stop")
    await calibrated.shows(LEFT, "open")
    assert calibrated.attribute(LEFT, "current_position") == 100
    assert calibrated.attribute(LEFT, "assumed_state")


def motor_pair(home: Home) -> Any:
    return next(p for p in home.world.shutters if str(p.up) == UP)


async def test_a_position_outlives_a_restart(calibrated: Home) -> None:
    await calibrated.call("cover", "open_cover", LEFT)
    await calibrated.shows(LEFT, "open", 40)
    await calibrated.hass.config_entries.async_reload(calibrated.entry.entry_id)
    await calibrated.hass.async_block_till_done()
    assert calibrated.state(LEFT) == "open"
    assert calibrated.attribute(LEFT, "current_position") == 100
    assert not calibrated.attribute(LEFT, "assumed_state")


async def test_a_movement_is_on_disk_from_its_start(calibrated: Home, hass_storage: dict[str, Any]) -> None:
    await calibrated.call("cover", "open_cover", LEFT)
    key = f"ipcom.{calibrated.entry.entry_id}.positions"

    def stored() -> Any:
        return hass_storage[key]["data"]["subentry_5_2"]

    await until(lambda: stored()["moving"] == "up" and stored()["ours"])
    await calibrated.shows(LEFT, "open", 40)
    await until(lambda: stored()["moving"] == "off" and stored()["position"] == 100)


async def test_a_movement_that_a_power_cut_left_is_stopped_and_its_position_estimated(
    house: HomeMaker, hass_storage: dict[str, Any]
) -> None:
    home = calibrate_all(house())
    home.world.press_shutter(motor_pair(home), "down")
    key = f"ipcom.{home.entry.entry_id}.positions"
    left = {"position": 100, "confidence": "known", "at": time.time() - 5, "moving": "down", "ours": True}
    hass_storage[key] = {"version": 1, "minor_version": 1, "key": key, "data": {"subentry_5_2": left}}
    await home.start()
    await until(lambda: not home.world.is_on(at(DOWN)), 3)
    await home.shows(LEFT, "open")
    assert 60 < home.attribute(LEFT, "current_position") < 85


@pytest.mark.parametrize(
    "damage", [[], "torn", 4, {"subentry_5_2": None}, {"subentry_5_2": {"position": "x"}}]
)
async def test_a_file_of_positions_that_is_none_leaves_them_unknown(
    house: HomeMaker, hass_storage: dict[str, Any], damage: object
) -> None:
    prepared = calibrate_all(house())
    key = f"ipcom.{prepared.entry.entry_id}.positions"
    hass_storage[key] = {"version": 1, "minor_version": 1, "key": key, "data": damage}
    home = await prepared.start()
    assert home.state(LEFT) == "unknown"
    assert home.attribute(LEFT, "current_position") is None


async def test_tilt_for_blinds(house: HomeMaker) -> None:
    home = await calibrate_all(house(), tilt_time=1.5).start()
    await home.call("cover", "close_cover", LEFT)
    await home.shows(LEFT, "closed", 40)
    assert home.attribute(LEFT, "current_tilt_position") == 0
    await home.call("cover", "open_cover_tilt", LEFT)
    await until(lambda: home.attribute(LEFT, "current_tilt_position") == 100, 10)
    await home.call("cover", "close_cover_tilt", LEFT)
    await until(lambda: home.attribute(LEFT, "current_tilt_position") == 0, 10)
    await home.call("cover", "set_cover_tilt_position", LEFT, tilt_position=50)
    await home.call("cover", "stop_cover_tilt", LEFT)
    assert not home.world.is_on(at(UP))


async def test_a_position_from_nowhere_is_refused_with_a_reason(calibrated: Home) -> None:
    calibrated.gateway.faults = Faults(ignore_writes_percent=100)
    with pytest.raises(HomeAssistantError) as failure:
        await calibrated.call("cover", "open_cover", LEFT)
    assert failure.value.translation_key == "move_unseen"
    assert failure.value.translation_placeholders == {"shutter": "Living left"}


async def test_a_person_tells_where_it_stands(calibrated: Home) -> None:
    await calibrated.call("ipcom", "set_known_position", LEFT, position=30)
    assert calibrated.attribute(LEFT, "current_position") == 30
    assert calibrated.state(LEFT) == "open"


async def test_a_position_told_while_both_directions_are_on_is_refused(calibrated: Home) -> None:
    await calibrated.breaks_switch(UP, DOWN)
    with pytest.raises(HomeAssistantError) as failure:
        await calibrated.call("ipcom", "set_known_position", LEFT, position=30)
    assert failure.value.translation_key == "both_directions_on"
    assert calibrated.state(LEFT) == "unknown"


async def test_without_times_there_is_no_position_to_tell(home: Home) -> None:
    with pytest.raises(ServiceValidationError) as failure:
        await home.call("ipcom", "set_known_position", LEFT, position=30)
    assert failure.value.translation_key == "no_position"


async def test_times_given_by_an_action_make_positions_possible(home: Home) -> None:
    await home.call("ipcom", "calibrate", LEFT, travel_time_up=21, travel_time_down=19.5)
    await home.hass.async_block_till_done()
    await until(lambda: home.attribute(LEFT, "supported_features") & CoverEntityFeature.SET_POSITION)
    assert home.subentry("5_2").data["travel_time_up"] == 21
    await home.call("ipcom", "set_known_position", LEFT, position=0)
    assert home.state(LEFT) == "closed"


async def test_new_times_do_not_interrupt_the_entity(home: Home) -> None:
    seen: list[str] = []

    @callback
    def note(event: Event[Any]) -> None:
        if event.data["entity_id"] == LEFT:
            seen.append(event.data["new_state"].state)

    unsubscribe = home.hass.bus.async_listen("state_changed", note)
    await home.call("ipcom", "calibrate", LEFT, travel_time_up=21, travel_time_down=19.5)
    await home.hass.async_block_till_done()
    unsubscribe()
    assert seen == ["unknown"]
    row = row_of(home.hass, LEFT)
    assert row.supported_features & CoverEntityFeature.SET_POSITION


async def test_new_times_stop_a_cover_that_moves(home: Home) -> None:
    await home.call("cover", "open_cover", LEFT)
    await home.call("ipcom", "calibrate", LEFT, travel_time_up=21, travel_time_down=19.5)
    await until(lambda: not home.world.is_on(at(UP)), 3)
    await home.hass.async_block_till_done()
    await home.call("ipcom", "set_known_position", LEFT, position=0)
    assert home.state(LEFT) == "closed"


async def test_times_that_cannot_be_are_refused(house: HomeMaker) -> None:
    home = await calibrate_all(house(), tilt_time=5).start()
    with pytest.raises(ServiceValidationError):
        await home.call("ipcom", "calibrate", LEFT, travel_time_up=4, travel_time_down=19.5)


async def test_a_shutter_that_does_not_stop_is_told(home: Home) -> None:
    await home.call("cover", "open_cover", LEFT)
    home.gateway.faults = Faults(ignore_writes_percent=100)
    with pytest.raises(HomeAssistantError) as failure:
        await home.call("button", "press", "button.the_house_stop_all_shutters")
    assert failure.value.translation_key == "stop_unseen"
    assert failure.value.translation_placeholders == {"shutter": "Living left"}
    home.gateway.faults = Faults()
    await until(lambda: not home.world.is_on(at(UP)), 5)


@pytest.mark.parametrize("moving", [False, True])
async def test_an_action_right_after_calibrate_is_not_lost(home: Home, moving: bool) -> None:
    if moving:
        await home.call("cover", "open_cover", LEFT)
    await home.call("ipcom", "calibrate", LEFT, travel_time_up=21, travel_time_down=19.5)
    await home.call("ipcom", "set_known_position", LEFT, position=50)
    assert home.attribute(LEFT, "current_position") == 50
