"""A gateway in a thread serves code that has no event loop."""

from __future__ import annotations

import socket

import pytest

from ipcom.simulator import SimulatedGateway
from ipcom.simulator.testing.threaded import ThreadedGateway
from tests.library.simulator.simulator_rig import LIGHT


def test_a_gateway_in_a_thread_serves_code_without_a_loop() -> None:
    with ThreadedGateway(SimulatedGateway()) as gateway:
        gateway.call(lambda it: it.press(LIGHT))
        assert gateway.call(lambda it: it.house.world.is_on(LIGHT))
        with socket.create_connection((gateway.host, gateway.port), timeout=40) as connection:
            connection.sendall(b"\0" * 56)
            assert connection.recv(1) == b""


async def test_a_gateway_in_a_thread_that_cannot_start_says_so() -> None:
    async with SimulatedGateway() as first:
        threaded = ThreadedGateway(SimulatedGateway(port=first.port))
        with pytest.raises(OSError, match="in use"):
            threaded.__enter__()
