"""What a service manager is told, through a real socket."""

import os
import secrets
from pathlib import Path

import pytest

from ipcom.cli.bridging.service_manager import ServiceManager
from tests.library.cli.bridging.manager_socket import manager_socket, socket_in


def test_it_hears_what_it_is_told(tmp_path: Path) -> None:
    address = socket_in(tmp_path)
    with manager_socket(address) as told:
        ServiceManager.of({"NOTIFY_SOCKET": address}).tell("READY=1", "STATUS=two houses")
        assert told() == ["READY=1", "STATUS=two houses"]


def test_its_socket_may_have_no_file() -> None:
    address = f"@ipcom-test-{secrets.token_hex(8)}"
    with manager_socket(address) as told:
        ServiceManager.of({"NOTIFY_SOCKET": address}).tell("STOPPING=1")
        assert told() == ["STOPPING=1"]


@pytest.mark.parametrize("address", [None, "", "vsock:2:1234", "relative", "/nowhere/at/all"])
def test_without_one_that_listens_nothing_happens(address: str | None) -> None:
    ServiceManager.of({} if address is None else {"NOTIFY_SOCKET": address}).tell("READY=1")


@pytest.mark.parametrize(
    ("variables", "every_s"),
    [
        ({"WATCHDOG_USEC": "30000000"}, 10.0),
        ({"WATCHDOG_USEC": "30000000", "WATCHDOG_PID": str(os.getpid())}, 10.0),
        ({"WATCHDOG_USEC": "30000000", "WATCHDOG_PID": "1"}, None),
        ({"WATCHDOG_USEC": "0"}, None),
        ({"WATCHDOG_USEC": "soon"}, None),
        ({}, None),
    ],
)
def test_how_often_it_wants_a_sign_of_life(variables: dict[str, str], every_s: float | None) -> None:
    assert ServiceManager.of({"NOTIFY_SOCKET": "/run/notify", **variables}).sign_every_s == every_s


def test_one_that_has_no_socket_waits_for_no_sign() -> None:
    assert ServiceManager.of({"WATCHDOG_USEC": "30000000"}).sign_every_s is None
