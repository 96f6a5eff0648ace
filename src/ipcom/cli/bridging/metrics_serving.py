"""Serving the metrics of a bridge, from before its houses start until they have ended."""

from __future__ import annotations

from contextlib import asynccontextmanager
from importlib.metadata import version
from importlib.util import find_spec
from typing import TYPE_CHECKING

from ...bridge.metrics.metrics_server import PATH, MetricsServer
from ...errors import ConfigurationError, Problem
from ..console.output import write_note
from ..profiles.metrics_place import FIX, read_metrics_place

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from ...bridge.metrics.bridge_metrics import BridgeMetrics
    from ..profiles.metrics_place import MetricsPlace


def metrics_place(typed: str | None) -> MetricsPlace | None:
    """Return where metrics are served. Raises `ConfigurationError`, also where their library is missing."""
    if typed is None:
        return None
    try:
        place = read_metrics_place(typed)
    except ValueError as error:
        raise ConfigurationError(Problem(f'the metrics at "{typed}" are a place {error}', FIX)) from None
    if find_spec("prometheus_client") is None:
        raise ConfigurationError(
            Problem(
                "the metrics need prometheus_client, which is not installed",
                "install ipcom with its extra: ipcom[cli,mqtt]",
            )
        )
    return place


@asynccontextmanager
async def metrics_served(
    place: MetricsPlace | None, *, per_thing: bool
) -> AsyncIterator[BridgeMetrics | None]:
    """Serve metrics inside the block, which adds the houses. Raises `ConfigurationError` if that cannot be there."""
    if place is None:
        yield None
        return
    from ...bridge.metrics.bridge_metrics import BridgeMetrics
    from ...bridge.metrics.prometheus import CONTENT_TYPE

    metrics = BridgeMetrics(version("ipcom"), per_thing=per_thing)
    server = MetricsServer(metrics.text, CONTENT_TYPE)
    try:
        await server.start(place.address, place.port)
    except OSError as error:
        fix = "choose another port or address, or end the program that has it"
        raise ConfigurationError(
            Problem(f"the metrics cannot be served at {place}: {error.strerror or error}", fix)
        ) from None
    write_note(f"Metrics at http://{place}{PATH}.")
    try:
        yield metrics
    finally:
        await server.close()
