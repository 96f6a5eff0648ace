"""The slats of covers: each tilt model in a real Home Assistant, against the true tilt of simulated motors."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from homeassistant.components.cover import CoverEntityFeature
from homeassistant.core import Context, HomeAssistant
from homeassistant.exceptions import ServiceNotSupported, ServiceValidationError
from homeassistant.setup import async_setup_component

from custom_components.ipcom.devices.cover_options import CoverOptions
from custom_components.ipcom.devices.mapping import MappedCover
from custom_components.ipcom.library import OutputAddress as Output
from tests.integration.blinds import BOTTOM, COVERS, EACH, FIRST, OWN, Blinds, blinds
from tests.integration.homes import until
from tests.integration.simulated import pair

TARGETS = {FIRST: [(40, 30), (70, 60)], BOTTOM: [(0, 30), (0, 60)], OWN: [(40, 30), (70, 60)]}
"""To which position and tilt each blind is sent in turn; slats that turn only at the bottom have a tilt only there."""
NEAR = 4.0
"""Points by which one run of a second or two may miss, to and fro over a link that polls."""


@pytest.fixture
async def house(hass: HomeAssistant) -> AsyncIterator[Blinds]:
    """The blinds, closed with closed slats."""
    assert await async_setup_component(hass, "scene", {})
    async with blinds(hass) as house:
        yield house


def near(values: tuple[float, float]) -> Any:
    return pytest.approx(values, abs=NEAR)


async def position(house: Blinds, entity_id: str, target: tuple[int, int], **more: Any) -> None:
    data = {"entity_id": entity_id, "position": target[0]}
    await house.home.hass.services.async_call("cover", "set_cover_position", data, blocking=True, **more)


async def tilt(house: Blinds, entity_id: str, target: tuple[int, int], **more: Any) -> None:
    data = {"entity_id": entity_id, "tilt_position": target[1]}
    await house.home.hass.services.async_call("cover", "set_cover_tilt_position", data, blocking=True, **more)


@pytest.mark.parametrize("entity_id", EACH)
async def test_slats_of_a_closed_blind_turn(house: Blinds, entity_id: str) -> None:
    assert house.home.attribute(entity_id, "supported_features") & CoverEntityFeature.SET_TILT_POSITION
    for wanted in (60, 20, 100, 0):
        await tilt(house, entity_id, (0, wanted))
        await house.rests()
        assert house.real(entity_id) == near((0, wanted))
        assert house.home.attribute(entity_id, "current_tilt_position") == pytest.approx(wanted, abs=NEAR)
    assert house.both_on == 0
    assert len(house.logins) == 1


async def position_first(house: Blinds, entity_id: str, target: tuple[int, int]) -> None:
    await position(house, entity_id, target)
    await tilt(house, entity_id, target)


async def tilt_first(house: Blinds, entity_id: str, target: tuple[int, int]) -> None:
    await tilt(house, entity_id, target)
    await position(house, entity_id, target)


async def both_at_once(house: Blinds, entity_id: str, target: tuple[int, int]) -> None:
    await asyncio.gather(position(house, entity_id, target), tilt(house, entity_id, target))


async def both_at_once_the_tilt_first(house: Blinds, entity_id: str, target: tuple[int, int]) -> None:
    await asyncio.gather(tilt(house, entity_id, target), position(house, entity_id, target))


async def a_script(house: Blinds, entity_id: str, target: tuple[int, int]) -> None:
    context = Context()
    await position(house, entity_id, target, context=context)
    await tilt(house, entity_id, target, context=context)


async def a_scene(house: Blinds, entity_id: str, target: tuple[int, int]) -> None:
    state = "closed" if target[0] == 0 else "open"
    attributes = {"state": state, "current_position": target[0], "current_tilt_position": target[1]}
    await house.home.hass.services.async_call(
        "scene", "apply", {"entities": {entity_id: attributes}}, blocking=True
    )


async def one_call(house: Blinds, entity_id: str, target: tuple[int, int]) -> None:
    await house.home.call(
        "ipcom", "set_position_and_tilt", entity_id, position=target[0], tilt_position=target[1]
    )


WAYS = (position_first, tilt_first, both_at_once, both_at_once_the_tilt_first, a_script, a_scene, one_call)


@pytest.mark.parametrize("entity_id", EACH)
async def test_it_ends_at_the_position_and_the_tilt_however_they_are_called_for(
    house: Blinds, entity_id: str
) -> None:
    for turn, way in enumerate(WAYS):
        if entity_id == BOTTOM:
            await house.home.call("cover", "open_cover", BOTTOM)
            await house.rests()
            if way is tilt_first:
                continue
        target = TARGETS[entity_id][turn % 2]
        await way(house, entity_id, target)
        await house.rests()
        assert house.real(entity_id) == near(target), way.__name__
    assert house.both_on == 0
    assert len(house.logins) == 1


@pytest.mark.parametrize("entity_id", [FIRST, OWN])
async def test_a_script_that_turns_slats_that_lie_so_already_ends_at_both(
    house: Blinds, entity_id: str
) -> None:
    await one_call(house, entity_id, (60, 30))
    await house.rests()
    await tilt_first(house, entity_id, (0, 30))
    await house.rests()
    assert house.real(entity_id) == near((0, 30))


async def test_slats_that_turn_only_at_the_bottom_say_so_elsewhere(house: Blinds) -> None:
    await house.home.call("cover", "set_cover_position", BOTTOM, position=60)
    await house.rests()
    with pytest.raises(ServiceValidationError) as failure:
        await tilt(house, BOTTOM, (60, 30))
    assert failure.value.translation_key == "tilt_only_closed"
    assert failure.value.translation_placeholders is not None
    assert failure.value.translation_placeholders["name"] == "Bottom"
    await tilt(house, BOTTOM, (60, 100))
    await house.rests()
    assert house.real(BOTTOM) == near((60, 100))
    await a_scene(house, BOTTOM, (60, 100))
    await house.rests()
    assert house.real(BOTTOM) == near((60, 100))


async def test_closing_and_then_tilting_ends_closed_with_that_tilt(house: Blinds) -> None:
    for entity_id in EACH:
        await house.home.call("cover", "open_cover", entity_id)
    await house.rests()
    for entity_id in EACH:
        await house.home.call("cover", "close_cover", entity_id)
        await tilt(house, entity_id, (0, 50))
    await house.rests()
    for entity_id in EACH:
        assert house.real(entity_id) == near((0, 50))


async def test_a_later_command_counts_alone(house: Blinds) -> None:
    await one_call(house, FIRST, (50, 40))
    await asyncio.sleep(3.0)
    await house.home.call("cover", "close_cover", FIRST)
    await house.rests()
    assert house.real(FIRST) == near((0, 0))
    await tilt(house, FIRST, (0, 40))
    await house.home.call("cover", "stop_cover", FIRST)
    await position(house, FIRST, (0, 0))
    await house.rests()
    assert house.real(FIRST) == near((0, 0))


async def test_both_motors_stop_and_a_press_at_the_wall_moves_the_tilt(house: Blinds) -> None:
    await one_call(house, OWN, (80, 90))
    await asyncio.sleep(1.5)
    await house.home.call("cover", "stop_cover", OWN)
    assert not any(
        house.home.world.is_on(address) for motor in house.home.world.shutters for address in motor.addresses
    )
    await tilt(house, OWN, (0, 0))
    await house.rests()
    tilt_pair = next(iter(house.home.world.layout.tilt_motors.values()))
    house.home.gateway.press_shutter(tilt_pair, "up")
    await asyncio.sleep(3.0)
    house.home.gateway.press_shutter(tilt_pair, "stop")
    await house.rests()
    shown = house.home.attribute(OWN, "current_tilt_position")
    assert shown == pytest.approx(house.real(OWN)[1], abs=NEAR + 6)


async def test_without_travel_times_no_model_has_a_tilt(hass: HomeAssistant) -> None:
    plain = MappedCover("First", Output(5, 2), Output(5, 1), options=CoverOptions(tilt_time=1.5))
    async with blinds(hass, first=plain) as house:
        assert not house.home.attribute(FIRST, "supported_features") & CoverEntityFeature.SET_TILT_POSITION
        assert house.home.attribute(FIRST, "current_tilt_position") is None
        with pytest.raises(ServiceNotSupported):
            await one_call(house, FIRST, (0, 50))


async def test_a_press_at_the_wall_is_told_of_a_blind_with_two_motors(hass: HomeAssistant) -> None:
    async with blinds(hass, {"wall_presses": True}) as house:
        house.home.gateway.press_shutter(pair(COVERS[OWN]), "up")
        await until(lambda: house.home.attribute("event.own_wall_switch", "direction") == "up")
        house.home.gateway.press_shutter(pair(COVERS[OWN]), "stop")
        await house.rests()
