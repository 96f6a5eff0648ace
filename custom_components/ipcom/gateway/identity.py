"""Which gateway and bus an entry is about, and what it is called before a person names it."""

from collections.abc import Mapping
from typing import Any

from homeassistant.const import CONF_HOST, CONF_PORT

from ..const import CONF_BUS, CONF_SECOND_HOST, CONF_SECOND_PORT, DEFAULT_PORT, INTEGRATION_TITLE
from ..library import ConfigurationError, parse_host

PORTS = range(1, 65536)


def tidy(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return `data` with the host as all entries spell it; raises `ConfigurationError` for a wrong host."""
    host, port = _tidy_host(data[CONF_HOST]), data.get(CONF_PORT, DEFAULT_PORT)
    gateway = parse_host(host, int(port))
    return {**data, CONF_HOST: gateway.host, CONF_PORT: gateway.port, **_tidy_second(data)}


def _tidy_second(data: Mapping[str, Any]) -> dict[str, Any]:
    if not data.get(CONF_SECOND_HOST):
        return {}
    port = int(data.get(CONF_SECOND_PORT, DEFAULT_PORT))
    second = parse_host(_tidy_host(data[CONF_SECOND_HOST]), port)
    return {CONF_SECOND_HOST: second.host, CONF_SECOND_PORT: second.port}


def tidy_earlier(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return the same for data that no form has checked; a wrong host stays and fails when it is used."""
    try:
        return tidy(data)
    except ConfigurationError:
        return {**data, CONF_HOST: _tidy_host(data[CONF_HOST])}


def _tidy_host(host: str) -> str:
    """Two spellings of one address are one gateway: no blanks, no capitals, no dot at the end."""
    return host.strip().lower().rstrip(".")


def readable_port(port: object) -> int:
    """Return a port, or the usual one for what is none."""
    try:
        number = int(port) if isinstance(port, int | float | str) else DEFAULT_PORT
    except ValueError, OverflowError:
        return DEFAULT_PORT
    return number if number in PORTS else DEFAULT_PORT


def gateway_of(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return the part of an entry's data that no second entry may have."""
    return {key: data[key] for key in (CONF_HOST, CONF_PORT, CONF_BUS)}


def host_and_port(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return host and port in the spelling of all entries."""
    return tidy_earlier(
        {CONF_HOST: str(data.get(CONF_HOST) or ""), CONF_PORT: readable_port(data.get(CONF_PORT))}
    )


def same_gateway(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Tell whether both are logins to one bus of one gateway; an entry of version 1 is on bus 1."""
    return not _places(one).isdisjoint(_places(other))


def _places(data: Mapping[str, Any]) -> set[tuple[str, int, int]]:
    """Return host, port and bus of both hosts."""
    first, bus = host_and_port(data), int(data.get(CONF_BUS, 1))
    places = {(first[CONF_HOST], first[CONF_PORT], bus)}
    if second := data.get(CONF_SECOND_HOST):
        places.add((_tidy_host(str(second)), readable_port(data.get(CONF_SECOND_PORT)), bus))
    return places


def default_title(data: Mapping[str, Any]) -> str:
    """Return the title of a new entry; its address tells several gateways apart."""
    return f"{INTEGRATION_TITLE} {data.get(CONF_HOST, '')}".rstrip() + _bus(data)


def device_name(title: str, data: Mapping[str, Any]) -> str:
    """Return the person's own title, or a name without an address, which would get into the entity IDs."""
    return f"{INTEGRATION_TITLE}{_bus(data)}" if title == default_title(data) else title


def _bus(data: Mapping[str, Any]) -> str:
    bus = data.get(CONF_BUS, 1)
    return "" if bus == 1 else f" bus {bus}"
