"""What mapped outputs draw, from the watts that their owner gave; pure."""

from ..const import MappedKind
from ..library import StateSnapshot
from .brightness import FULL
from .mapping import MappedDevice, MappedOutput


def has_power(device: MappedDevice) -> bool:
    """Return whether it is known what a device draws."""
    return isinstance(device, MappedOutput) and bool(device.watts) and device.traits.draws_power


def has_energy(device: MappedDevice) -> bool:
    """Return whether the energy of a device is counted."""
    return isinstance(device, MappedOutput) and device.energy and has_power(device)


def power_of(device: MappedDevice, snapshot: StateSnapshot) -> float:
    """Return what a device draws in this state, in watts; a dimmer in proportion to its level."""
    if not isinstance(device, MappedOutput) or not device.watts:
        return 0.0
    if device.kind is MappedKind.DIMMER:
        return round(device.watts * min(snapshot.value(device.address), FULL) / FULL, 3)
    return device.watts if snapshot.is_on(device.address) else 0.0
