"""The content of a subentry: an output with its kind, or a cover with its two relays."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any, Self

from homeassistant.config_entries import ConfigSubentry, ConfigSubentryData
from homeassistant.const import Platform

from ..const import (
    CONF_DEVICE_CLASS,
    CONF_DOWN_MODULE,
    CONF_DOWN_OUTPUT,
    CONF_ENERGY,
    CONF_ICON,
    CONF_KEY,
    CONF_KIND,
    CONF_MODULE,
    CONF_OBJECT_ID,
    CONF_OUTPUT,
    CONF_PULSE,
    CONF_ROOM,
    CONF_UP_MODULE,
    CONF_UP_OUTPUT,
    CONF_WATTS,
    DEFAULT_PULSE_S,
    MappedKind,
    SubentryType,
)
from ..library import OutputAddress, OutputKind, ShutterPair
from .cover_options import CoverOptions
from .kinds import KINDS, KindTraits
from .naming import tidy_name
from .tilt_motor import TiltMotor

_COVER_KEYS = {"icon": CONF_ICON, "room": CONF_ROOM}
_OUTPUT_KEYS = {
    "pulse": CONF_PULSE,
    "watts": CONF_WATTS,
    "energy": CONF_ENERGY,
    "device_class": CONF_DEVICE_CLASS,
    **_COVER_KEYS,
}
"""The optional properties, with their keys in the data of a subentry."""


@dataclass(frozen=True, slots=True)
class MappedOutput:
    """A relay or a dimmer; `key` and `object_id` come from a devices.yaml, or are empty.

    An empty `device_class` or `icon` leaves the choice to the table of kinds and to Home Assistant.
    """

    name: str
    address: OutputAddress
    kind: MappedKind
    key: str = ""
    object_id: str = ""
    pulse: float = DEFAULT_PULSE_S
    watts: float | None = None
    energy: bool = False
    icon: str = ""
    device_class: str = ""
    room: str = ""

    subentry_type = SubentryType.OUTPUT

    @classmethod
    def from_subentry(cls, subentry: ConfigSubentry) -> Self:
        """Read what `as_data` returned."""
        data = subentry.data
        address = OutputAddress(data[CONF_MODULE], data[CONF_OUTPUT])
        return cls(
            name=tidy_name(subentry.title) or str(address),
            address=address,
            kind=MappedKind(data[CONF_KIND]),
            key=data.get(CONF_KEY, ""),
            object_id=data.get(CONF_OBJECT_ID, ""),
            **{name: data[key] for name, key in _OUTPUT_KEYS.items() if data.get(key) is not None},
        )

    @property
    def local_id(self) -> str:
        """Return its ID on its bus."""
        return local_id(self.address)

    @property
    def addresses(self) -> tuple[OutputAddress, ...]:
        """Return the outputs that it uses."""
        return (self.address,)

    @property
    def relays(self) -> tuple[OutputAddress, ...]:
        """Return the outputs that a devices.yaml or the portal would know it by."""
        return self.addresses

    @property
    def traits(self) -> KindTraits:
        """Return what its kind becomes."""
        return KINDS[self.kind]

    @property
    def platform(self) -> Platform:
        """Return the platform of its entity."""
        return self.traits.platform

    @property
    def output_kind(self) -> OutputKind:
        """Return its kind for the library."""
        return self.traits.output_kind

    @property
    def shown_device_class(self) -> str:
        """Return the device class of its entity: its own if its kind knows it, else the one of its kind."""
        own = self.device_class
        return own if own in self.traits.device_classes else self.traits.device_class

    @property
    def model(self) -> str:
        """Return where it is wired, for the details of its device; in no language."""
        return str(self.address)

    def as_data(self) -> dict[str, Any]:
        """Return the data of its subentry."""
        return {
            CONF_MODULE: self.address.module,
            CONF_OUTPUT: self.address.output,
            CONF_KIND: self.kind.value,
            CONF_KEY: self.key,
            CONF_OBJECT_ID: self.object_id,
            **_given(self, _OUTPUT_KEYS),
        }


@dataclass(frozen=True, slots=True)
class MappedCover:
    """Two relays that drive one motor; `options` and `tilt_motor` are set by a person, never by an import."""

    name: str
    up: OutputAddress
    down: OutputAddress
    device_class: str = ""
    key: str = ""
    object_id: str = ""
    icon: str = ""
    room: str = ""
    options: CoverOptions = field(default_factory=CoverOptions)
    tilt_motor: TiltMotor | None = None

    subentry_type = SubentryType.COVER
    platform = Platform.COVER

    @classmethod
    def from_subentry(cls, subentry: ConfigSubentry) -> Self:
        """Read what `as_data` returned."""
        data = subentry.data
        up = OutputAddress(data[CONF_UP_MODULE], data[CONF_UP_OUTPUT])
        options = CoverOptions.from_data(data)
        tilt_motor = TiltMotor.from_data(data) if options.has_tilt_motor else None
        return cls(
            name=tidy_name(subentry.title) or str(up),
            up=up,
            down=OutputAddress(data[CONF_DOWN_MODULE], data[CONF_DOWN_OUTPUT]),
            device_class=data.get(CONF_DEVICE_CLASS, ""),
            key=data.get(CONF_KEY, ""),
            object_id=data.get(CONF_OBJECT_ID, ""),
            icon=data.get(CONF_ICON, ""),
            room=data.get(CONF_ROOM, ""),
            options=options if tilt_motor or not options.has_tilt_motor else options.without_tilt(),
            tilt_motor=tilt_motor,
        )

    @property
    def local_id(self) -> str:
        """Return its ID on its bus: the one of the relay for up."""
        return local_id(self.up)

    @property
    def addresses(self) -> tuple[OutputAddress, ...]:
        """Return the outputs that it uses: those for up and for down first, then those of a motor for its slats."""
        return self.relays + (() if self.tilt_motor is None else self.tilt_motor.addresses)

    @property
    def relays(self) -> tuple[OutputAddress, ...]:
        """Return the relays for up and for down."""
        return (self.up, self.down)

    @property
    def pair(self) -> ShutterPair:
        """Return its relays as the pair that the library guards."""
        return ShutterPair(self.up, self.down, pause=self.options.pause, max_run=self.options.max_run)

    @property
    def tilt_pair(self) -> ShutterPair | None:
        """Return the relays of the motor for its slats, which the library guards as well; None without one."""
        motor = self.tilt_motor
        if motor is None:
            return None
        return ShutterPair(motor.up, motor.down, pause=self.options.pause, max_run=self.options.max_tilt_run)

    @property
    def pairs(self) -> tuple[ShutterPair, ...]:
        """Return the pairs of all its motors."""
        return tuple(each for each in (self.pair, self.tilt_pair) if each is not None)

    @property
    def tilts(self) -> bool:
        """Return whether its slats have a position."""
        return self.options.calibrated and bool(self.options.tilt_time)

    def has_motor_on(self, pair: ShutterPair) -> bool:
        """Return whether one of its motors is on these relays, in either order."""
        return any(set(each.addresses) == set(pair.addresses) for each in self.pairs)

    @property
    def model(self) -> str:
        """Return where it is wired, for the details of its device; in no language."""
        motor = self.tilt_motor
        slats = "" if motor is None else f" · {motor.up} ↻ {motor.down} ↺"
        return f"{self.up} ↑ {self.down} ↓{slats}"

    def as_data(self) -> dict[str, Any]:
        """Return the data of its subentry."""
        return {
            CONF_UP_MODULE: self.up.module,
            CONF_UP_OUTPUT: self.up.output,
            CONF_DOWN_MODULE: self.down.module,
            CONF_DOWN_OUTPUT: self.down.output,
            CONF_DEVICE_CLASS: self.device_class,
            CONF_KEY: self.key,
            CONF_OBJECT_ID: self.object_id,
            **_given(self, _COVER_KEYS),
            **self.options.as_data(),
            **({} if self.tilt_motor is None else self.tilt_motor.as_data()),
        }


type MappedDevice = MappedOutput | MappedCover


def _given(device: MappedDevice, keys: Mapping[str, str]) -> dict[str, Any]:
    """Return the optional properties that differ from their defaults, by their keys."""
    defaults = {each.name: each.default for each in fields(device)}
    values = {name: getattr(device, name) for name in keys}
    return {keys[name]: value for name, value in values.items() if value != defaults[name]}


def keep_given(before: MappedDevice, after: MappedDevice) -> MappedDevice:
    """Return `after` with the optional properties of `before` that `after` does not give."""
    keys = _COVER_KEYS if isinstance(before, MappedCover) or isinstance(after, MappedCover) else _OUTPUT_KEYS
    kept = {**_given(before, keys), **_given(after, keys)}
    return replace(after, **{name: kept[key] for name, key in keys.items() if key in kept})


def local_id(address: OutputAddress) -> str:
    """Return `module_output`, the end of every identifier."""
    return f"{address.module}_{address.output}"


def unique_id(entry_id: str, device: MappedDevice) -> str:
    """Return the unique ID of the entity, which also identifies the device. No name or host is part of it."""
    return f"{entry_id}_{device.local_id}"


def from_subentry(subentry: ConfigSubentry) -> MappedDevice:
    """Return the output or cover that a subentry describes."""
    if subentry.subentry_type == SubentryType.COVER:
        return MappedCover.from_subentry(subentry)
    return MappedOutput.from_subentry(subentry)


def from_subentries(subentries: Mapping[str, ConfigSubentry]) -> dict[str, MappedDevice]:
    """Return all mapped devices by subentry."""
    return {subentry_id: from_subentry(subentry) for subentry_id, subentry in subentries.items()}


def subentry_data(mapped: MappedDevice) -> ConfigSubentryData:
    """Return the data for a new subentry."""
    return ConfigSubentryData(
        data=mapped.as_data(),
        subentry_type=mapped.subentry_type.value,
        title=mapped.name,
        unique_id=mapped.local_id,
    )


def taken(devices: Iterable[MappedDevice]) -> set[OutputAddress]:
    """Return all outputs that these use, both relays of covers included."""
    return {address for device in devices for address in device.addresses}


def check(cover: MappedCover) -> None:
    """Raise `ConfigurationError` if this cover cannot work with these options."""
    _ = cover.pairs, cover.options.travel
