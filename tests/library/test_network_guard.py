"""The tests' own floor: no network beyond this machine, and a loop in which time jumps."""

import asyncio
import socket
import time

import pytest

from ipcom.simulator.testing.virtual_time import VirtualLoop
from tests.network_guard import OutsideLoopback


@pytest.mark.virtual_time
async def test_time_jumps_where_a_test_asks_for_it() -> None:
    started = time.monotonic()
    await asyncio.sleep(3600)
    assert isinstance(asyncio.get_running_loop(), VirtualLoop)
    assert time.monotonic() - started < 60.0


async def test_time_is_real_elsewhere() -> None:
    assert not isinstance(asyncio.get_running_loop(), VirtualLoop)


@pytest.mark.parametrize("host", ["192.0.2.1", "2001:db8::1", "gateway.example"])
def test_no_host_beyond_this_machine_can_be_reached(host: str) -> None:
    with pytest.raises(OutsideLoopback, match=host):
        socket.create_connection((host, 5000), timeout=0.01)


def test_a_datagram_does_not_leave_either() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender, pytest.raises(OutsideLoopback):
        sender.sendto(b"x", ("192.0.2.1", 9))


def test_a_name_that_cannot_exist_is_unknown_without_asking() -> None:
    with pytest.raises(socket.gaierror):
        socket.getaddrinfo("gateway.invalid", 5000)


def test_loopback_is_open() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()):
        pass
