"""The buses that the portal describes, and which of them an entry is for. Pure."""

from collections.abc import Iterable, Mapping
from typing import Any

from homeassistant.const import CONF_HOST

from ..const import CONF_BUS
from ..library import BusType, PortalBus

_BUS_TYPES = {BusType.MINIDO: "Minido", BusType.BIBUS: "BiBus"}
"""Names of the maker's, the same in every language."""


def bus_label(bus: PortalBus) -> str:
    """Return gateway, bus and type in a line."""
    gateway = f"{bus.gateway.name} ({bus.gateway.host})" if bus.gateway.host else bus.gateway.name
    kind = [_BUS_TYPES[bus.type]] if bus.type else []
    return " · ".join((gateway, str(bus.number), *kind))


def likeliest(buses: Iterable[PortalBus], own: Mapping[str, Any]) -> int | None:
    """Return the position of the bus that an entry with these data is for; None if none has its number."""
    numbered = [(position, bus) for position, bus in enumerate(buses) if bus.number == own[CONF_BUS]]
    exact = [
        position
        for position, bus in numbered
        if own[CONF_HOST] in (bus.gateway.host, bus.gateway.remote_host)
    ]
    return next(iter(exact or [position for position, _ in numbered]), None)
