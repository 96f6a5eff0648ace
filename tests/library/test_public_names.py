"""The public face: pinned, so that nothing of it goes or comes by accident."""

import subprocess
import sys
from typing import Any

import pytest

import ipcom

PUBLIC = [
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


def test_the_public_names_are_these() -> None:
    assert sorted(ipcom.__all__) == sorted(PUBLIC)


@pytest.mark.parametrize("name", PUBLIC)
def test_each_name_is_there(name: Any) -> None:
    assert getattr(ipcom, name) is not None
    assert name in dir(ipcom)


def test_the_table_of_homes_has_the_same_names() -> None:
    assert {*ipcom._HOME_OF, "__version__"} == set(ipcom.__all__)


def test_another_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'Nothing'"):
        _ = ipcom.Nothing


def test_importing_the_package_loads_neither_asyncio_nor_yaml() -> None:
    script = "import sys, ipcom; print([m for m in ('asyncio', 'yaml', 'logging') if m in sys.modules])"
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"
