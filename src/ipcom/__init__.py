"""Live control of a house behind an IPCom gateway.

    LAMP = OutputAddress(3, 4)
    kinds = {LAMP: OutputKind.RELAY}
    async with IPComClient("192.168.1.20", username="...", password="...", kinds=kinds) as client:
        await client.set_output(LAMP, 255)

The same without `await`, for scripts and threads: `ipcom.blocking`. What is named here is the
public face; everything else may change.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .client.change_stream import ChangeStream
    from .client.client import IPComClient
    from .client.connection.clock import Clock, SystemClock
    from .client.connection.connector import Connector
    from .client.connection.look_ups import NameService
    from .client.connection.statistics import Statistics
    from .client.status import ConnectionState, ConnectionStatus
    from .errors import (
        AuthenticationFailed,
        CannotConnect,
        CommandError,
        CommandNotConfirmed,
        CommandSuperseded,
        ConfigurationError,
        ConnectionLost,
        ConnectTimedOut,
        InterlockError,
        IPComError,
        NameNotResolved,
        NameTimedOut,
        Problem,
        ProtocolError,
        ReplyTimedOut,
    )
    from .model.address import OutputAddress
    from .model.bus_type import BusType
    from .model.change import CausedChange, StateChange
    from .model.devices import (
        Category,
        Devices,
        DeviceType,
        OutputDevice,
        RelayRole,
        ShutterDevice,
    )
    from .model.devices_yaml import load_devices, parse_devices
    from .model.host import Host, parse_host
    from .model.motion import Motion
    from .model.output_kind import OutputKind
    from .model.shutter_pair import ShutterPair
    from .model.snapshot import OutputChange, StateSnapshot
    from .model.timings import Timings
    from .shutter.calibration import Calibration
    from .shutter.confidence import Confidence
    from .shutter.curve import Curve
    from .shutter.height_and_tilt import Height, Slats
    from .shutter.shutter import Shutter
    from .shutter.state import Result, ShutterState
    from .shutter.stored import StoredPosition
    from .shutter.travel_times import TravelTimes

__version__ = "0.1.0"

_HOMES = {
    "model.motion": ("Motion",),
    "model.change": ("CausedChange", "StateChange"),
    "client.change_stream": ("ChangeStream",),
    "client.client": ("IPComClient",),
    "client.connection.clock": ("Clock", "SystemClock"),
    "client.connection.connector": ("Connector",),
    "client.connection.look_ups": ("NameService",),
    "client.connection.statistics": ("Statistics",),
    "client.status": ("ConnectionState", "ConnectionStatus"),
    "model.timings": ("Timings",),
    "errors": (
        "AuthenticationFailed",
        "CannotConnect",
        "CommandError",
        "CommandNotConfirmed",
        "CommandSuperseded",
        "ConfigurationError",
        "ConnectTimedOut",
        "ConnectionLost",
        "IPComError",
        "InterlockError",
        "NameNotResolved",
        "NameTimedOut",
        "Problem",
        "ProtocolError",
        "ReplyTimedOut",
    ),
    "model.address": ("OutputAddress",),
    "model.bus_type": ("BusType",),
    "model.devices": ("Category", "DeviceType", "Devices", "OutputDevice", "RelayRole", "ShutterDevice"),
    "model.devices_yaml": ("load_devices", "parse_devices"),
    "model.host": ("Host", "parse_host"),
    "model.output_kind": ("OutputKind",),
    "model.shutter_pair": ("ShutterPair",),
    "model.snapshot": ("OutputChange", "StateSnapshot"),
    "shutter.calibration": ("Calibration",),
    "shutter.confidence": ("Confidence",),
    "shutter.curve": ("Curve",),
    "shutter.height_and_tilt": ("Height", "Slats"),
    "shutter.shutter": ("Shutter",),
    "shutter.state": ("Result", "ShutterState"),
    "shutter.stored": ("StoredPosition",),
    "shutter.travel_times": ("TravelTimes",),
}
"""Where each public name lives. Each is imported when it is first asked for: the command line is
to answer in a fifth of a second, and asyncio and YAML alone take half of that."""

_HOME_OF = {name: module for module, names in _HOMES.items() for name in names}

__all__ = [
    "AuthenticationFailed",
    "BusType",
    "Calibration",
    "CannotConnect",
    "Category",
    "CausedChange",
    "ChangeStream",
    "Clock",
    "CommandError",
    "CommandNotConfirmed",
    "CommandSuperseded",
    "Confidence",
    "ConfigurationError",
    "ConnectTimedOut",
    "ConnectionLost",
    "ConnectionState",
    "ConnectionStatus",
    "Connector",
    "Curve",
    "DeviceType",
    "Devices",
    "Height",
    "Host",
    "IPComClient",
    "IPComError",
    "InterlockError",
    "Motion",
    "NameNotResolved",
    "NameService",
    "NameTimedOut",
    "OutputAddress",
    "OutputChange",
    "OutputDevice",
    "OutputKind",
    "Problem",
    "ProtocolError",
    "RelayRole",
    "ReplyTimedOut",
    "Result",
    "Shutter",
    "ShutterDevice",
    "ShutterPair",
    "ShutterState",
    "Slats",
    "StateChange",
    "StateSnapshot",
    "Statistics",
    "StoredPosition",
    "SystemClock",
    "Timings",
    "TravelTimes",
    "__version__",
    "load_devices",
    "parse_devices",
    "parse_host",
]


def __getattr__(name: str) -> object:
    """Import a public name when it is first used."""
    home = _HOME_OF.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value: object = getattr(import_module(f".{home}", __name__), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
