"""A house with one device of each kind, on outputs that the demo house leaves free."""

from typing import Any

from homeassistant.core import HomeAssistant

from custom_components.ipcom.const import MappedKind
from custom_components.ipcom.devices.mapping import MappedDevice, MappedOutput
from custom_components.ipcom.library import OutputAddress
from tests.integration.homes import Home, at

BELL = MappedOutput("Bell", OutputAddress(2, 1), MappedKind.IMPULSE)
OPENER = MappedOutput("Opener", OutputAddress(2, 2), MappedKind.IMPULSE, pulse=2.0, icon="mdi:door")
EXTRACTOR = MappedOutput("Extractor", OutputAddress(2, 3), MappedKind.FAN)
WATER = MappedOutput("Water", OutputAddress(2, 4), MappedKind.VALVE)
ALARM = MappedOutput("Alarm", OutputAddress(2, 5), MappedKind.SIREN)
DRIVE = MappedOutput("Drive", OutputAddress(2, 6), MappedKind.GATE)
GARAGE = MappedOutput("Door", OutputAddress(2, 7), MappedKind.GATE, device_class="garage", room="Garage")
EACH_KIND: tuple[MappedDevice, ...] = (BELL, OPENER, EXTRACTOR, WATER, ALARM, DRIVE, GARAGE)


async def start_kinds(hass: HomeAssistant, gateway: Any, *devices: MappedDevice) -> Home:
    """Set up these devices, or one of each kind."""
    return await Home(hass, gateway, devices or EACH_KIND).start()


def written(home: Home, place: str) -> list[int]:
    """Return the values that an output of the house has had, the first 0 left out."""
    return [event.value for event in home.world.history if event.address == at(place)]
