"""Twelve covers that one call moves: one frame for each module, and never two directions of a motor."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from homeassistant.core import HomeAssistant

from custom_components.ipcom.devices.favourites import Favourite, async_keep_favourite
from tests.integration.homes import Home, until
from tests.integration.twelve_shutters import MODULES, Movement, Watch, covers, twelve_shutters

QUIET_S = 1.5
"""Nothing was sent to the gateway for so long."""
PACE_S = 0.25
"""So far apart two frames are at least."""
SOON_S = len(MODULES) * PACE_S
"""All motors have started by then."""


@pytest.fixture
async def twelve(hass: HomeAssistant, tmp_path: Path) -> AsyncIterator[Home]:
    async with twelve_shutters(hass, tmp_path) as home:
        yield home


async def moved(home: Home, domain: str, action: str, **data: Any) -> Movement:
    """Call an action for all covers, and return what came of it when they rest again."""
    await asyncio.sleep(QUIET_S)
    watch = Watch(home)
    await home.hass.services.async_call(domain, action, {"entity_id": covers(), **data}, blocking=True)
    frames_to_start = watch.frames
    motors = home.world.shutters.values()
    await until(lambda: all(motor.running is None for motor in motors), within=60.0)
    assert not any(motor.both_on_count for motor in motors)
    assert all(motor.starts == 1 for motor in motors)
    return watch.seen(frames_to_start)


async def test_all_covers_close_with_one_frame_for_each_module(twelve: Home, record_property: Any) -> None:
    movement = await moved(twelve, "cover", "close_cover")
    assert (movement.frames_to_start, len(movement.starts)) == (len(MODULES), 12)
    assert max(movement.starts) < SOON_S
    assert movement.frames - movement.frames_to_start == len(MODULES)
    assert {motor.position for motor in twelve.world.shutters.values()} == {0.0}
    record_property("figures", str(movement))


async def test_all_covers_go_to_one_position_with_one_frame_for_each_module(
    twelve: Home, record_property: Any
) -> None:
    movement = await moved(twelve, "cover", "set_cover_position", position=40)
    assert (movement.frames_to_start, len(movement.starts)) == (len(MODULES), 12)
    assert max(movement.starts) < SOON_S
    for motor in twelve.world.shutters.values():
        assert motor.position == pytest.approx(40.0, abs=2.0)
    record_property("figures", str(movement))


async def test_all_covers_go_to_their_own_favourites(twelve: Home, record_property: Any) -> None:
    wanted = {cover: 10 + 7 * number for number, cover in enumerate(covers())}
    for cover, position in wanted.items():
        async_keep_favourite(twelve.hass, cover, Favourite(position))
    movement = await moved(twelve, "ipcom", "move_to_favourite")
    assert (movement.frames_to_start, len(movement.starts)) == (len(MODULES), 12)
    assert max(movement.starts) < SOON_S
    positions = {
        cover: motor.position for cover, motor in zip(wanted, twelve.world.shutters.values(), strict=True)
    }
    assert positions == pytest.approx(wanted, abs=2.0)
    record_property("figures", str(movement))
