"""Writes the mapping of an entry as a devices.yaml, which imports again to the same. Pure."""

from collections.abc import Iterable, Iterator
from itertools import chain, count

from homeassistant.util import slugify

from ..const import DEFAULT_PULSE_S, MappedKind
from ..devices.mapping import MappedCover, MappedDevice, MappedOutput, local_id
from ..library import Category, Devices, DeviceType, OutputDevice, RelayRole, dump_devices

_LIGHTS = (MappedKind.LIGHT, MappedKind.DIMMER)
_TYPES = {kind: DeviceType(kind.value) for kind in MappedKind}
"""Each kind has a type of its name in the file."""


def export_devices(devices: Iterable[MappedDevice], heading: str = "") -> str:
    """Return the text of a devices.yaml; the heading becomes a comment in one line.

    How long a cover travels is not part of such a file. An import keeps what is there.
    """
    mapped = list(devices)
    keys = _Keys(device.key for device in mapped)
    outputs = chain.from_iterable(_exported(device, keys) for device in mapped)
    return dump_devices(Devices(tuple(outputs)), heading=[heading] if heading else [])


def _exported(device: MappedDevice, keys: _Keys) -> Iterator[OutputDevice]:
    if isinstance(device, MappedCover):
        yield from _relays(device, keys)
    else:
        yield _output(device, keys)


def _output(device: MappedOutput, keys: _Keys) -> OutputDevice:
    return OutputDevice(
        key=device.key or keys.new(device.name, local_id(device.address)),
        display_name=device.name,
        category=Category.LIGHTS if device.kind in _LIGHTS else Category.SWITCHES,
        type=_TYPES[device.kind],
        address=device.address,
        device_class=device.device_class,
        icon=device.icon,
        pulse=None if device.pulse == DEFAULT_PULSE_S else device.pulse,
        watts=device.watts,
        energy=device.energy,
        room=device.room,
    )


def _relays(device: MappedCover, keys: _Keys) -> Iterator[OutputDevice]:
    """Return both relays; the key of the one for up is that of the cover."""
    up = device.key or keys.new(f"{device.name} u", local_id(device.up))
    down = keys.new(f"{device.name} d", local_id(device.down))
    for role, address, own, other in (
        (RelayRole.UP, device.up, up, down),
        (RelayRole.DOWN, device.down, down, up),
    ):
        yield OutputDevice(
            key=own,
            display_name=device.name,
            category=Category.SHUTTERS,
            type=DeviceType.SWITCH,
            address=address,
            device_class=device.device_class,
            icon=device.icon,
            room=device.room,
            relay_role=role,
            paired_device=other,
        )


class _Keys:
    """Makes keys for what has none, each once."""

    def __init__(self, taken: Iterable[str]) -> None:
        """Begin with the keys that are taken."""
        self._taken = {key.casefold() for key in taken}

    def new(self, name: str, where: str) -> str:
        """Return a key that nothing else has, made of the name."""
        slug = slugify(name)
        further = (f"{slug}_{where}" + "_x" * more for more in count())
        key = next(each for each in chain((slug,), further) if each.casefold() not in self._taken)
        self._taken.add(key)
        return key
