"""What mapped outputs draw, from the watts that their owner gave; pure."""

from typing import TypeIs

from ..const import MappedKind
from ..library import StateSnapshot
from .brightness import FULL
from .mapping import MappedDevice, MappedOutput


def has_power(device: MappedDevice) -> TypeIs[MappedOutput]:
    """Return whether it is known what a device draws."""
    return isinstance(device, MappedOutput) and bool(device.watts) and device.traits.draws_power


def has_energy(device: MappedDevice) -> bool:
    """Return whether the energy of a device is counted."""
    return has_power(device) and device.energy


def power_of(device: MappedOutput, snapshot: StateSnapshot) -> float:
    """Return what an output draws in this state, in watts; a dimmer in proportion to its level."""
    watts = device.watts or 0.0
    if device.kind is MappedKind.DIMMER:
        return round(watts * min(snapshot.value(device.address), FULL) / FULL, 3)
    return watts if snapshot.is_on(device.address) else 0.0
