"""What happens in the middle of a calibration: people, other commands, faults, and covers that change."""

import asyncio

import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.ipcom.devices.calibration import CoverCalibration
from custom_components.ipcom.library import CommandSuperseded, OutputAddress
from tests.integration.homes import at, until
from tests.integration.motor_pages import MotorPage
from tests.integration.panel.calibrating import (
    COVER,
    DOWN,
    LEFT,
    UP,
    at_bottom,
    begun,
    going_up,
    measured,
    motor,
    times,
)
from tests.integration.simulated import Faults


async def test_a_button_that_is_pressed_twice_counts_once(motor_page: MotorPage) -> None:
    calibration = await going_up(motor_page)
    await calibration.passes(5)
    assert calibration.step("arrived")
    assert not calibration.step("arrived")
    assert not calibration.step("again")
    await calibration.shows("going_down")
    assert not calibration.step("up")
    assert not calibration.step("save")


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


async def test_after_the_link_is_back_all_begins_anew(motor_page: MotorPage) -> None:
    home, calibration = motor_page.home, await going_up(motor_page)
    await home.gateway.stop()
    await calibration.shows("stopped", 30)
    await home.gateway.start()
    online = until(lambda: home.entry.runtime_data.coordinator.online and not home.world.is_on(at(UP)), 60)
    await calibration.while_renewed(online)
    assert calibration.last == "stopped"
    assert calibration.step("begin")
    await calibration.shows("closing")


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


@pytest.mark.parametrize(("method", "action"), [("async_arrived", "arrived"), ("async_stop", "stop")])
async def test_a_person_that_came_first_is_told(
    motor_page: MotorPage, monkeypatch: pytest.MonkeyPatch, method: str, action: str
) -> None:
    """What the library says then is an error that no simulated moment brings about for certain."""

    async def superseded(_: CoverCalibration) -> None:
        raise CommandSuperseded("Somebody was quicker.", [OutputAddress.parse(UP)])

    calibration = await going_up(motor_page)
    monkeypatch.setattr(CoverCalibration, method, superseded)
    assert calibration.step(action)
    await calibration.shows("stopped")
    assert calibration.why == "motors.run_ended"


@pytest.mark.parametrize("running", ["closing", "going_up"])
async def test_a_machine_that_slept_is_told(
    motor_page: MotorPage, monkeypatch: pytest.MonkeyPatch, running: str
) -> None:
    """Not that it was somebody at the wall."""
    calibration = await (begun(motor_page) if running == "closing" else going_up(motor_page))
    sleep = motor_page.home.client._engine._sleep
    monkeypatch.setattr(sleep, "_ahead", sleep._ahead - 5.0)
    await calibration.shows("stopped")
    assert calibration.why == "motors.slept"
    assert calibration.step("again")
    await calibration.shows("closing")


async def test_changes_of_other_entries_mean_nothing(motor_page: MotorPage) -> None:
    home, calibration = motor_page.home, await at_bottom(motor_page)
    other = MockConfigEntry(domain="another")
    other.add_to_hass(home.hass)
    home.hass.config_entries.async_update_entry(other, title="Another title")
    assert calibration.step("up")
    await calibration.shows("going_up")
