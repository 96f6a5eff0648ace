"""The simulated gateway for these tests, whether or not a package `ipcom` can be imported.

Against the unpacked zip there is none: the simulator is then loaded from the source tree under
another name, so that the integration cannot lean on it by accident.
"""

import importlib.util
import sys
from collections.abc import Iterable
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

SOURCE = Path(__file__).parents[2] / "src" / "ipcom"
OTHER_NAME = "simulated_ipcom"


def _package() -> ModuleType:
    if importlib.util.find_spec("ipcom") is not None:
        return import_module("ipcom")
    spec = importlib.util.spec_from_file_location(
        OTHER_NAME, SOURCE / "__init__.py", submodule_search_locations=[str(SOURCE)]
    )
    assert spec is not None
    assert spec.loader is not None
    package = importlib.util.module_from_spec(spec)
    sys.modules[OTHER_NAME] = package
    spec.loader.exec_module(package)
    return package


PACKAGE = _package()


def _part(name: str) -> ModuleType:
    return import_module(f"{PACKAGE.__name__}.{name}")


if TYPE_CHECKING:
    from ipcom.model.address import OutputAddress
    from ipcom.model.bus_type import BusType
    from ipcom.model.devices import Devices
    from ipcom.model.shutter_pair import ShutterPair
    from ipcom.model.tilt_model import TiltModel
    from ipcom.simulator.faults import Faults
    from ipcom.simulator.gateway.gateway import SimulatedGateway
    from ipcom.simulator.gateway.logins import Logins
    from ipcom.simulator.house.house import House
    from ipcom.simulator.house.layout import Layout
    from ipcom.simulator.house.motor import MotorSpec
    from ipcom.simulator.testing.virtual_time import VirtualLoop
else:
    SimulatedGateway = _part("simulator.gateway.gateway").SimulatedGateway
    House = _part("simulator.house.house").House
    Faults = _part("simulator.faults").Faults
    OutputAddress = _part("model.address").OutputAddress
    BusType = _part("model.bus_type").BusType
    VirtualLoop = _part("simulator.testing.virtual_time").VirtualLoop
    ShutterPair = _part("model.shutter_pair").ShutterPair
    Devices = _part("model.devices").Devices
    Logins = _part("simulator.gateway.logins").Logins
    Layout = _part("simulator.house.layout").Layout
    MotorSpec = _part("simulator.house.motor").MotorSpec
    TiltModel = _part("model.tilt_model").TiltModel


__all__ = [
    "BusType",
    "Faults",
    "House",
    "Logins",
    "OutputAddress",
    "ShutterPair",
    "SimulatedGateway",
    "VirtualLoop",
    "blind_house",
    "pair",
]


def pair(cover: Any) -> Any:
    """The simulator's pair of a mapped cover's relays."""
    up, down = (OutputAddress(place.module, place.output) for place in (cover.up, cover.down))
    return ShutterPair(up, down)


def blind_house(covers: Iterable[Any]) -> Any:
    """A simulated house with the motors of these mapped covers, all closed with closed slats."""
    motors, tilt_motors = {}, {}
    for cover in covers:
        options, slats = cover.options, cover.tilt_motor
        turn_s = options.tilt_time or 0.0
        motors[pair(cover)] = MotorSpec(
            options.travel_up,
            options.travel_down,
            position=0.0,
            tilt_s=0.0 if slats else turn_s,
            tilt_model=TiltModel(options.tilt_model.value),
        )
        if slats:
            tilt_motors[pair(cover)] = pair(slats)
            motors[pair(slats)] = MotorSpec(turn_s, turn_s, position=0.0)
    layout = Layout(shutters=motors, tilt_motors=tilt_motors)
    house = House({1: layout}, {1: Devices(())})
    house.world.relay_delay = lambda: 0.0
    return house
