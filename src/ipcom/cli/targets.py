"""The outputs and shutters that names on the command line mean."""

from __future__ import annotations

import re
from shlex import quote
from typing import TYPE_CHECKING, NamedTuple, NoReturn

from ..errors import ConfigurationError, InterlockError
from ..model.address import OutputAddress
from ..model.devices import ShutterDevice
from ..model.output_kind import DEFAULT_PULSE_S, OutputKind

if TYPE_CHECKING:
    from ..model.devices import Devices, OutputDevice

RELAY_ON = 255
DIMMER_ON = 100
_ADDRESS = re.compile(r"\d{1,2}/\d")


class Target(NamedTuple):
    """One output that may be switched. `device` is None for an output that devices.yaml does not declare."""

    address: OutputAddress
    device: OutputDevice | None = None

    @property
    def name(self) -> str:
        """The name of the device, or else of the output."""
        return self.device.display_name if self.device else f"Output {self.address}"

    @property
    def dims(self) -> bool:
        """Whether it is a dimmer by devices.yaml."""
        return self.device is not None and self.device.supports_brightness

    @property
    def pulse_s(self) -> float | None:
        """For how many seconds it is switched on, if devices.yaml says that it is an impulse or a gate."""
        if self.device is None or self.device.kind is not OutputKind.MOMENTARY:
            return None
        return DEFAULT_PULSE_S if self.device.pulse is None else self.device.pulse

    @property
    def on_value(self) -> int:
        """The value that switches it on."""
        return DIMMER_ON if self.dims else RELAY_ON


def find_target(name: str, devices: Devices) -> Target:
    """Return the output with this name, or at an address such as 3/4. Raises `InterlockError` for a shutter."""
    address = _address(name)
    if address is None:
        found = devices.find(name)
        if isinstance(found, ShutterDevice):
            _refuse(found)
        return Target(found.address, found)
    shutter = next((s for s in devices.shutters if address in s.pair.addresses), None)
    if shutter is not None:
        _refuse(shutter)
    return Target(address, devices.at(address))


def find_targets(names: tuple[str, ...], devices: Devices) -> list[Target]:
    """Return the outputs with these names, each once. Raises `ConfigurationError` with all unknown names."""
    found: dict[OutputAddress, Target] = {}
    errors: list[ConfigurationError] = []
    for name in names:
        try:
            target = find_target(name, devices)
            found[target.address] = target
        except ConfigurationError as error:
            errors.append(error)
    if errors:
        raise ConfigurationError(*(problem for error in errors for problem in error.problems))
    return list(found.values())


def find_outputs(names: tuple[str, ...], devices: Devices) -> list[OutputAddress]:
    """Return the outputs with these names, both relays of a shutter among them. They are for reading only."""
    found: list[OutputAddress] = []
    for name in names:
        address = _address(name)
        device = None if address else devices.find(name)
        if isinstance(device, ShutterDevice):
            found += device.pair.addresses
        else:
            found.append(device.address if device else OutputAddress.parse(name))
    return list(dict.fromkeys(found))


def find_shutter(name: str, devices: Devices) -> ShutterDevice:
    """Return the shutter with this name, or with the key of one of its relays."""
    found = devices.find(name)
    if isinstance(found, ShutterDevice):
        return found
    raise ConfigurationError(
        f"{found.display_name} is no shutter. Try: ipcom toggle {quote(found.key)}, or ipcom list"
    )


def require_dimmer(target: Target) -> None:
    """Raise `ConfigurationError` for a device that is no dimmer by devices.yaml."""
    if target.device is not None and not target.dims:
        raise ConfigurationError(
            f"{target.name} is only on or off. Try: ipcom on {quote(target.device.key)};"
            " or write type: dimmer in devices.yaml."
        )


def _address(name: str) -> OutputAddress | None:
    return OutputAddress.parse(name) if _ADDRESS.fullmatch(name.strip()) else None


def _refuse(shutter: ShutterDevice) -> NoReturn:
    raise InterlockError(
        f"{shutter.display_name} is a shutter, its relays are not switched one by one."
        f" Try: ipcom cover open {quote(shutter.key)}",
        shutter.pair.addresses,
    )
