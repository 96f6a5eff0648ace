"""A gate on one impulse relay: open, close and stop press the same relay."""

import asyncio
from typing import Any

import pytest
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import ServiceValidationError
from homeassistant.helpers import area_registry as ar

from tests.integration.homes import Home
from tests.integration.kinds_house import start_kinds, written
from tests.integration.registries import device_of

DRIVE, GARAGE = "cover.drive", "cover.garage_door"


@pytest.fixture
async def home(hass: HomeAssistant, gateway: Any) -> Home:
    return await start_kinds(hass, gateway)


async def test_each_action_is_one_press_of_the_same_relay(home: Home) -> None:
    for action in ("open_cover", "stop_cover", "close_cover"):
        await home.call("cover", action, DRIVE)
    assert written(home, "2/6") == [255, 0] * 3


async def test_its_position_is_unknown_and_every_arrow_usable(home: Home) -> None:
    await home.call("cover", "open_cover", DRIVE)
    assert home.state(DRIVE) == "unknown"
    assert home.attribute(DRIVE, "assumed_state")
    assert home.attribute(DRIVE, "current_position") is None
    assert home.attribute(DRIVE, "device_class") == "gate"


async def test_a_stop_during_the_pulse_waits_for_its_end(home: Home) -> None:
    await asyncio.gather(
        home.call("cover", "open_cover", DRIVE),
        home.call("cover", "open_cover", DRIVE),
        home.call("cover", "stop_cover", DRIVE),
    )
    assert written(home, "2/6") == [255, 0, 255, 0]


async def test_a_garage_door_is_one_and_lies_in_its_room(hass: HomeAssistant, home: Home) -> None:
    assert home.attribute(GARAGE, "device_class") == "garage"
    area_id = device_of(hass, GARAGE).area_id
    assert area_id is not None
    area = ar.async_get(hass).async_get_area(area_id)
    assert area is not None
    assert area.name == "Garage"


async def test_the_button_for_all_shutters_leaves_a_gate_alone(home: Home) -> None:
    """A press would set a gate moving that stands."""
    await home.call("button", "press", "button.the_house_stop_all_shutters")
    assert written(home, "2/6") == []


@pytest.mark.parametrize(
    ("action", "data"),
    [
        ("set_known_position", {"position": 0}),
        ("calibrate", {"travel_time_up": 20, "travel_time_down": 20}),
    ],
)
async def test_the_actions_for_positions_are_refused(home: Home, action: str, data: dict[str, int]) -> None:
    with pytest.raises(ServiceValidationError, match="neither a position nor travel times"):
        await home.call("ipcom", action, DRIVE, **data)
