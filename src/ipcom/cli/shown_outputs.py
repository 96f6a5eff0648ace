"""Which outputs `ipcom status` and `ipcom watch` show. They are only read, so that any may be named."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..model.address import OUTPUTS, OutputAddress
from .console.several import Attempts, raise_all
from .selection import outputs_in
from .targets import find_outputs

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ..model.devices import Devices
    from ..model.snapshot import StateSnapshot


def find_shown(names: Iterable[str], rooms: Sequence[str], devices: Devices) -> list[OutputAddress]:
    """Return the outputs with these names and those in these rooms. Raises what is wrong with each of them."""
    attempts = Attempts()
    named = attempts.take(lambda: find_outputs(names, devices)) or []
    inside = attempts.take(lambda: outputs_in(rooms, devices)) or []
    raise_all(attempts.errors)
    return list(dict.fromkeys([*named, *inside]))


def outputs_on(snapshot: StateSnapshot) -> list[OutputAddress]:
    """Return all outputs that are on, declared or not."""
    return [OutputAddress.from_index(index) for index in range(OUTPUTS) if snapshot.values[index]]


def watched_at_first(
    chosen: Iterable[OutputAddress], devices: Devices, snapshot: StateSnapshot
) -> list[OutputAddress]:
    """Return the outputs of the first state: the chosen ones, or all devices and whatever else is on."""
    declared = [device.address for device in devices.outputs]
    return sorted({*chosen} or {*declared, *outputs_on(snapshot)})
