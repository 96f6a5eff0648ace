"""Simulated houses for these tests."""

from __future__ import annotations

from collections.abc import Iterator

from ipcom.model.address import OUTPUTS_PER_MODULE, OutputAddress
from ipcom.model.devices import Category, Devices, DeviceType, OutputDevice, RelayRole
from ipcom.simulator import House, Layout, MotorSpec
from ipcom.simulator.house.demo_house import demo_devices, demo_motors, demo_rooms

QUICK = MotorSpec(up_s=3.4, down_s=3.2)
"""Slow enough to be believed, and quick enough for a test."""
UNHURRIED = MotorSpec(up_s=16.0, down_s=15.0)
"""Slow enough for twelve stops at twelve times, each in a frame of its own, a quarter of a second apart at least."""
SHUTTERS = 12
"""In the house that has nothing else."""
MODULES = 16
SHUTTER_MODULES = (15, 16)


def quick_house() -> House:
    """Build the demo house with shutters that are soon at their ends; they stand open."""
    devices = demo_devices()
    layout = Layout.of(devices, dict.fromkeys(demo_motors(), QUICK))
    return House({1: layout}, {1: devices}, rooms=demo_rooms())


def twelve_shutters() -> House:
    """Build a house of nothing but twelve shutters on three modules, which take their time; they stand open."""
    devices = Devices(tuple(device for module in (1, 2, 3) for device in _shutters("Window", module)))
    return House.of(devices, Layout.of(devices, dict.fromkeys(devices.pairs(), UNHURRIED)))


def full_house(name: str) -> House:
    """Build a house in which all 128 outputs are in use: 104 relays, 8 dimmers and 8 shutters."""
    return House.of(Devices(tuple(_everything(name))))


def _everything(name: str) -> Iterator[OutputDevice]:
    for module in range(1, MODULES + 1):
        if module in SHUTTER_MODULES:
            yield from _shutters(name, module)
        else:
            yield from _lights(name, module)


def _lights(name: str, module: int) -> Iterator[OutputDevice]:
    kind = DeviceType.DIMMER if module == 14 else DeviceType.LIGHT
    for output in range(1, OUTPUTS_PER_MODULE + 1):
        yield OutputDevice(
            key=f"{name}_{module}_{output}".lower(),
            display_name=f"{name} {module}.{output}",
            category=Category.LIGHTS,
            type=kind,
            address=OutputAddress(module, output),
        )


def _shutters(name: str, module: int) -> Iterator[OutputDevice]:
    for down in range(1, OUTPUTS_PER_MODULE, 2):
        for output, role, other in ((down, RelayRole.DOWN, down + 1), (down + 1, RelayRole.UP, down)):
            yield OutputDevice(
                key=f"{name}_{module}_{output}".lower(),
                display_name=f"{name} shutter {module}.{down}",
                category=Category.SHUTTERS,
                type=DeviceType.SWITCH,
                address=OutputAddress(module, output),
                relay_role=role,
                paired_device=f"{name}_{module}_{other}".lower(),
            )
