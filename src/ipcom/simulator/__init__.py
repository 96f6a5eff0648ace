"""A house to play and test with, behind a gateway that speaks the real protocol.

It needs no hardware and nothing but the library's core, and it never imports the client. From the bottom up: `faults`
and `fault_text` say what may go wrong, `house` is the house itself, `gateway` serves clients, `replay` says again what a real gateway said, `occupant` lives in the
house, and `testing` has what tests need around all of it.
"""

from __future__ import annotations

from .conversation import parse_conversation
from .fault_text import describe_faults, parse_faults
from .faults import Faults, WriteReply
from .gateway.gateway import SimulatedGateway
from .house.dimmer import DimmerSpec
from .house.house import House
from .house.layout import Layout
from .house.motor import Motor, MotorSpec
from .house.world import Cause, OutputEvent, WallButton, World
from .replay import ReplayGateway
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
    "ReplayGateway",
    "SimulatedGateway",
    "VirtualDeadlockError",
    "VirtualLoop",
    "WallButton",
    "World",
    "WriteReply",
    "describe_faults",
    "parse_conversation",
    "parse_faults",
    "run_virtual",
]
