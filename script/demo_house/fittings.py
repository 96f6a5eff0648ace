"""What the integration made of the house: each device of the house with its entity, device and room."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ipcom.model.address import OutputAddress
from ipcom.model.devices import Device, OutputDevice, ShutterDevice

from .waiting import until

if TYPE_CHECKING:
    from ipcom.simulator import House

    from .live import Live

APPEAR_S = 20.0
DOMAIN = "ipcom"


@dataclass(frozen=True, slots=True)
class Fitting:
    """A lamp, outlet or shutter, in the house and in Home Assistant."""

    device: Device
    room: str
    entity_id: str
    device_id: str

    @property
    def is_shutter(self) -> bool:
        """Whether it is a shutter."""
        return isinstance(self.device, ShutterDevice)

    @property
    def is_dimmer(self) -> bool:
        """Whether it is a light with brightness."""
        return isinstance(self.device, OutputDevice) and self.device.supports_brightness

    @property
    def address(self) -> OutputAddress:
        """Its output; of a shutter, the relay for up."""
        return address_of(self.device)


@dataclass(frozen=True, slots=True)
class Fittings:
    """All of them, and the entities of the gateway itself by their name in the translations."""

    things: tuple[Fitting, ...]
    of_gateway: Mapping[str, str]

    def by_key(self, key: str) -> Fitting:
        """Return the one that is called so in devices.yaml; of a shutter, by the key of its up relay."""
        return next(thing for thing in self.things if thing.device.key == key)

    @property
    def lights(self) -> list[Fitting]:
        """Lights on relays."""
        return [each for each in self.things if each.entity_id.startswith("light.") and not each.is_dimmer]

    @property
    def shutters(self) -> list[Fitting]:
        """Shutters, unless somebody made something else of their relay."""
        return [each for each in self.things if each.is_shutter and each.entity_id.startswith("cover.")]


def address_of(device: Device) -> OutputAddress:
    """Return what tells a device apart from all others of its bus."""
    return device.up.address if isinstance(device, ShutterDevice) else device.address


def devices_of(house: House) -> list[Device]:
    """Return everything in the house, shutters as one."""
    return [*house.devices.lights, *house.devices.switches, *house.devices.shutters]


async def find_fittings(live: Live, house: House) -> Fittings:
    """Wait until the integration shows everything in the house, and return it."""
    wanted = len(devices_of(house))

    async def all_there() -> bool:
        found = match(await entities_of(live), house)
        return len(found.things) == wanted and await _available(live, found)

    await until(all_there, APPEAR_S, "the whole house appears in Home Assistant")
    return match(await entities_of(live), house)


def match(entities: Iterable[Mapping[str, Any]], house: House) -> Fittings:
    """Pair rows of Home Assistant's registry with the house; rows of other integrations are passed over."""
    own = [entity for entity in entities if entity["platform"] == DOMAIN]
    by_address = {address_of(device): device for device in devices_of(house)}
    things = []
    for entity in own:
        address = _address_in(entity["unique_id"])
        if address is not None and (device := by_address.get(address)) is not None:
            things.append(Fitting(device, house.room_of(device), entity["entity_id"], entity["device_id"]))
    named = {entity["translation_key"]: entity["entity_id"] for entity in own if entity["translation_key"]}
    return Fittings(tuple(sorted(things, key=lambda thing: thing.address)), named)


def _address_in(unique_id: str) -> OutputAddress | None:
    """Read `entry_module_output`; None for what is the gateway's own."""
    _, *numbers = unique_id.rsplit("_", 2)
    if len(numbers) == 2 and all(number.isdecimal() for number in numbers):
        return OutputAddress(int(numbers[0]), int(numbers[1]))
    return None


async def entities_of(live: Live) -> list[dict[str, Any]]:
    """Return the rows of Home Assistant's registry."""
    rows: list[dict[str, Any]] = await live.command("config/entity_registry/list")
    return rows


async def _available(live: Live, fittings: Fittings) -> bool:
    states = await live.states()
    shown = (states.get(thing.entity_id, {}).get("state") for thing in fittings.things)
    return all(state not in (None, "unavailable") for state in shown)
