"""A simulated house: one or two buses, their devices, and the rooms of the devices."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Self

from ...model.bus_type import BusType
from ...model.devices_yaml import dump_devices
from ..faults import Faults
from .demo_house import demo_devices, demo_motors, demo_rooms
from .layout import Layout
from .world import World

if TYPE_CHECKING:
    from ...model.devices import Device, Devices
    from .scaled_clock import Clock

NO_ROOM = ""

ONE_BUS: Mapping[int, BusType] = {1: BusType.MINIDO}


class House:
    """The house behind a gateway. It outlives the gateway's connections and restarts.

    The keys of `layouts` and `devices` are bus numbers, 1 or 2; the keys of `rooms` are those of devices. The clock of
    the house stands still until a gateway starts or `follow` is called.
    """

    def __init__(
        self,
        layouts: Mapping[int, Layout],
        devices: Mapping[int, Devices],
        *,
        rooms: Mapping[str, str] | None = None,
        faults: Faults | None = None,
    ) -> None:
        self.buses = {bus: World(layout) for bus, layout in layouts.items()}
        self.devices_by_bus = dict(devices)
        self.faults = faults or Faults()
        self._rooms = dict(rooms or {})

    @classmethod
    def demo(cls, buses: Mapping[int, BusType] = ONE_BUS) -> Self:
        """Build the demo house. With two buses, each has the same devices."""
        devices = demo_devices()
        layouts = {
            bus: Layout.of(devices, demo_motors(), bus_type=bus_type) for bus, bus_type in buses.items()
        }
        return cls(layouts, dict.fromkeys(buses, devices), rooms=demo_rooms())

    @classmethod
    def of(cls, devices: Devices, layout: Layout | None = None) -> Self:
        """Build a house of one bus with these devices."""
        return cls({1: layout or Layout.of(devices)}, {1: devices})

    @classmethod
    def from_file(cls, path: str | Path) -> Self:
        """Build the house that a house file (YAML or TOML) or a devices.yaml describes.

        Raises `ConfigurationError`. The docstring of house_file.py shows what a house file may contain.
        """
        from .house_file import read_house_file

        plan = read_house_file(Path(path))
        return cls(plan.layouts, plan.devices, rooms=plan.rooms, faults=plan.faults)

    @property
    def world(self) -> World:
        """The first bus."""
        return self.buses[min(self.buses)]

    @property
    def devices(self) -> Devices:
        """The devices of the first bus."""
        return self.devices_by_bus[min(self.devices_by_bus)]

    def devices_yaml(self, bus: int | None = None) -> str:
        """Return the devices.yaml of a bus, by default of the first one."""
        return dump_devices(self.devices if bus is None else self.devices_by_bus[bus])

    def room_of(self, device: Device) -> str:
        """Return the room of a device. It is empty when the house has none for it."""
        return self._rooms.get(device.key, NO_ROOM)

    @property
    def speed(self) -> float:
        """How many seconds pass in the house in one second of its clock's source. It may be set at any moment."""
        return self.world.speed

    @speed.setter
    def speed(self, speed: float) -> None:
        for world in self.buses.values():
            world.speed = speed

    def follow(self, clock: Clock) -> None:
        """Make this clock the source of the time in the house, from now on."""
        for world in self.buses.values():
            world.clock.set_source(clock)

    def lose_power(self) -> None:
        """Switch everything off on every bus."""
        for world in self.buses.values():
            world.lose_power()
