"""Identify from a page: what has a name and what has none, and what must not be tried carelessly."""

import asyncio
from typing import Any

import pytest

from custom_components.ipcom.const import MappedKind
from custom_components.ipcom.devices.changes import async_add_device
from custom_components.ipcom.devices.mapping import MappedCover, MappedOutput
from custom_components.ipcom.library import OutputAddress
from tests.integration.homes import Home, at, until
from tests.integration.motor_pages import MotorPage, Subscription

LAMP, KITCHEN = "3/4", "subentry_3_4"
UP, DOWN, LEFT = "5/2", "5/1", "subentry_5_2"
FREE = "7/1"


def index(place: str) -> int:
    return OutputAddress.parse(place).index


def switched(home: Home, place: str) -> list[int]:
    return [event.value for event in home.world.history if event.address == at(place)]


async def done(subscription: Subscription, state: str = "done", within: float = 20) -> None:
    await subscription.shows(state, within)


@pytest.mark.parametrize("what", [{"thing_id": KITCHEN}, {"index": index(LAMP)}])
async def test_a_lamp_blinks_and_is_as_before(motor_page: MotorPage, what: dict[str, Any]) -> None:
    identifying = motor_page.subscribe("identify", **what)
    assert identifying.last == "running"
    await done(identifying)
    assert switched(motor_page.home, LAMP) == [255, 0] * 3
    assert not identifying.renew()


@pytest.mark.parametrize("what", [{"thing_id": LEFT}, {"index": index(UP)}, {"index": index(DOWN)}])
async def test_a_shutter_nudges(motor_page: MotorPage, what: dict[str, Any]) -> None:
    await done(motor_page.subscribe("identify", **what))
    assert switched(motor_page.home, UP) == switched(motor_page.home, DOWN) == [255, 0]


async def test_an_output_without_a_name_is_on_for_half_a_second(motor_page: MotorPage) -> None:
    await done(motor_page.subscribe("identify", index=index(FREE)))
    assert switched(motor_page.home, FREE) == [255, 0]


@pytest.mark.parametrize("lit", [False, True])
async def test_a_lease_that_ends_puts_a_lamp_back(motor_page: MotorPage, lit: bool) -> None:
    home = motor_page.home
    if lit:
        home.gateway.press(at(LAMP))
        await home.shows("light.kitchen", "on")
    identifying = motor_page.subscribe("identify", thing_id=KITCHEN)
    await until(lambda: home.world.is_on(at(LAMP)) is not lit)
    identifying.end()
    await until(lambda: home.world.is_on(at(LAMP)) is lit, 0.5)
    await asyncio.sleep(3)
    assert home.world.is_on(at(LAMP)) is lit
    assert identifying.last == "ended"
    assert not home.entry.runtime_data.coordinator.identifying


async def test_a_page_that_only_joined_does_not_end_what_another_began(motor_page: MotorPage) -> None:
    home = motor_page.home
    pressing = home.hass.async_create_task(home.call("button", "press", "button.kitchen_identify"))
    await until(lambda: home.world.is_on(at(LAMP)))
    identifying = motor_page.subscribe("identify", thing_id=KITCHEN)
    await asyncio.sleep(0.1)
    identifying.end()
    await pressing
    assert switched(home, LAMP) == [255, 0] * 3


async def test_unloading_puts_it_back(motor_page: MotorPage) -> None:
    home = motor_page.home
    identifying = motor_page.subscribe("identify", thing_id=KITCHEN)
    await until(lambda: home.world.is_on(at(LAMP)))
    await home.hass.config_entries.async_unload(home.entry.entry_id)
    assert not home.world.is_on(at(LAMP))
    await until(lambda: identifying.last == "ended")
    identifying = motor_page.subscribe("identify", thing_id=KITCHEN)
    await until(lambda: identifying.last == "refused")
    assert identifying.why == "output.error.try_no_link"


async def added(home: Home, device: MappedOutput | MappedCover) -> str:
    async_add_device(home.hass, home.entry, device)
    await home.hass.async_block_till_done()
    return str(home.subentry(device.local_id).subentry_id)


@pytest.mark.parametrize("kind", [MappedKind.IMPULSE, MappedKind.GATE])
async def test_an_impulse_is_pressed_only_knowingly(motor_page: MotorPage, kind: MappedKind) -> None:
    home = motor_page.home
    thing = await added(home, MappedOutput("Front door", OutputAddress.parse(FREE), kind))
    for what in ({"thing_id": thing}, {"index": index(FREE)}):
        refused = motor_page.subscribe("identify", **what)
        await done(refused, "refused")
        assert refused.why == "motors.try_impulse"
    assert not switched(home, FREE)
    await done(motor_page.subscribe("identify", thing_id=thing, knowingly=True))
    assert switched(home, FREE) == [255, 0]


async def test_a_gate_on_two_relays_moves_only_knowingly(motor_page: MotorPage) -> None:
    home = motor_page.home
    gate = MappedCover("Gate", OutputAddress.parse("7/1"), OutputAddress.parse("7/2"), "gate")
    thing = await added(home, gate)
    refused = motor_page.subscribe("identify", thing_id=thing)
    await done(refused, "refused")
    assert refused.why == "motors.try_gate"
    await done(motor_page.subscribe("identify", thing_id=thing, knowingly=True))
    assert switched(home, "7/1") == [255, 0]


async def test_what_is_on_already_or_moves_is_left_alone(motor_page: MotorPage) -> None:
    home = motor_page.home
    home.gateway.press(at(FREE))
    home.gateway.press(at(UP))
    await home.shows("cover.living_left", "opening")
    for what, words in (({"index": index(FREE)}, "output"), ({"thing_id": LEFT}, "cover")):
        refused = motor_page.subscribe("identify", **what)
        await done(refused, "refused")
        assert refused.why == f"{words}.error.try_refused"
    assert home.world.is_on(at(UP))
