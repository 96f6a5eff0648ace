"""A house to play and test with, behind a gateway that speaks the real protocol.

Needs no hardware and nothing but the library's core; never imports the client.
"""

from __future__ import annotations

from .fault_text import describe_faults, parse_faults
from .faults import Faults, WriteReply
from .gateway.gateway import SimulatedGateway
from .house.dimmer import DimmerSpec
from .house.house import House
from .house.layout import Layout
from .house.motor import Motor, MotorSpec
from .house.world import Cause, OutputEvent, WallButton, World
from .testing.name_server import NameServer
from .testing.network import Network
from .testing.virtual_time import LoopClock, VirtualDeadlockError, VirtualLoop, run_virtual

__all__ = [
    "Cause",
    "DimmerSpec",
    "Faults",
    "House",
    "Layout",
    "LoopClock",
    "Motor",
    "MotorSpec",
    "NameServer",
    "Network",
    "OutputEvent",
    "SimulatedGateway",
    "VirtualDeadlockError",
    "VirtualLoop",
    "WallButton",
    "World",
    "WriteReply",
    "describe_faults",
    "parse_faults",
    "run_virtual",
]
