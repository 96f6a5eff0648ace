"""Letting somebody live in a simulated house."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from ..simulator.gateway import SimulatedGateway
    from .simulating import Simulation


@asynccontextmanager
async def inhabited(gateway: SimulatedGateway, simulation: Simulation) -> AsyncIterator[None]:
    """Somebody lives in the house, if that was asked for."""
    yield
