"""A house with a thing of each kind, and how Home Assistant shows and operates it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.helpers import area_registry, device_registry, entity_registry

from ipcom.model.address import OutputAddress
from ipcom.model.devices import Category, Devices, DeviceType, OutputDevice, RelayRole
from ipcom.simulator.gateway.gateway import SimulatedGateway
from ipcom.simulator.house.house import House
from ipcom.simulator.house.layout import Layout
from ipcom.simulator.house.motor import MotorSpec

LAMP, DIMMER, DOOR = OutputAddress(3, 4), OutputAddress(6, 1), OutputAddress(4, 7)
UP, DOWN = OutputAddress(5, 2), OutputAddress(5, 1)
SHUTTER = "Living left"
UP_S, DOWN_S = 7.0, 6.5
WITHIN_S = 40.0
"""On a machine that has other things to do."""
_OUTPUTS = (
    ("kitchen", "Kitchen", LAMP, DeviceType.LIGHT, "Kitchen"),
    ("living", "Living room", DIMMER, DeviceType.DIMMER, "Living room"),
    ("coffee", "Coffee machine", OutputAddress(4, 5), DeviceType.OUTLET, "Kitchen"),
    ("pump", "Pump", OutputAddress(4, 6), DeviceType.SWITCH, "Cellar"),
    ("door", "Front door", DOOR, DeviceType.IMPULSE, "Hall"),
    ("fan", "Fan", OutputAddress(4, 1), DeviceType.FAN, "Bathroom"),
    ("garden", "Garden water", OutputAddress(4, 2), DeviceType.VALVE, "Garden"),
    ("alarm", "Alarm", OutputAddress(4, 3), DeviceType.SIREN, "Hall"),
)
_LIGHTS = (DeviceType.LIGHT, DeviceType.DIMMER)


def several_kinds(*, without: str = "") -> House:
    """Build the house, perhaps without one of its things; its shutter is quick."""
    outputs = [_output(*each) for each in _OUTPUTS if each[0] != without]
    devices = Devices((*outputs, _relay(DOWN, RelayRole.DOWN, "d", "u"), _relay(UP, RelayRole.UP, "u", "d")))
    return House.of(devices, Layout.of(devices, dict.fromkeys(devices.pairs(), MotorSpec(UP_S, DOWN_S))))


def _output(key: str, name: str, address: OutputAddress, kind: DeviceType, room: str) -> OutputDevice:
    category = Category.LIGHTS if kind in _LIGHTS else Category.SWITCHES
    return OutputDevice(key, name, category, kind, address, room=room)


def _relay(address: OutputAddress, role: RelayRole, own: str, other: str) -> OutputDevice:
    return OutputDevice(
        f"living_left_{own}", SHUTTER, Category.SHUTTERS, DeviceType.SWITCH, address,
        relay_role=role, paired_device=f"living_left_{other}", room="Living room",
    )  # fmt: skip


async def until(condition: Callable[[], object], what: Callable[[], object] = str) -> None:
    """Wait until something is so."""
    loop = asyncio.get_running_loop()
    end = loop.time() + WITHIN_S
    while not condition():
        assert loop.time() < end, f"not within {WITHIN_S} s: {what()}"
        await asyncio.sleep(0.02)


@dataclass
class DiscoveredHouse:
    """What Home Assistant knows by MQTT."""

    hass: HomeAssistant
    gateway: SimulatedGateway

    def states(self) -> dict[str, str]:
        """Return the state of each entity."""
        return {state.entity_id: state.state for state in self.hass.states.async_all()}

    def attribute(self, entity_id: str, name: str) -> Any:
        """Return an attribute of an entity's state."""
        state = self.hass.states.get(entity_id)
        return state.attributes.get(name) if state else None

    def names_and_rooms(self) -> dict[str, str | None]:
        """Return the room of each device by its name."""
        areas = area_registry.async_get(self.hass)
        found: dict[str, str | None] = {}
        for device in device_registry.async_get(self.hass).devices:
            area = areas.async_get_area(device.area_id) if device.area_id else None
            found[str(device.name)] = area.name if area else None
        return found

    def unique_ids(self) -> dict[str, str]:
        """Return the unique ID of each entity."""
        entities = entity_registry.async_get(self.hass).entities
        return {entity_id: entry.unique_id for entity_id, entry in entities.items()}

    async def shows(self, entity_id: str, state: str) -> None:
        """Wait for a state."""
        await until(
            lambda: self.states().get(entity_id) == state, lambda: f"{entity_id} {state}: {self.states()}"
        )

    async def click(self, action: str, entity_id: str, **data: Any) -> None:
        """Do what a click in the frontend does."""
        domain, _, name = action.partition(".")
        await self.hass.services.async_call(domain, name, {"entity_id": entity_id, **data}, blocking=True)

    async def is_on(self, address: OutputAddress, value: int = 255) -> None:
        """Wait until the house has this value."""
        world = self.gateway.house.world
        await until(lambda: world.value(address) == value, lambda: f"{address}: {world.value(address)}")
