"""A house to play and test with, behind a gateway that speaks the real protocol.

Needs no hardware and nothing but the library's core; never imports the client.
"""

from __future__ import annotations

from .dimmer import DimmerSpec
from .fault_text import describe_faults, parse_faults
from .faults import Faults, WriteReply
from .gateway import SimulatedGateway
from .house import House
from .layout import Layout
from .motor import Motor, MotorSpec
from .name_server import NameServer
from .network import Network
from .virtual_time import LoopClock, VirtualDeadlockError, VirtualLoop, run_virtual
from .world import Cause, OutputEvent, WallButton, World

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
