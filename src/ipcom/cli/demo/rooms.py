"""What is in which room."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ...model.devices import Device
    from ...simulator.house.house import House


def rooms_of(house: House) -> dict[str, list[Device]]:
    """The devices of each room: lights and outlets first, then shutters; rooms with most first."""
    devices = house.devices
    rooms: dict[str, list[Device]] = {}
    everything: tuple[Device, ...] = (*devices.lights, *devices.switches, *devices.shutters)
    for device in everything:
        rooms.setdefault(house.room_of(device) or "House", []).append(device)
    return dict(sorted(rooms.items(), key=lambda room: -len(room[1])))
