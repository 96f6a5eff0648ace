"""A house with one device of each kind, on outputs that the demo house leaves free."""

from typing import Any

from homeassistant.core import HomeAssistant

from custom_components.ipcom.const import MappedKind
from custom_components.ipcom.devices.mapping import MappedDevice, MappedOutput
from tests.integration.homes import Home, at

BELL = MappedOutput("Bell", at("2/1"), MappedKind.IMPULSE)
OPENER = MappedOutput("Opener", at("2/2"), MappedKind.IMPULSE, pulse=2.0, icon="mdi:door")
EXTRACTOR = MappedOutput("Extractor", at("2/3"), MappedKind.FAN)
WATER = MappedOutput("Water", at("2/4"), MappedKind.VALVE)
ALARM = MappedOutput("Alarm", at("2/5"), MappedKind.SIREN)
DRIVE = MappedOutput("Drive", at("2/6"), MappedKind.GATE)
GARAGE = MappedOutput("Door", at("2/7"), MappedKind.GATE, device_class="garage", room="Garage")
EACH_KIND: tuple[MappedDevice, ...] = (BELL, OPENER, EXTRACTOR, WATER, ALARM, DRIVE, GARAGE)


async def start_kinds(hass: HomeAssistant, gateway: Any, *devices: MappedDevice) -> Home:
    """Set up these devices, or one of each kind."""
    return await Home(hass, gateway, devices or EACH_KIND).start()


def written(home: Home, place: str) -> list[int]:
    """Return the values that an output of the house has had, the first 0 left out."""
    return [event.value for event in home.world.history if event.address == at(place)]
