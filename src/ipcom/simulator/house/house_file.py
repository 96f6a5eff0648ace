"""House files: a house, its buses and its faults, in YAML or TOML. A devices.yaml is a house file too.

devices: devices.yaml              # in the same folder; the demo house if left out
bus_type: minido                   # or bibus
rooms: {Kitchen: [kitchen, worktop]}
motors:                            # by the key of the relay for up; times in seconds
  living_left_u: {up: 21, down: 19.5, start_delay: 0.2, stop_lag: 0.1, position: 100}
  study_u: {up: 40, down: 40, tilt: 1.5, tilt_model: closed_end}    # slats; first_part if left out
  loft_u: {up: 30, down: 30, tilt: 8, tilt_model: own_motor, tilt_motor: loft_slats_u}
auto_off: {living_left_u: 40}      # timers of the bus, for any output, in seconds
wall_auto_off: {hall: 180}         # timers that only a press at the wall starts
momentary: [gate]                  # outputs that go off by themselves
ramp: 1.5                          # seconds from 0 to 100 for dimmers
dimmer_step: 2                     # dimmers round levels down to a multiple
flicker: 0.1                       # seconds for which a relay shows 1 before 255
faults: [split, ignore_writes=20]  # or {split: true, ignore_writes: 20}
bus_2: {devices: garden.yaml, bus_type: bibus}
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ...errors import ConfigurationError, Problem
from ...model.bus_type import BusType
from ...model.devices import Category, Devices, OutputDevice
from ...model.devices_yaml import load_devices
from ...model.output_kind import OutputKind
from ..fault_text import parse_faults
from ..faults import Faults
from ..simulator_text import HouseMistake
from .demo_house import demo_devices, demo_rooms
from .dimmer import FULL, DimmerSpec
from .house_fields import Fields
from .house_motors import read_motors
from .house_tree import MAX_BYTES, parse_house
from .layout import Layout

if TYPE_CHECKING:
    from ...model.address import OutputAddress

BUS_KEYS = (
    "devices",
    "bus_type",
    "motors",
    "auto_off",
    "wall_auto_off",
    "momentary",
    "ramp",
    "dimmer_step",
    "flicker",
)
HOUSE_KEYS = (*BUS_KEYS, "rooms", "faults", "bus_2")


@dataclass(frozen=True, slots=True)
class HousePlan:
    """The contents of a house file. The keys are bus numbers, those of `rooms` are keys of devices."""

    layouts: dict[int, Layout]
    devices: dict[int, Devices]
    rooms: dict[str, str]
    faults: Faults


def read_house_file(path: Path) -> HousePlan:
    """Read a house file. Raises `ConfigurationError` with all mistakes."""
    tree = parse_house(_read(path), str(path), toml=path.suffix == ".toml")
    if tree.data and set(tree.data) <= {category.value for category in Category}:
        devices = load_devices(path)
        return HousePlan({1: Layout.of(devices)}, {1: devices}, {}, Faults())
    fields = Fields(tree.data, tree, [])
    plan = _plan(fields, path.parent)
    if fields.problems:
        raise ConfigurationError(*fields.problems)
    return plan


def _read(path: Path) -> bytes:
    """Return the bytes of the file, never many more than are allowed. A pipe would never end, and is not read."""
    try:
        if path.is_fifo():
            raise ConfigurationError(Problem(HouseMistake.HOUSE_IS_PIPE(), file=str(path)))
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        if isinstance(error, ConfigurationError):
            raise
        reason = getattr(error, "strerror", None) or error
        raise ConfigurationError(
            Problem(HouseMistake.HOUSE_UNREADABLE(_error=reason), file=str(path))
        ) from None


def _plan(fields: Fields, folder: Path) -> HousePlan:
    fields.allow(HOUSE_KEYS)
    devices = {1: _devices(fields, folder)}
    layouts = {1: _layout(fields, devices[1])}
    if "bus_2" in fields.data:
        second = fields.within("bus_2")
        second.allow(BUS_KEYS)
        devices[2] = _devices(second, folder)
        layouts[2] = _layout(second, devices[2])
    return HousePlan(layouts, devices, _rooms(fields), _faults(fields))


def _devices(fields: Fields, folder: Path) -> Devices:
    name = fields.text("devices", "")
    if not name:
        return demo_devices()
    try:
        return load_devices(folder / name)
    except ConfigurationError as error:
        fields.problems.extend(error.problems)
        return Devices()


def _momentary(fields: Fields, devices: Devices) -> dict[OutputAddress, OutputKind]:
    named = (_output(fields, devices, name, "momentary") for name in fields.names("momentary"))
    return {device.address: OutputKind.MOMENTARY for device in named if device}


def _layout(fields: Fields, devices: Devices) -> Layout:
    motors = read_motors(fields, devices)
    return Layout(
        kinds=devices.kinds() | _momentary(fields, devices),
        shutters=motors.shutters,
        auto_off=_timers(fields, devices, "auto_off"),
        wall_auto_off=_timers(fields, devices, "wall_auto_off"),
        dimmer=DimmerSpec(ramp_s=fields.number("ramp", 0.0), step=fields.whole("dimmer_step", 1, most=FULL)),
        flicker_s=fields.number("flicker", 0.0),
        bus_type=_bus_type(fields),
        tilt_motors=motors.tilt_motors,
    )


def _bus_type(fields: Fields) -> BusType:
    name = fields.text("bus_type", BusType.MINIDO.value)
    try:
        return BusType(name)
    except ValueError:
        fields.complain(HouseMistake.BUS_TYPE_UNKNOWN, "bus_type", name=name, _choices=" or ".join(BusType))
        return BusType.MINIDO


def _timers(fields: Fields, devices: Devices, name: str) -> dict[OutputAddress, float]:
    section = fields.within(name)
    found = {name: _output(section, devices, name, name) for name in section.data}
    return {device.address: section.number(name, 40.0) for name, device in found.items() if device}


def _output(fields: Fields, devices: Devices, key: str, at: str) -> OutputDevice | None:
    """Return the device with this key, which stands at the key `at` of the file."""
    device = devices.by_key(key)
    if device is None:
        fields.complain(HouseMistake.KEY_NOT_IN_DEVICES, at, key=key)
    return device


def _rooms(fields: Fields) -> dict[str, str]:
    section = fields.within("rooms")
    usual = {} if "devices" in fields.data else demo_rooms()
    return usual | {key: room for room in section.data for key in section.names(room)}


def _faults(fields: Fields) -> Faults:
    value = fields.data.get("faults", [])
    try:
        return parse_faults(
            fields.within("faults").data if isinstance(value, dict) else fields.names("faults")
        )
    except ConfigurationError as error:
        for problem in error.problems:
            fields.complain(HouseMistake.FAULTS_WRONG, "faults", _error=problem.message, _fix=problem.fix)
        return Faults()
