"""The devices of a house: which output is what, and what people call it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from operator import attrgetter
from types import NoneType

from .address import ADDRESS_FIX, OutputAddress, check_address
from .arguments import (
    TEXT_FIX,
    Attribute,
    check_attributes,
    check_items,
    check_number,
    check_text,
    check_whole,
    wrong,
)
from .find_device import find_device
from .output_kind import LONGEST_PULSE_S, SHORTEST_PULSE_S, OutputKind
from .shutter_pair import ShutterPair


class Category(StrEnum):
    """What a device is to the people in the house; a section of devices.yaml."""

    LIGHTS = "lights"
    SWITCHES = "switches"
    SHUTTERS = "shutters"


class DeviceType(StrEnum):
    """What an output switches, which also says how it is driven."""

    SWITCH = "switch"
    """On or off: an appliance, or anything of a file that says no more."""
    LIGHT = "light"
    """On or off."""
    DIMMER = "dimmer"
    """A level of 0 to 100 percent."""
    OUTLET = "outlet"
    """On or off: a switched outlet."""
    IMPULSE = "impulse"
    """On for a moment: a door opener, a gate or a bell."""
    FAN = "fan"
    """On or off."""
    VALVE = "valve"
    """On is open."""
    SIREN = "siren"
    """On or off."""
    GATE = "gate"
    """On for a moment: a gate that opens, stops and closes in turn."""


class RelayRole(StrEnum):
    """Which way a shutter relay drives its motor."""

    UP = "up"
    DOWN = "down"


MAX_LINE = 2**31
"""No file has as many lines."""
_TEXTS = ("key", "display_name", "description", "graphic_type", "device_class", "icon", "room")
_ATTRIBUTES = (
    *(Attribute(name, f"a device's {name}", str, TEXT_FIX) for name in _TEXTS),
    Attribute("category", "a device's category", Category, "use Category.LIGHTS"),
    Attribute("type", "a device's type", DeviceType, "use DeviceType.SWITCH"),
    Attribute("address", "an output", OutputAddress, ADDRESS_FIX),
    Attribute("relay_role", "a relay's role", (RelayRole, NoneType), "use RelayRole.UP"),
    Attribute("paired_device", "a relay's paired device", (str, NoneType), "give its key"),
    Attribute("energy", "a device's energy", bool, "write True or False"),
    Attribute("line", "a device's line", int, f"write a whole number from 0 to {MAX_LINE}"),
)
_KINDS = {
    DeviceType.DIMMER: OutputKind.DIMMER,
    DeviceType.IMPULSE: OutputKind.MOMENTARY,
    DeviceType.GATE: OutputKind.MOMENTARY,
}
MOST_WATTS = 100_000.0
"""No output of a house switches more."""


@dataclass(frozen=True, slots=True)
class OutputDevice:
    """One output with its names, as devices.yaml declares it; for a shutter one of its two relays.

    The entries are those of docs/protocol.md, "devices.yaml". Raises `ConfigurationError` for a wrong type.
    """

    key: str
    """The name on the command line, one of its kind in the file."""
    display_name: str
    """The name for people."""
    category: Category
    type: DeviceType
    address: OutputAddress
    description: str = ""
    graphic_type: str = ""
    """The symbol in the vendor's application (docs/protocol.md, "Graphic types")."""
    device_class: str = ""
    """A device class of Home Assistant, for example "outlet"."""
    icon: str = ""
    """An icon of Home Assistant, for example "mdi:lamp"."""
    relay_role: RelayRole | None = None
    """The direction of a shutter's relay; None for everything else."""
    paired_device: str | None = None
    """The key of the same shutter's other relay."""
    pulse: float | None = None
    """Seconds for which an impulse is on; None for the default."""
    watts: float | None = None
    """What it draws while it is on, a dimmer at 100 percent; None if that is not known."""
    energy: bool = False
    """Whether its energy is counted; that needs `watts`."""
    room: str = ""
    """The room that it is in, for programs that know rooms."""
    line: int = 0
    """The line of the file that declares it, counted from 1; 0 if no file does."""

    def __post_init__(self) -> None:
        check_attributes(self, _ATTRIBUTES)
        if self.pulse is not None:
            check_number("a device's pulse", self.pulse, SHORTEST_PULSE_S, LONGEST_PULSE_S)
        if self.watts is not None:
            check_number("a device's watts", self.watts, 0.0, MOST_WATTS)
        check_whole("a device's line", self.line, 0, MAX_LINE)

    @property
    def supports_brightness(self) -> bool:
        """Whether it takes a level of 0 to 100 percent."""
        return self.type is DeviceType.DIMMER

    @property
    def kind(self) -> OutputKind:
        """What a client is told in `kinds`: `DIMMER`, `MOMENTARY` for an impulse or a gate, else `RELAY`."""
        return _KINDS.get(self.type, OutputKind.RELAY)


_DEVICE_FIX = "give an OutputDevice"
_RELAYS = tuple(Attribute(name, "a device", OutputDevice, _DEVICE_FIX) for name in ("up", "down"))


@dataclass(frozen=True, slots=True)
class ShutterDevice:
    """A shutter: two relays under one name. Its key is that of the relay for up."""

    up: OutputDevice
    down: OutputDevice

    def __post_init__(self) -> None:
        check_attributes(self, _RELAYS)

    @property
    def key(self) -> str:
        """The key of the relay for up."""
        return self.up.key

    @property
    def display_name(self) -> str:
        """The name that both relays share, or that of the relay for up without its direction."""
        if self.up.display_name == self.down.display_name:
            return self.up.display_name
        return _without_direction(self.up.display_name)

    @property
    def pair(self) -> ShutterPair:
        """The two outputs, with the default pause and longest run."""
        return ShutterPair(self.up.address, self.down.address)


Device = OutputDevice | ShutterDevice


@dataclass(frozen=True, slots=True)
class Devices:
    """All devices of one bus; `outputs` holds every relay of every device, by address."""

    outputs: tuple[OutputDevice, ...] = ()

    def __post_init__(self) -> None:
        outputs = check_items("the devices", self.outputs, "give a list of OutputDevice")
        devices = [each for each in outputs if isinstance(each, OutputDevice)]
        if len(devices) < len(outputs):
            stranger = next(each for each in outputs if not isinstance(each, OutputDevice))
            raise wrong("a device", stranger, _DEVICE_FIX)
        object.__setattr__(self, "outputs", tuple(sorted(devices, key=attrgetter("address"))))

    @property
    def lights(self) -> tuple[OutputDevice, ...]:
        """The lights, by address."""
        return self._of(Category.LIGHTS)

    @property
    def switches(self) -> tuple[OutputDevice, ...]:
        """Everything else that is one output, by address."""
        return self._of(Category.SWITCHES)

    @property
    def shutters(self) -> tuple[ShutterDevice, ...]:
        """The shutters, by the address of their relay for up."""
        by_key = {device.key: device for device in self._of(Category.SHUTTERS)}
        return tuple(
            ShutterDevice(relay, by_key[relay.paired_device])
            for relay in self.outputs
            if relay.relay_role is RelayRole.UP and relay.paired_device in by_key
        )

    def by_key(self, key: str) -> OutputDevice | None:
        """The output with exactly this key; None if there is none."""
        check_text("a key", key)
        return next((device for device in self.outputs if device.key == key), None)

    def at(self, address: OutputAddress) -> OutputDevice | None:
        """The device on this output; None if none is declared."""
        check_address(address)
        return next((device for device in self.outputs if device.address == address), None)

    def kinds(self) -> dict[OutputAddress, OutputKind]:
        """The kind of each output, for a client's `kinds=`."""
        return {device.address: device.kind for device in self.outputs}

    def pairs(self) -> tuple[ShutterPair, ...]:
        """The relay pairs of all shutters, for a client's `shutters=`."""
        return tuple(shutter.pair for shutter in self.shutters)

    def find(self, name: str) -> Device:
        """The device called `name`: a key or display name in any case; a shutter also by either relay.

        Raises `ConfigurationError` naming near matches, or all that share the name.
        """
        check_text("a device's name", name)
        return find_device(name, self._keys(), self._titles())

    def _keys(self) -> list[tuple[str, Device]]:
        names: list[tuple[str, Device]] = []
        for shutter in self.shutters:
            names += [(shutter.up.key, shutter), (shutter.down.key, shutter)]
        return [*names, *((device.key, device) for device in (*self.lights, *self.switches))]

    def _titles(self) -> list[tuple[str, Device]]:
        names: list[tuple[str, Device]] = []
        for shutter in self.shutters:
            titles = (shutter.display_name, shutter.up.display_name, shutter.down.display_name)
            names += [(title, shutter) for title in titles]
        return [*names, *((device.display_name, device) for device in (*self.lights, *self.switches))]

    def _of(self, category: Category) -> tuple[OutputDevice, ...]:
        return tuple(device for device in self.outputs if device.category is category)


_DIRECTIONS = (" D", " M", " U")
"""How names of single relays end in the field (docs/protocol.md, "devices.yaml")."""


def _without_direction(name: str) -> str:
    return name[:-2].rstrip() if name.endswith(_DIRECTIONS) else name
