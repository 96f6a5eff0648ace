"""The outputs and shutters that names on the command line mean."""

from __future__ import annotations

import re
from functools import partial
from shlex import quote
from typing import TYPE_CHECKING, NamedTuple, NoReturn, TypeVar

from ..errors import ConfigurationError, InterlockError
from ..model.address import OutputAddress
from ..model.devices import ShutterDevice
from ..model.hidden_characters import without_hidden
from ..model.mistakes import ArgumentMistake
from ..model.output_kind import DEFAULT_PULSE_S, OutputKind
from .console.several import Attempts, raise_all

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from ..model.devices import Device, Devices, OutputDevice

RELAY_ON = 255
DIMMER_ON = 100
_ADDRESS = re.compile(r"-?[0-9]+/-?[0-9]+")
_NEARLY_ADDRESS = re.compile(r"\d+ *[-.:,/] *\d*|/\d+")
LONGEST_NAME = 200
"""A longer name would only fill the screen."""
T = TypeVar("T")


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
        found = _named(name, devices)
        if isinstance(found, ShutterDevice):
            _refuse(found)
        return Target(found.address, found)
    shutter = _shutter_on(address, devices)
    if shutter is not None:
        _refuse(shutter)
    return Target(address, devices.at(address))


def find_targets(names: Iterable[str], devices: Devices) -> list[Target]:
    """Return the outputs with these names, each once. Raises what is wrong with each of the names."""
    found = _each(names, lambda name: find_target(name, devices))
    return list({target.address: target for target in found}.values())


def find_outputs(names: Iterable[str], devices: Devices) -> list[OutputAddress]:
    """Return the outputs with these names, both relays of a shutter among them. They are for reading only.

    Raises what is wrong with each of the names.
    """
    found = _each(names, lambda name: _outputs(name, devices))
    return list(dict.fromkeys(address for addresses in found for address in addresses))


def _outputs(name: str, devices: Devices) -> tuple[OutputAddress, ...]:
    address = _address(name)
    if address is not None:
        return (address,)
    device = _named(name, devices)
    return device.pair.addresses if isinstance(device, ShutterDevice) else (device.address,)


def find_shutters(names: Iterable[str], devices: Devices) -> list[ShutterDevice]:
    """Return the shutters with these names, each once. Raises what is wrong with each of the names."""
    return list(dict.fromkeys(_each(names, lambda name: find_shutter(name, devices))))


def find_shutter(name: str, devices: Devices) -> ShutterDevice:
    """Return the shutter with this name, or with the key of one of its relays."""
    address = _address(name)
    found = _named(name, devices) if address is None else _declared_at(address, devices)
    if isinstance(found, ShutterDevice) and address is None:
        return found
    if isinstance(found, ShutterDevice):
        raise ConfigurationError(
            f"{address} is a relay of {found.display_name}. Write its name instead: {quote(found.key)}"
        )
    raise ConfigurationError(
        f"{found.display_name} is no shutter. Try: ipcom toggle {quote(found.key)}, or ipcom list"
    )


def _each(names: Iterable[str], find: Callable[[str], T]) -> list[T]:
    attempts = Attempts()
    found = [attempts.take(partial(find, name)) for name in names]
    raise_all(attempts.errors)
    return [each for each in found if each is not None]


def require_dimmers(targets: Iterable[Target]) -> None:
    """Raise `ConfigurationError` for all devices that are no dimmers by devices.yaml."""
    others = [each.device for each in targets if each.device is not None and not each.dims]
    if others:
        raise ConfigurationError(*map(_no_dimmer, others))


def _no_dimmer(device: OutputDevice) -> str:
    return (
        f"{device.display_name} is only on or off. Try: ipcom on {quote(device.key)};"
        " or write type: dimmer in devices.yaml."
    )


def _named(name: str, devices: Devices) -> Device:
    """Return the device with this name. Raises what is wrong with it, in words that a terminal can show."""
    shown = without_hidden(name)
    if len(shown) > LONGEST_NAME:
        shown = f"{shown[:LONGEST_NAME]}..."
    if not shown.strip():
        raise ConfigurationError("A name is empty: perhaps a variable that stands there is not set.")
    try:
        return devices.find(shown)
    except ConfigurationError:
        if _NEARLY_ADDRESS.fullmatch(shown):
            raise ConfigurationError(ArgumentMistake.OUTPUT_UNREADABLE(text=shown)) from None
        raise


def _declared_at(address: OutputAddress, devices: Devices) -> Device:
    shutter = _shutter_on(address, devices)
    found = shutter or devices.at(address)
    if found is None:
        raise ConfigurationError(f"{address} is no shutter of devices.yaml. To see them: ipcom list")
    return found


def _shutter_on(address: OutputAddress, devices: Devices) -> ShutterDevice | None:
    return next((shutter for shutter in devices.shutters if address in shutter.pair.addresses), None)


def _address(name: str) -> OutputAddress | None:
    """Return the output that `name` means by its numbers; None for another name. Raises for numbers out of range."""
    text = name.strip()
    if not _ADDRESS.fullmatch(text):
        return None
    try:
        return OutputAddress.parse(text)
    except ConfigurationError as error:
        why = "; ".join(problem.message for problem in error.problems)
        raise ConfigurationError(why if text in why else f"{text}: {why}") from None


def _refuse(shutter: ShutterDevice) -> NoReturn:
    raise InterlockError(
        f"{shutter.display_name} is a shutter, its relays are not switched one by one."
        f" Try: ipcom cover open {quote(shutter.key)}",
        shutter.pair.addresses,
    )
