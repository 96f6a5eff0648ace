"""What was read from a devices.yaml: the devices that are sound, and what was found beside them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ..devices import Devices

if TYPE_CHECKING:
    from ...errors import Problem


@dataclass(frozen=True, slots=True)
class DevicesReading:
    """The sound devices of a file; `warnings` cost no device, each of `errors` at least one."""

    devices: Devices = field(default_factory=Devices)
    warnings: tuple[Problem, ...] = ()
    """What is understood all the same, such as a number in quotes, or not needed, such as an unknown property."""
    errors: tuple[Problem, ...] = ()
    """Mistakes for which a device was left out; without any device perhaps the one that hides the whole file."""
