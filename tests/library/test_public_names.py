"""The public face: pinned, so that nothing of it goes or comes by accident."""

import subprocess
import sys
from typing import Any

import pytest

import ipcom
import ipcom.blocking
import ipcom.learning
import ipcom.portal
import ipcom.simulator
from tests.library.signature_names import annotations_of, own_classes_in

PUBLIC = [
    "Address",
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
    "GraphicType",
    "DevicesReading",
    "Height",
    "Host",
    "IPComClient",
    "IPComError",
    "InterlockError",
    "LINK_CODES",
    "Message",
    "Motion",
    "NameNotResolved",
    "NameService",
    "NameTimedOut",
    "OutputAddress",
    "OutputChange",
    "OutputDevice",
    "OutputKind",
    "PressDirection",
    "PressRecogniser",
    "Problem",
    "ProtocolError",
    "RelayRole",
    "ReplyTimedOut",
    "Result",
    "Shutter",
    "ShutterDevice",
    "ShutterLink",
    "ShutterPair",
    "ShutterState",
    "Slats",
    "StateChange",
    "StateSnapshot",
    "Statistics",
    "StoredPosition",
    "SystemClock",
    "TiltModel",
    "Timings",
    "TravelTimes",
    "WallPress",
    "Writer",
    "__version__",
    "dump_devices",
    "graphic_type",
    "load_devices",
    "parse_devices",
    "parse_host",
    "read_devices",
]
BLOCKING = ["IPComClient"]
"""What `ipcom.blocking` offers."""
SIMULATOR = [
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


LEARNING = [
    "ObservedRun",
    "ProposalBasis",
    "RunEnd",
    "RunGroup",
    "RunHistory",
    "RunObserver",
    "RunStart",
    "StoppedRun",
    "TimesProposal",
    "propose_times",
]

PORTAL = [
    "FoundDevices",
    "LeftOut",
    "PORTAL_URL",
    "Portal",
    "PortalAnswerWrong",
    "PortalBus",
    "PortalGateway",
    "PortalNotTrusted",
    "PortalRefused",
    "PortalSessionOver",
    "PortalSite",
    "PortalTimedOut",
    "PortalUnreachable",
    "Reason",
    "SiteConfiguration",
    "find_devices",
    "own_portal",
]
"""What `ipcom.portal` offers; it needs aiohttp."""


def test_the_public_names_of_learning_are_these() -> None:
    assert sorted(ipcom.learning.__all__) == sorted(LEARNING)


@pytest.mark.parametrize("name", LEARNING)
def test_what_a_name_of_learning_takes_and_returns_is_public(name: str) -> None:
    assert own_classes_in(annotations_of(getattr(ipcom.learning, name))) <= {*PUBLIC, *LEARNING}


def test_the_public_names_of_the_portal_are_these() -> None:
    assert sorted(ipcom.portal.__all__) == sorted(PORTAL)


def test_the_public_names_are_these() -> None:
    assert sorted(ipcom.__all__) == sorted(PUBLIC)


@pytest.mark.parametrize("name", PUBLIC)
def test_each_name_is_there(name: Any) -> None:
    assert getattr(ipcom, name) is not None
    assert name in dir(ipcom)


@pytest.mark.parametrize("name", PUBLIC)
def test_what_a_public_name_takes_and_returns_is_public(name: str) -> None:
    assert own_classes_in(annotations_of(getattr(ipcom, name))) <= set(PUBLIC)


@pytest.mark.parametrize("name", BLOCKING)
def test_what_the_blocking_client_takes_and_returns_is_public(name: str) -> None:
    assert own_classes_in(annotations_of(getattr(ipcom.blocking, name))) <= {*PUBLIC, *BLOCKING}


def test_types_in_signatures_are_found_through_aliases() -> None:
    assert own_classes_in(annotations_of(ipcom.IPComClient)) >= {"Writer", "OutputAddress", "ChangeStream"}


def test_another_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'Nothing'"):
        _ = getattr(ipcom, "Nothing")  # noqa: B009 - a name that is not there


def test_the_public_names_of_the_simulator_are_these() -> None:
    assert sorted(ipcom.simulator.__all__) == sorted(SIMULATOR)


def test_importing_the_package_loads_neither_aiohttp_nor_asyncio_nor_yaml() -> None:
    script = (
        "import sys, ipcom; print([m for m in ('aiohttp', 'asyncio', 'yaml', 'logging') if m in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


def test_the_public_names_need_no_aiohttp() -> None:
    script = (
        "import sys, ipcom; ipcom.IPComClient; print('aiohttp' in sys.modules, 'ipcom.portal' in sys.modules)"
    )
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "False False"
