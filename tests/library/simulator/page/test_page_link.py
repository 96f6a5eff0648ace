"""One open page is told what changes, and only that; what is wrong with its requests is told to it alone."""

from __future__ import annotations

import asyncio

import pytest

from ipcom.model.address import OutputAddress
from ipcom.simulator import Faults, SimulatedGateway, WallButton
from ipcom.simulator.page.page_server import SimulatorPage
from tests.library.simulator.page.page_rig import becomes_true, opened, shown
from tests.library.simulator.simulator_rig import LEFT

KITCHEN = OutputAddress(3, 4)


async def test_a_page_is_told_everything_first() -> None:
    async with shown(SimulatedGateway()) as browser:
        told = browser.told
    assert [bus["bus"] for bus in told["buses"]] == [1]
    assert len(told["state"]["values"]["1"]) == 128
    assert set(told["state"]["motors"]) == {"1:5/2", "1:5/4", "1:5/6"}
    assert told["state"]["gateway"] == {"state": "running", "connections": 0, "speed": 1.0}
    assert "demo" not in told["address"], "no password, no user name"


async def test_only_what_changed_is_told() -> None:
    gateway = SimulatedGateway(listen=False)
    async with shown(gateway) as browser:
        gateway.press(KITCHEN)
        message = await browser.hear()
        assert message["state"] == {"values": {"1": {str(KITCHEN.index): 255}}}
        assert [line["text"] for line in message["log"]] == ["Kitchen (3/4) on, at the wall"]


async def test_a_page_that_shows_a_quiet_house_is_told_nothing() -> None:
    async with shown(SimulatedGateway(listen=False)) as browser:
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(browser.socket.receive(), 0.5)


async def test_a_moving_motor_is_told_with_its_true_position() -> None:
    gateway = SimulatedGateway(listen=False, speed=20)
    async with shown(gateway) as browser:
        gateway.press_shutter(LEFT, WallButton.DOWN)
        await browser.until(lambda told: told["state"]["motors"]["1:5/2"]["running"] == "down")
        told = await browser.until(lambda told: told["state"]["motors"]["1:5/2"]["position"] == 0)
    assert told["state"]["motors"]["1:5/2"]["both_on"] is False


async def test_both_directions_on_are_told_however_short_they_are() -> None:
    gateway = SimulatedGateway(listen=False)
    async with shown(gateway) as browser:
        gateway.house.world.write(5, bytes([255, 255, 0, 0, 0, 0, 0, 0]))
        await browser.until(lambda told: told["state"]["motors"]["1:5/2"]["both_on"])
        gateway.house.world.write(5, bytes(8))
        told = await browser.until(lambda told: not told["state"]["motors"]["1:5/2"]["both_on"])
    assert told["state"]["motors"]["1:5/2"]["both_on_count"] == 1


async def test_every_page_is_told_what_one_of_them_does() -> None:
    async with (
        SimulatedGateway(listen=False) as gateway,
        SimulatorPage(gateway) as page,
        opened(page) as one,
        opened(page) as other,
    ):
        await one.send("fault", name="split", value="3")
        await other.until(lambda told: other.fault("split") == "3")
        assert "fault split: 3" in other.lines()


async def test_faults_that_are_set_elsewhere_are_told() -> None:
    gateway = SimulatedGateway(listen=False)
    async with shown(gateway) as browser:
        gateway.faults = Faults(refuse_login=True)
        await browser.until(lambda told: browser.fault("refuse_login") == "yes")


async def test_a_mistake_is_told_to_its_page_alone() -> None:
    async with (
        SimulatedGateway(listen=False) as gateway,
        SimulatorPage(gateway) as page,
        opened(page) as one,
        opened(page) as other,
    ):
        await one.send("fault", name="splitt", value="3")
        assert "did you mean split?" in await one.mistake()
        await other.send("fault", name="seed", value="5")
        await other.until(lambda told: other.fault("seed") == "5")
        assert other.mistakes == []


async def test_a_page_that_is_gone_lets_its_buttons_go() -> None:
    gateway = SimulatedGateway(listen=False)
    async with gateway, SimulatorPage(gateway) as page:
        async with opened(page) as browser:
            await browser.send("press", output="5/2", button="down")
            await browser.until(lambda told: told["state"]["motors"]["1:5/2"]["running"] == "down")
            await asyncio.sleep(1.0)
        await becomes_true(lambda: not gateway.house.world.is_on(LEFT.down))


async def test_a_page_opened_later_is_told_what_happened_before() -> None:
    async with SimulatedGateway(listen=False) as gateway, SimulatorPage(gateway) as page:
        gateway.press(KITCHEN)
        async with opened(page) as browser:
            assert browser.lines() == ["Kitchen (3/4) on, at the wall"]
