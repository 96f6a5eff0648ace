"""What of a house is on the broker: each device with its name in topics, and what it takes. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from ..model.devices import Category, OutputDevice, ShutterDevice
from ..model.output_kind import OutputKind
from .thing_ids import thing_ids

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ..model.address import OutputAddress
    from ..model.devices import Device, Devices


class ThingKind(StrEnum):
    """What a thing takes."""

    SWITCH = "switch"
    """On and off."""
    DIMMER = "dimmer"
    """A level of 0 to 100 percent."""
    IMPULSE = "impulse"
    """A press."""
    COVER = "cover"
    """Up, down, stop, and a position if its travel times are known."""

    @property
    def is_delicate(self) -> bool:
        """Whether it moves something: a message that may be old never reaches it."""
        return self in (ThingKind.IMPULSE, ThingKind.COVER)


_KINDS = {OutputKind.DIMMER: ThingKind.DIMMER, OutputKind.MOMENTARY: ThingKind.IMPULSE}


@dataclass(frozen=True, slots=True)
class Thing:
    """One device of devices.yaml with its name in topics."""

    id: str
    device: Device

    @property
    def name(self) -> str:
        """The name for people."""
        return self.device.display_name

    @property
    def kind(self) -> ThingKind:
        """What it takes."""
        if isinstance(self.device, ShutterDevice):
            return ThingKind.COVER
        return _KINDS.get(self.device.kind, ThingKind.SWITCH)

    @property
    def addresses(self) -> tuple[OutputAddress, ...]:
        """Its output, or the two relays of a shutter."""
        return (
            self.device.pair.addresses if isinstance(self.device, ShutterDevice) else (self.device.address,)
        )

    @property
    def first(self) -> OutputDevice:
        """Its output, or the relay for up: what carries its room and icon."""
        return self.device.up if isinstance(self.device, ShutterDevice) else self.device


def things_of(devices: Devices) -> Mapping[str, Thing]:
    """Return the things of a house by their name in topics."""
    found: list[Device] = [*devices.shutters, *_single(devices)]
    names = thing_ids(device.key for device in found)
    return {names[device.key]: Thing(names[device.key], device) for device in found}


def _single(devices: Devices) -> Iterable[OutputDevice]:
    """Return what is one output; a relay of a shutter is none, also without its partner."""
    return (device for device in devices.outputs if device.category is not Category.SHUTTERS)
