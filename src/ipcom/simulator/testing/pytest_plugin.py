"""Pytest fixtures with a running gateway. Pytest finds them once `ipcom` is installed.

    async def test_it(simulated_gateway):          # needs pytest-asyncio in its auto mode
        async with IPComClient(simulated_gateway.host, port=simulated_gateway.port, ...): ...

    def test_it_without_a_loop(threaded_gateway): ...

Both have the demo house, the user name and password "demo", and a free port of this machine.
Pytest imports this module early: measure coverage of the library itself with `coverage run -m pytest`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from ..gateway.gateway import SimulatedGateway
    from .threaded import ThreadedGateway


@pytest.fixture
async def simulated_gateway() -> AsyncIterator[SimulatedGateway]:
    """A running gateway of the demo house, in the loop of the test."""
    from ..gateway.gateway import SimulatedGateway

    async with SimulatedGateway() as gateway:
        yield gateway


@pytest.fixture
def threaded_gateway() -> Iterator[ThreadedGateway]:
    """A running gateway of the demo house, in its own thread."""
    from ..gateway.gateway import SimulatedGateway
    from .threaded import ThreadedGateway

    with ThreadedGateway(SimulatedGateway()) as gateway:
        yield gateway
