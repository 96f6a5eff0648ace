"""Compares what the vendor's portal describes with what is mapped. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from ..devices.mapping import MappedCover, MappedDevice, taken
from ..library import FoundDevices
from .devices_file import mapped_devices


@dataclass(frozen=True, slots=True)
class Renamed:
    """A mapped device that has another name at the portal."""

    device: MappedDevice
    portal_name: str

    @property
    def after(self) -> MappedDevice:
        """Return the device under the portal's name; everything else stays as its owner has it."""
        return replace(self.device, name=self.portal_name)


@dataclass(frozen=True, slots=True)
class PortalComparison:
    """What differs between the portal and the mapped devices. What an owner changed here counts as known."""

    new: tuple[MappedDevice, ...] = ()
    renamed: tuple[Renamed, ...] = ()
    gone: tuple[MappedDevice, ...] = ()
    """Mapped devices on outputs of which the portal says nothing, or nothing any more."""

    @property
    def empty(self) -> bool:
        """Return whether there is nothing to choose."""
        return not self.new and not self.renamed


def compare_with_portal(existing: Mapping[str, MappedDevice], found: FoundDevices) -> PortalComparison:
    """Compare by outputs: both relays of a cover, in either order, are that cover."""
    mapped = {_outputs(device): device for device in existing.values()}
    described = [_without_file(device, existing.values()) for device in mapped_devices(found.devices)]
    known = [(mapped[_outputs(device)], device) for device in described if _outputs(device) in mapped]
    in_portal = taken(described)
    return PortalComparison(
        new=tuple(device for device in described if _outputs(device) not in mapped),
        renamed=tuple(
            Renamed(device, at_portal.name) for device, at_portal in known if device.name != at_portal.name
        ),
        gone=tuple(device for device in existing.values() if in_portal.isdisjoint(device.relays)),
    )


def turned(cover: MappedCover) -> MappedCover:
    """Return the cover with its directions the other way round."""
    return replace(cover, up=cover.down, down=cover.up)


def _outputs(device: MappedDevice) -> tuple[type[MappedDevice], frozenset[object]]:
    return type(device), frozenset(device.relays)


def _without_file(device: MappedDevice, existing: Iterable[MappedDevice]) -> MappedDevice:
    """Leave the entity ID to Home Assistant, and a key that belongs to another device to that one."""
    key = "" if any(device.key == each.key for each in existing) else device.key
    return replace(device, key=key, object_id="")
