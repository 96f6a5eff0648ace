"""Calibrating a cover from a page: step by step, on a lease."""

import asyncio
from typing import Any

import pytest
from homeassistant.helpers import area_registry as ar

from custom_components.ipcom.devices.rooms import async_set_room
from tests.integration.homes import Home, at, until
from tests.integration.motor_pages import MotorPage
from tests.integration.panel.calibrating import (
    COVER,
    DOWN,
    LEFT,
    RIGHT,
    UP,
    at_bottom,
    begun,
    going_up,
    measured,
    motor,
    times,
)


async def test_a_cover_is_calibrated_step_by_step(motor_page: MotorPage) -> None:
    home = motor_page.home
    calibration = motor_page.subscribe("calibrate", thing_id=LEFT)
    assert calibration.events == [
        {"step": "ready", "lease": calibration.lease, "hint": None, "max_run": 60.0}
    ]
    await calibration.passes(5)
    assert not home.world.history
    assert calibration.step("begin")
    assert (await calibration.shows("closing"))["seconds"] == 60.0
    await calibration.shows("at_bottom", 70)
    assert not home.world.is_on(at(DOWN))
    assert calibration.step("up")
    await calibration.shows("going_up")
    assert home.world.is_on(at(UP))
    await calibration.passes(21)
    assert calibration.step("arrived")
    await calibration.shows("going_down")
    assert [event["step"] for event in calibration.events[-2:]] == ["at_top", "going_down"]
    assert not home.world.is_on(at(UP))
    await calibration.passes(19.5)
    assert calibration.step("arrived")
    found = await calibration.shows("measured")
    assert (found["up"], found["down"]) == (pytest.approx(21, abs=0.5), pytest.approx(19.5, abs=0.5))
    assert times(home) == (None, None)
    assert calibration.step("save")
    await calibration.shows("saved")
    assert times(home) == (found["up"], found["down"])
    await home.hass.async_block_till_done()
    assert (home.state(COVER), home.attribute(COVER, "current_position")) == ("closed", 0)
    assert not calibration.renew()
    assert not calibration.step("again")


async def test_one_that_is_surely_closed_does_not_run_down_first(motor_page: MotorPage) -> None:
    home = motor_page.home
    await home.call("ipcom", "calibrate", COVER, travel_time_up=21, travel_time_down=20)
    await home.call("ipcom", "set_known_position", COVER, position=0)
    calibration = motor_page.subscribe("calibrate", thing_id=LEFT)
    await calibration.passes(0.1)
    calibration.step("begin")
    await calibration.shows("at_bottom", 1)
    assert not home.world.history


@pytest.mark.parametrize("step", ["closing", "going_up", "going_down"])
async def test_without_a_renewal_the_motor_stops_and_nothing_is_saved(
    motor_page: MotorPage, step: str
) -> None:
    home = motor_page.home
    calibration = await (begun(motor_page) if step == "closing" else going_up(motor_page))
    if step == "going_down":
        await calibration.passes(4)
        calibration.step("arrived")
        await calibration.shows("going_down")
    relay = UP if step == "going_up" else DOWN
    assert home.world.is_on(at(relay))
    calibration.renew()
    assert 2.9 < await until(lambda: not home.world.is_on(at(relay)), 4) < 3.3
    await until(lambda: calibration.last == "ended")
    assert not calibration.renew()
    assert not calibration.step("arrived")
    assert times(home) == (None, None)


async def test_a_page_that_goes_while_a_step_waits_for_it_moves_nothing(motor_page: MotorPage) -> None:
    calibration = await at_bottom(motor_page)
    before = len(motor_page.home.world.history)
    motor_page.close()
    await asyncio.sleep(5)
    assert len(motor_page.home.world.history) == before
    assert calibration.last == "at_bottom"


async def test_only_its_own_page_may_take_steps(motor_page: MotorPage, other_page: MotorPage) -> None:
    calibration = await at_bottom(motor_page)
    answer = other_page.ask("calibrate/step", lease=calibration.lease, action="up")
    assert answer == {"alive": False, "taken": False}
    identifying = motor_page.subscribe("identify", thing_id=RIGHT)
    assert motor_page.ask("calibrate/step", lease=identifying.lease, action="up") == {
        "alive": True,
        "taken": False,
    }


async def test_a_quick_press_is_not_believed(motor_page: MotorPage) -> None:
    calibration = await going_up(motor_page)
    await calibration.passes(1)
    calibration.step("arrived")
    await calibration.shows("stopped")
    assert calibration.why == "motors.too_quick"
    assert calibration.step("again")


async def test_ways_that_differ_are_asked_about(motor_page: MotorPage) -> None:
    calibration = await measured(motor_page, 12, 6, "doubt")
    assert calibration.why == "motors.ways_differ"
    assert calibration.step("accept")
    found = await calibration.shows("measured")
    assert calibration.step("save")
    await calibration.shows("saved")
    assert times(motor_page.home) == (found["up"], found["down"])


async def test_times_that_look_wrong_are_asked_about_once(motor_page: MotorPage) -> None:
    calibration = await measured(motor_page)
    assert calibration.step("save", up=6, down=2)
    found = await calibration.shows("doubt")
    assert (found["up"], found["down"], calibration.why) == (6, 2, "motors.times_doubtful")
    calibration.step("accept")
    assert (await calibration.shows("measured"))["down"] == 2
    assert calibration.step("save")
    await calibration.shows("saved")
    assert times(motor_page.home) == (6, 2)


async def test_the_same_times_saved_again_are_taken(motor_page: MotorPage) -> None:
    calibration = await measured(motor_page)
    calibration.step("save", down=2)
    found = await calibration.shows("doubt")
    calibration.step("save", up=found["up"], down=2)
    await calibration.shows("saved")
    assert times(motor_page.home) == (found["up"], 2)


async def test_impossible_times_are_refused(motor_page: MotorPage) -> None:
    calibration = await measured(motor_page)
    calibration.step("save", up=0)
    await calibration.passes(0.1)
    assert (calibration.last, calibration.why) == ("measured", "cover.error.travel_time_impossible")
    assert calibration.events[-1]["text"]["category"] == "config_subentries"
    assert times(motor_page.home) == (None, None)


async def test_a_cover_with_both_directions_on_is_not_placed(motor_page: MotorPage) -> None:
    home = motor_page.home
    await home.call("ipcom", "calibrate", COVER, travel_time_up=21, travel_time_down=20)
    calibration = await measured(motor_page)
    both = bytes([255, 255, 0, 0, 0, 0, 0, 0])
    for _ in range(4):
        home.world.write(5, both)
        await calibration.passes(1)
    calibration.step("save")
    await calibration.passes(0.1)
    assert (calibration.last, calibration.why) == ("measured", "cover.error.not_stopped")
    assert times(home) == (21, 20)


async def test_without_a_link_it_does_not_begin(motor_page: MotorPage) -> None:
    home = motor_page.home
    await home.gateway.stop()
    await until(lambda: not home.entry.runtime_data.coordinator.online, 30)
    assert motor_page.subscribe("calibrate", thing_id=LEFT).why == "motors.no_link"
    await home.hass.config_entries.async_unload(home.entry.entry_id)
    refused = motor_page.subscribe("calibrate", thing_id=LEFT)
    assert (refused.last, refused.why) == ("refused", "motors.no_link")


async def test_the_times_of_the_neighbours_are_a_hint(motor_page: MotorPage) -> None:
    home = motor_page.home
    await home.call("ipcom", "calibrate", "cover.living_right", travel_time_up=22, travel_time_down=20)
    await home.call("ipcom", "calibrate", "cover.bedroom_window", travel_time_up=30, travel_time_down=28)
    calibration = motor_page.subscribe("calibrate", thing_id=LEFT)
    hint = calibration.events[0]["hint"]
    assert (hint["up"], hint["down"], list(hint["names"])) == (26, 24, ["Bedroom window", "Living right"])
    room = ar.async_get(home.hass).async_create("Living room").id
    for thing in (LEFT, RIGHT):
        async_set_room(home.hass, home.entry, thing, room)
    calibration.end()
    hint = motor_page.subscribe("calibrate", thing_id=LEFT).events[0]["hint"]
    assert (hint["up"], hint["down"], list(hint["names"])) == (22, 20, ["Living right"])


async def test_a_cover_that_was_moved_after_the_measurement_is_not_taken_for_closed(
    motor_page: MotorPage,
) -> None:
    home, calibration = motor_page.home, await measured(motor_page)
    home.gateway.press(at(UP))
    await calibration.passes(3)
    home.gateway.press(at(UP))
    await calibration.passes(2)
    calibration.step("save")
    await calibration.shows("saved")
    await home.hass.async_block_till_done()
    assert home.state(COVER) != "closed"
    assert home.attribute(COVER, "current_position") != 0


async def opened(home: Home, thing_id: str = LEFT) -> Any:
    """The form that says what comes when a calibration is begun."""
    flow = await home.entry.start_subentry_reconfigure_flow(home.hass, thing_id)
    return await submit(home, flow, {"next_step_id": "calibrate"})


async def submit(home: Home, flow: Any, user_input: dict[str, Any] | None = None) -> Any:
    return await home.hass.config_entries.subentries.async_configure(flow["flow_id"], user_input or {})


def abort(home: Home, flow: Any) -> None:
    home.hass.config_entries.subentries.async_abort(flow["flow_id"])


async def test_a_form_is_told_who_calibrates_in_the_panel(motor_page: MotorPage) -> None:
    home, calibration = motor_page.home, await at_bottom(motor_page)
    form = await submit(home, await opened(home))
    assert (form["step_id"], form["errors"]) == ("calibrate", {"base": "in_panel"})
    assert form["description_placeholders"]["person"] == motor_page.connection.user.name
    assert form["description_placeholders"]["name"] == "Living left"
    assert not home.world.is_on(at(DOWN))
    calibration.end()
    await asyncio.sleep(3)
    form = await submit(home, form)
    assert (form["step_id"], form.get("errors")) == ("calibrate_closing", None)
    abort(home, form)
    await home.hass.async_block_till_done(wait_background_tasks=True)


async def test_a_page_is_told_that_a_form_calibrates_and_begins_when_that_is_closed(
    motor_page: MotorPage,
) -> None:
    home = motor_page.home
    motor(home).place(0.0)
    form = await submit(home, await opened(home))
    assert form["step_id"] == "calibrate_closing"
    refused = motor_page.subscribe("calibrate", thing_id=LEFT)
    told = await refused.shows("refused")
    assert told["text"] == {
        "category": "config_subentries",
        "key": "cover.error.in_form",
        "placeholders": {"name": "Living left", "person": ""},
    }
    other = motor_page.subscribe("calibrate", thing_id=RIGHT)
    await other.passes(0.1)
    assert other.last == "ready"
    abort(home, form)
    await asyncio.sleep(3)
    again = motor_page.subscribe("calibrate", thing_id=LEFT)
    await again.passes(0.1)
    assert again.last == "ready"
    again.end()
    other.end()
