"""What changes in the house, and what of it a page does not know yet."""

from __future__ import annotations

import pytest

from ipcom.model.address import OutputAddress
from ipcom.simulator import House, SimulatedGateway, WallButton
from ipcom.simulator.page.gateway_controls import GatewayControls
from ipcom.simulator.page.live_picture import LivePicture, difference, live_picture
from tests.library.simulator.simulator_rig import LEFT, HandClock


def seen(house: House) -> LivePicture:
    return live_picture(house, GatewayControls(SimulatedGateway(house, listen=False), print))


def test_nothing_differs_in_a_quiet_house() -> None:
    house = House.demo()
    assert difference(seen(house), seen(house)) == {}


def test_only_the_output_that_switched_differs() -> None:
    house = House.demo()
    before = seen(house)
    house.world.press(OutputAddress(3, 4))
    assert difference(before, seen(house)) == {"values": {"1": {"19": 255}}}


def test_only_the_motor_that_moves_differs() -> None:
    house, clock = House.demo(), HandClock()
    house.follow(clock)
    before = seen(house)
    house.world.press_shutter(LEFT, WallButton.DOWN)
    clock.pass_by(5.0)
    changed = difference(before, seen(house))
    assert set(changed["motors"]) == {"1:5/2"}
    assert changed["motors"]["1:5/2"]["running"] == "down"
    assert changed["motors"]["1:5/2"]["position"] == pytest.approx(74.6)


def test_a_motor_with_both_directions_on_says_so() -> None:
    house, clock = House.demo(), HandClock()
    house.follow(clock)
    house.world.write(5, bytes([255, 255, 0, 0, 0, 0, 0, 0]))
    clock.pass_by(2.05)
    motor = seen(house)["motors"]["1:5/2"]
    assert (motor["both_on"], motor["both_on_count"], motor["both_on_s"]) == (True, 1, 2.0)
    assert motor["running"] == ""


def test_the_speed_differs() -> None:
    house = House.demo()
    before = seen(house)
    house.speed = 60
    assert difference(before, seen(house)) == {"gateway": {"state": "off", "connections": 0, "speed": 60}}
