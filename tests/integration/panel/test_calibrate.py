"""Calibrating a cover from a page: step by step, on a lease."""

import asyncio
from typing import Any

import pytest
from homeassistant.helpers import area_registry as ar

from custom_components.ipcom.devices.mapping import MappedCover
from custom_components.ipcom.devices.rooms import async_set_room
from custom_components.ipcom.library import OutputAddress
from tests.integration.homes import Home, at, until
from tests.integration.motor_pages import MotorPage, Subscription
from tests.integration.simulated import Faults, pair

UP, DOWN = "5/2", "5/1"
LEFT, RIGHT, BEDROOM = "subentry_5_2", "subentry_5_4", "subentry_6_2"
COVER = "cover.living_left"
PAIR = pair(MappedCover("Living left", OutputAddress.parse(UP), OutputAddress.parse(DOWN)))


def motor(home: Home) -> Any:
    return home.world.shutters[PAIR]


async def begun(page: MotorPage) -> Subscription:
    """A calibration whose first run down is under way."""
    calibration = page.subscribe("calibrate", thing_id=LEFT)
    await calibration.passes(0.1)
    assert calibration.step("begin")
    await calibration.while_renewed(until(lambda: page.home.world.is_on(at(DOWN))))
    return calibration


async def at_bottom(page: MotorPage) -> Subscription:
    """One that waits at the bottom, where the person has seen it arrive."""
    motor(page.home).place(0.0)
    calibration = await begun(page)
    assert calibration.step("arrived")
    await calibration.shows("at_bottom")
    return calibration


async def going_up(page: MotorPage) -> Subscription:
    calibration = await at_bottom(page)
    assert calibration.step("up")
    await calibration.shows("going_up")
    return calibration


async def measured(page: MotorPage, up: float = 6, down: float = 6, then: str = "measured") -> Subscription:
    calibration = await going_up(page)
    await calibration.passes(up)
    assert calibration.step("arrived")
    await calibration.shows("going_down")
    await calibration.passes(down)
    assert calibration.step("arrived")
    await calibration.shows(then)
    return calibration


def times(home: Home, thing: str = LEFT) -> tuple[Any, Any]:
    data = home.entry.subentries[thing].data
    return data.get("travel_time_up"), data.get("travel_time_down")


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


async def test_a_button_that_is_pressed_twice_counts_once(motor_page: MotorPage) -> None:
    calibration = await going_up(motor_page)
    await calibration.passes(5)
    assert calibration.step("arrived")
    assert not calibration.step("arrived")
    assert not calibration.step("again")
    await calibration.shows("going_down")
    assert not calibration.step("up")
    assert not calibration.step("save")


async def test_only_its_own_page_may_take_steps(motor_page: MotorPage, other_page: MotorPage) -> None:
    calibration = await at_bottom(motor_page)
    answer = other_page.ask("calibrate/step", lease=calibration.lease, action="up")
    assert answer == {"alive": False, "taken": False}
    identifying = motor_page.subscribe("identify", thing_id=RIGHT)
    assert motor_page.ask("calibrate/step", lease=identifying.lease, action="up") == {
        "alive": True,
        "taken": False,
    }


@pytest.mark.parametrize("running", ["closing", "going_up"])
async def test_a_stop_stops_and_the_calibration_goes_on(motor_page: MotorPage, running: str) -> None:
    home = motor_page.home
    calibration = await (begun(motor_page) if running == "closing" else going_up(motor_page))
    assert calibration.step("stop")
    assert "text" not in await calibration.shows("stopped", 1)
    assert not any(home.world.is_on(at(relay)) for relay in (UP, DOWN))
    assert calibration.step("begin")
    await calibration.shows("closing")


async def test_a_motor_that_is_about_to_start_can_be_stopped(motor_page: MotorPage) -> None:
    home, calibration = motor_page.home, await at_bottom(motor_page)
    await calibration.passes(2)
    assert calibration.step("up")
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    assert calibration.step("stop")
    await calibration.shows("stopped", 5)
    await calibration.passes(3)
    assert not home.world.is_on(at(UP))


@pytest.mark.parametrize("running", ["closing", "going_up"])
async def test_again_begins_anew_from_anywhere(motor_page: MotorPage, running: str) -> None:
    home = motor_page.home
    calibration = await (begun(motor_page) if running == "closing" else going_up(motor_page))
    assert calibration.step("again")
    await calibration.while_renewed(until(lambda: calibration.events[-1]["step"] == "closing"))
    await calibration.while_renewed(until(lambda: home.world.is_on(at(DOWN))))
    assert not home.world.is_on(at(UP))
    assert not motor(home).both_on_count


@pytest.mark.parametrize("running", ["closing", "going_up"])
async def test_the_wall_ends_a_run_and_a_person_wins(motor_page: MotorPage, running: str) -> None:
    home = motor_page.home
    calibration = await (begun(motor_page) if running == "closing" else going_up(motor_page))
    home.gateway.press(at(DOWN if running == "closing" else UP))
    await calibration.shows("stopped")
    assert calibration.why == "motors.run_ended"
    await calibration.passes(1)
    home.gateway.press(at(DOWN))
    await calibration.passes(1)
    motor_page.close()
    await asyncio.sleep(5)
    assert home.world.is_on(at(DOWN))


async def test_a_press_at_the_wall_in_the_pause_before_a_run_wins(motor_page: MotorPage) -> None:
    home, calibration = motor_page.home, await going_up(motor_page)
    await calibration.passes(4)
    calibration.step("arrived")
    await calibration.while_renewed(until(lambda: calibration.last == "at_top"))
    home.gateway.press(at(UP))
    await calibration.shows("stopped")
    motor_page.close()
    await asyncio.sleep(5)
    assert home.world.is_on(at(UP))
    assert not motor(home).both_on_count


@pytest.mark.parametrize("running", ["closing", "starting", "going_up"])
@pytest.mark.parametrize(("action", "relay"), [("open_cover", UP), ("close_cover", DOWN), ("stop_cover", "")])
async def test_a_command_of_another_user_takes_the_motor(
    motor_page: MotorPage, running: str, action: str, relay: str
) -> None:
    home = motor_page.home
    match running:
        case "closing":
            calibration = await begun(motor_page)
        case "going_up":
            calibration = await going_up(motor_page)
        case _:
            calibration = await at_bottom(motor_page)
            calibration.step("up")
            await asyncio.sleep(0.001)
    motor(home).place(50.0)
    await home.call("cover", action, COVER)
    await calibration.shows("stopped")
    assert calibration.why == "motors.commanded"
    motor_page.close()
    await asyncio.sleep(4)
    assert home.world.is_on(at(UP)) is (relay == UP)
    assert home.world.is_on(at(DOWN)) is (relay == DOWN)
    assert not motor(home).both_on_count


async def test_a_run_has_a_longest_time(motor_page: MotorPage) -> None:
    calibration = await going_up(motor_page)
    await calibration.shows("stopped", 65)
    assert calibration.why == "motors.run_ended"
    assert not motor_page.home.world.is_on(at(UP))


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


async def test_a_motor_that_does_not_run_is_tried_again(motor_page: MotorPage) -> None:
    home = motor_page.home
    calibration = motor_page.subscribe("calibrate", thing_id=LEFT)
    await calibration.passes(0.1)
    home.gateway.faults = Faults(ignore_writes_percent=100)
    calibration.step("begin")
    await calibration.shows("stopped", 60)
    assert calibration.why == "cover.error.not_started"
    home.gateway.faults = Faults()
    calibration.step("again")
    await calibration.shows("closing")


async def test_runs_that_do_not_start_begin_where_they_were(motor_page: MotorPage) -> None:
    home, calibration = motor_page.home, await at_bottom(motor_page)
    home.gateway.faults = Faults(ignore_writes_percent=100)
    calibration.step("up")
    await calibration.while_renewed(until(lambda: "text" in calibration.events[-1], 60))
    assert (calibration.last, calibration.why) == ("at_bottom", "cover.error.not_started")
    home.gateway.faults = Faults()
    calibration.step("up")
    await calibration.shows("going_up")
    await calibration.passes(6)
    calibration.step("arrived")
    await calibration.while_renewed(until(lambda: not home.world.is_on(at(UP))))
    home.gateway.faults = Faults(ignore_writes_percent=100)
    await calibration.while_renewed(until(lambda: "text" in calibration.events[-1], 60))
    assert (calibration.last, calibration.why) == ("at_top", "cover.error.not_started")
    home.gateway.faults = Faults()
    assert calibration.step("down")
    await calibration.shows("going_down")


@pytest.mark.parametrize("action", ["arrived", "stop", "again", "swap"])
async def test_a_stop_that_is_not_seen_is_told(motor_page: MotorPage, action: str) -> None:
    home, calibration = motor_page.home, await going_up(motor_page)
    await calibration.passes(5)
    before = home.entry.subentries[LEFT].data
    home.gateway.faults = Faults(ignore_writes_percent=100)
    calibration.step(action)
    await calibration.shows("stopped", 60)
    assert calibration.why == "cover.error.not_stopped"
    assert home.entry.subentries[LEFT].data == before
    home.gateway.faults = Faults()
    await calibration.while_renewed(until(lambda: not home.world.is_on(at(UP)), 20))


async def test_a_link_that_breaks_ends_the_run_and_the_stop_leaves_when_it_is_back(
    motor_page: MotorPage,
) -> None:
    home, calibration = motor_page.home, await going_up(motor_page)
    await home.gateway.stop()
    await calibration.shows("stopped", 30)
    assert calibration.why == "motors.link_lost"
    motor_page.close()
    await asyncio.sleep(1)
    await home.gateway.start()
    await until(lambda: not home.world.is_on(at(UP)), 30)


async def test_swapped_in_the_middle_of_a_run_it_stops_first_and_all_begins_anew(
    motor_page: MotorPage,
) -> None:
    home = motor_page.home
    await home.call("ipcom", "calibrate", COVER, travel_time_up=21, travel_time_down=20)
    calibration = await begun(motor_page)
    assert calibration.step("swap")
    ready = await calibration.shows("ready")
    assert ready["max_run"] == 60.0
    assert times(home) == (20, 21)
    assert home.entry.subentries[LEFT].data["up_output"] == 1
    assert not home.world.is_on(at(DOWN))
    assert calibration.step("begin")
    await calibration.while_renewed(until(lambda: home.world.is_on(at(UP))))
    await home.hass.async_block_till_done()
    assert home.state(COVER) == "closing"


async def test_swapped_in_the_middle_of_a_start_nothing_else_happens(motor_page: MotorPage) -> None:
    home, calibration = motor_page.home, await at_bottom(motor_page)
    calibration.step("up")
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    assert not calibration.step("swap")
    await calibration.shows("going_up")
    assert times(home) == (None, None)


async def test_a_cover_whose_outputs_change_or_that_goes_ends_it(motor_page: MotorPage) -> None:
    home, calibration = motor_page.home, await going_up(motor_page)
    subentry = home.entry.subentries[LEFT]
    home.hass.config_entries.async_update_subentry(
        home.entry, subentry, data={**subentry.data, "up_module": 7, "up_output": 1}
    )
    await until(lambda: calibration.last != "going_up")
    assert calibration.why == "motors.wiring_changed"
    await until(lambda: not home.world.is_on(at(UP)))
    await home.hass.async_block_till_done()
    assert not calibration.renew()


async def test_a_cover_that_is_removed_while_it_runs_stops(motor_page: MotorPage) -> None:
    home, calibration = motor_page.home, await going_up(motor_page)
    home.hass.config_entries.async_remove_subentry(home.entry, LEFT)
    await until(lambda: calibration.last == "stopped")
    await until(lambda: not home.world.is_on(at(UP)))
    await home.hass.async_block_till_done()
    assert not calibration.renew()


async def test_a_cover_that_is_turned_elsewhere_keeps_no_times_from_before(motor_page: MotorPage) -> None:
    home, calibration = motor_page.home, await measured(motor_page)
    subentry = home.entry.subentries[LEFT]
    turned = {**subentry.data, "up_output": 1, "down_output": 2}
    home.hass.config_entries.async_update_subentry(home.entry, subentry, data=turned)
    await home.hass.async_block_till_done()
    calibration.step("save")
    await calibration.shows("stopped")
    assert calibration.why == "motors.wiring_changed"
    assert times(home) == (None, None)


async def test_a_cover_that_can_no_longer_be_used_is_told(motor_page: MotorPage) -> None:
    home, calibration = motor_page.home, await at_bottom(motor_page)
    started = home.entry.runtime_data.covers._started
    kept = started.pop(LEFT)
    calibration.step("again")
    await calibration.shows("stopped")
    assert calibration.why == "motors.not_usable"
    refused = motor_page.subscribe("calibrate", thing_id=LEFT)
    assert refused.why == "motors.not_usable"
    started[LEFT] = kept


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
