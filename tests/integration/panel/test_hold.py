"""Running a motor for as long as a button of the page is held."""

import asyncio
from typing import Any

import pytest

from custom_components.ipcom.devices.mapping import MappedCover
from custom_components.ipcom.library import OutputAddress, Shutter
from tests.integration.homes import Home, at, until
from tests.integration.motor_pages import MotorPage, Subscription
from tests.integration.simulated import Faults, pair

UP, DOWN = "5/2", "5/1"
LEFT = "subentry_5_2"
COVER = "cover.living_left"
PAIR = pair(MappedCover("Living left", OutputAddress.parse(UP), OutputAddress.parse(DOWN)))


def hold(page: MotorPage, motion: str, thing: str = LEFT) -> Subscription:
    return page.subscribe("hold", thing_id=thing, motion=motion)


def motor(home: Home) -> Any:
    return home.world.shutters[PAIR]


@pytest.mark.parametrize(("motion", "relay"), [("up", UP), ("down", DOWN)])
async def test_it_runs_while_it_is_held(motor_page: MotorPage, motion: str, relay: str) -> None:
    home = motor_page.home
    motor(home).place(50.0)
    holding = hold(motor_page, motion)
    assert holding.events[0] == {"state": "running", "lease": holding.lease}
    await until(lambda: home.world.is_on(at(relay)))
    await holding.passes(4)
    assert home.world.is_on(at(relay))
    holding.end()
    await until(lambda: not home.world.is_on(at(relay)), 0.6)
    await until(lambda: holding.last == "ended")


async def test_a_person_at_the_wall_wins(motor_page: MotorPage) -> None:
    home, holding = motor_page.home, hold(motor_page, "up")
    await until(lambda: home.world.is_on(at(UP)))
    home.gateway.press(at(UP))
    await holding.shows("ended")
    assert not holding.renew()
    home.gateway.press(at(DOWN))
    holding.end()
    motor_page.close()
    await asyncio.sleep(4)
    assert home.world.is_on(at(DOWN))


@pytest.mark.parametrize(("action", "relay"), [("open_cover", UP), ("close_cover", DOWN)])
async def test_a_command_of_another_user_takes_the_motor_over(
    motor_page: MotorPage, action: str, relay: str
) -> None:
    home, holding = motor_page.home, hold(motor_page, "up")
    motor(home).place(50.0)
    await until(lambda: home.world.is_on(at(UP)))
    await home.call("cover", action, COVER)
    await until(lambda: holding.last == "ended")
    await asyncio.sleep(4)
    assert home.world.is_on(at(relay))
    assert not motor(home).both_on_count


async def test_a_stop_of_another_user_is_the_end(motor_page: MotorPage) -> None:
    home, holding = motor_page.home, hold(motor_page, "up")
    await until(lambda: home.world.is_on(at(UP)))
    await home.call("cover", "stop_cover", COVER)
    await until(lambda: holding.last == "ended")
    await asyncio.sleep(2)
    assert not home.world.is_on(at(UP))


async def test_it_takes_over_what_a_command_moves(motor_page: MotorPage) -> None:
    home = motor_page.home
    motor(home).place(50.0)
    await home.call("cover", "open_cover", COVER)
    holding = hold(motor_page, "down")
    await until(lambda: home.world.is_on(at(DOWN)))
    holding.end()
    await until(lambda: not home.world.is_on(at(DOWN)))
    await asyncio.sleep(3)
    assert not home.world.is_on(at(UP))
    assert not motor(home).both_on_count


async def test_a_command_while_what_moves_is_stopped_first_is_obeyed(motor_page: MotorPage) -> None:
    home = motor_page.home
    motor(home).place(50.0)
    await home.call("cover", "open_cover", COVER)
    holding = hold(motor_page, "down")
    await asyncio.sleep(0.001)
    await home.call("cover", "open_cover", COVER)
    await until(lambda: holding.last == "ended")
    await asyncio.sleep(4)
    assert home.world.is_on(at(UP))
    assert not any(event.address == at(DOWN) and event.value for event in home.world.history)


async def test_it_does_not_begin_when_something_else_commands_the_cover_meanwhile(
    motor_page: MotorPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = motor_page.home
    motor(home).place(50.0)
    await home.call("cover", "open_cover", COVER)
    stop = Shutter.stop

    async def stopped_as_a_command_comes(shutter: Shutter) -> None:
        await stop(shutter)
        home.entry.runtime_data.coordinator.commanded.async_tell((shutter.pair.up, shutter.pair.down))

    monkeypatch.setattr(Shutter, "stop", stopped_as_a_command_comes)
    holding = hold(motor_page, "down")
    await until(lambda: holding.last == "ended")
    await asyncio.sleep(3)
    assert not any(event.address == at(DOWN) and event.value for event in home.world.history)


async def test_without_a_link_nothing_runs(motor_page: MotorPage) -> None:
    home = motor_page.home
    await home.gateway.stop()
    await until(lambda: not home.entry.runtime_data.coordinator.online, 30)
    holding = hold(motor_page, "up")
    await until(lambda: holding.last == "refused")
    assert holding.why == "motors.no_link"
    await home.hass.config_entries.async_unload(home.entry.entry_id)
    holding = hold(motor_page, "up")
    await until(lambda: holding.last == "refused")
    assert holding.why == "motors.no_link"


async def test_a_cover_that_cannot_be_used_is_told(motor_page: MotorPage) -> None:
    motor_page.home.entry.runtime_data.covers._started.pop(LEFT)
    holding = hold(motor_page, "up")
    await until(lambda: holding.last == "refused")
    assert (holding.why, holding.events[-1]["text"]["placeholders"]) == (
        "motors.not_usable",
        {"name": "Living left"},
    )


async def test_a_motor_that_does_not_start_is_told(motor_page: MotorPage) -> None:
    motor_page.home.gateway.faults = Faults(ignore_writes_percent=100)
    holding = hold(motor_page, "up")
    await holding.shows("refused", 60)
    assert holding.events[-1]["text"]["category"] == "exceptions"


async def test_a_stop_that_is_not_seen_stays_owed(
    motor_page: MotorPage, caplog: pytest.LogCaptureFixture
) -> None:
    home, holding = motor_page.home, hold(motor_page, "up")
    await until(lambda: home.world.is_on(at(UP)))
    home.gateway.faults = Faults(ignore_writes_percent=100)
    holding.end()
    await until(lambda: "was not seen to stop" in caplog.text, 15)
    home.gateway.faults = Faults()
    await until(lambda: not home.world.is_on(at(UP)), 10)


async def test_a_link_that_breaks_ends_it_and_the_stop_leaves_when_it_is_back(motor_page: MotorPage) -> None:
    home, holding = motor_page.home, hold(motor_page, "up")
    await until(lambda: home.world.is_on(at(UP)))
    await home.gateway.stop()
    await holding.shows("ended", 30)
    assert home.world.is_on(at(UP))
    await home.gateway.start()
    await until(lambda: not home.world.is_on(at(UP)), 30)
