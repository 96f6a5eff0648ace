"""Pytest fixtures with a running gateway. Pytest finds them once `ipcom` is installed.

    @pytest.mark.asyncio                           # or @pytest.mark.anyio, on asyncio
    async def test_it(simulated_gateway):
        async with IPComClient(simulated_gateway.host, port=simulated_gateway.port, ...): ...

    def test_it_without_a_loop(threaded_gateway): ...

The first works with pytest-asyncio in both of its modes, and with anyio on asyncio unless pytest-asyncio is in its auto
mode; the second needs neither. Both have the demo house, the user name and password "demo", and a free port of this machine.
Pytest imports this module early: measure coverage of the library itself with `coverage run -m pytest`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator

    from ..gateway.gateway import SimulatedGateway
    from .threaded import ThreadedGateway


async def _run_gateway() -> AsyncIterator[SimulatedGateway]:
    """A running gateway of the demo house, in the loop of the test."""
    from ..gateway.gateway import SimulatedGateway

    async with SimulatedGateway() as gateway:
        yield gateway


simulated_gateway: Callable[..., Any]
try:
    import pytest_asyncio
except ImportError:  # anyio runs what pytest's own decorator marks
    simulated_gateway = pytest.fixture(name="simulated_gateway")(_run_gateway)
else:
    simulated_gateway = pytest_asyncio.fixture(name="simulated_gateway")(_run_gateway)


@pytest.fixture
def threaded_gateway() -> Iterator[ThreadedGateway]:
    """A running gateway of the demo house, in its own thread."""
    from ..gateway.gateway import SimulatedGateway
    from .threaded import ThreadedGateway

    with ThreadedGateway(SimulatedGateway()) as gateway:
        yield gateway
