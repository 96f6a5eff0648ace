"""What tells the entities of presses: only while it is wanted, and only those of the thing."""

import asyncio
from typing import Any

import pytest

from custom_components.ipcom.devices.wall_presses import WallPresses, wants_presses
from custom_components.ipcom.library import OutputAddress, WallPress
from tests.integration.homes import Home, at
from tests.integration.wall_house import press, set_presses

KITCHEN = [OutputAddress(3, 4)]


def presses_of(home: Home) -> WallPresses:
    found: WallPresses = home.entry.runtime_data.coordinator.presses
    return found


async def reads_after_a_press(home: Home) -> int:
    asked = home.gateway.transcript.counts
    home.gateway.press(at("3/4"))
    before = asked["OutputsRequest"]
    await asyncio.sleep(1.4)
    reads = asked["OutputsRequest"] - before
    await asyncio.sleep(3.0)
    return int(reads)


@pytest.mark.parametrize(
    ("options", "wanted"),
    [({}, False), ({"wall_presses": False}, False), ({"wall_presses": True}, True)],
)
def test_presses_are_unwanted_until_the_option_says_otherwise(options: dict[str, Any], wanted: bool) -> None:
    assert wants_presses(options) is wanted


async def test_to_switch_what_is_switched_already_is_no_change(home: Home) -> None:
    presses = presses_of(home)
    assert [presses.async_set(on) for on in (False, True, True, False)] == [False, True, False, True]


async def test_who_listens_hears_of_the_own_outputs_until_the_end(home: Home) -> None:
    await set_presses(home, on=True)
    heard: list[WallPress] = []
    stop = presses_of(home).async_listen(KITCHEN, heard.append)
    await press(home, "1/1")
    await press(home, "3/4")
    assert [each.thing for each in heard] == KITCHEN
    stop()
    await press(home, "3/4")
    assert len(heard) == 1


async def test_the_end_of_an_earlier_listener_leaves_the_later_one(home: Home) -> None:
    await set_presses(home, on=True)
    heard: list[WallPress] = []
    stop = presses_of(home).async_listen(KITCHEN, lambda _: None)
    presses_of(home).async_listen(KITCHEN, heard.append)
    stop()
    await press(home, "3/4")
    assert len(heard) == 1


async def test_the_gateway_is_read_more_often_after_a_press_only_while_they_are_wanted(home: Home) -> None:
    few = await reads_after_a_press(home)
    await set_presses(home, on=True)
    assert await reads_after_a_press(home) > few + 1
    await set_presses(home, on=False)
    assert abs(await reads_after_a_press(home) - few) <= 1


async def test_a_press_that_nobody_listens_to_is_forgotten(home: Home) -> None:
    await set_presses(home, on=True)
    await press(home, "8/8")
    assert home.client.connection.online
