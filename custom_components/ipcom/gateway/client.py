"""The library's client, made from the data and options of an entry."""

from collections.abc import Mapping
from typing import Any

from homeassistant.const import CONF_HOST, CONF_PASSWORD, CONF_PORT, CONF_USERNAME

from ..const import (
    CONF_BUS,
    CONF_BUS_TYPE,
    CONF_FALLBACK_INTERVAL,
    CONF_KEEP_ALIVE,
    CONF_POLL_INTERVAL,
    CONF_SECOND_HOST,
    CONF_SECOND_PORT,
    DEFAULT_FALLBACK_INTERVAL_S,
    DEFAULT_KEEP_ALIVE_S,
    DEFAULT_POLL_INTERVAL_MS,
    DEFAULT_PORT,
)
from ..library import BusType, IPComClient, Timings


def client_from(
    data: Mapping[str, Any], options: Mapping[str, Any], known_address: str | None = None
) -> IPComClient:
    """Make a client, without any I/O; raises `ConfigurationError` for what cannot work."""
    return IPComClient(
        data[CONF_HOST],
        port=data[CONF_PORT],
        username=data[CONF_USERNAME],
        password=data[CONF_PASSWORD],
        bus=data[CONF_BUS],
        bus_type=BusType(data[CONF_BUS_TYPE]),
        timings=timings_from(options),
        known_address=known_address,
        second_host=data.get(CONF_SECOND_HOST),
        second_port=data.get(CONF_SECOND_PORT, DEFAULT_PORT),
    )


def timings_from(options: Mapping[str, Any]) -> Timings:
    """Return the timings of the options."""
    fallback = float(options.get(CONF_FALLBACK_INTERVAL, DEFAULT_FALLBACK_INTERVAL_S))
    return Timings(
        poll_interval=poll_interval_ms(options) / 1000,
        keep_alive=float(options.get(CONF_KEEP_ALIVE, DEFAULT_KEEP_ALIVE_S)),
        fallback_interval=fallback,
    )


def poll_interval_ms(options: Mapping[str, Any]) -> int:
    """Return how often the outputs are read, in milliseconds."""
    return int(options.get(CONF_POLL_INTERVAL, DEFAULT_POLL_INTERVAL_MS))
