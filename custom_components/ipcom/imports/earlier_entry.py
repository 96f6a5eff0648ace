"""The new form of an entry of an earlier integration, or of a block of YAML; nothing that is in it is trusted."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from homeassistant.const import (
    CONF_HOST,
    CONF_PASSWORD,
    CONF_PORT,
    CONF_SCAN_INTERVAL,
    CONF_USERNAME,
)

from ..const import (
    CONF_BUS,
    CONF_BUS_TYPE,
    CONF_FALLBACK_INTERVAL,
    CONF_SECOND_HOST,
    CONF_SECOND_PORT,
    CONF_YAML_SOURCE,
    DEFAULT_PORT,
    FALLBACK_RANGE_S,
    INTEGRATION_TITLE,
)
from ..gateway.identity import default_title, readable_port, tidy, tidy_earlier
from ..library import BusType, ConfigurationError

CONNECTION_TYPE = "connection_type"
LOCAL, REMOTE, BOTH = "local", "remote", "both"
"""Which of its two addresses an entry of the cloud branch uses."""

type Address = dict[str, Any]
"""Host and port, in the spelling of all entries."""


def is_ours(data: Mapping[str, Any]) -> bool:
    """Tell our own entries of version 2 from those of the cloud branch, which know no bus."""
    return CONF_BUS in data


def entry_data(earlier: Mapping[str, Any], unique_id: str | None = None) -> dict[str, Any]:
    """Return the data of the entry. Without any address the host is empty, and the entry says so when it is set up."""
    first, second = _addresses(earlier)
    if first is None:
        host, _, port = (unique_id or "").rpartition(":")
        first = _address(host, port) or {CONF_HOST: "", CONF_PORT: DEFAULT_PORT}
    data = {
        **first,
        CONF_USERNAME: _text(earlier.get(CONF_USERNAME)),
        CONF_PASSWORD: _text(earlier.get(CONF_PASSWORD)),
        CONF_BUS: 1,
        CONF_BUS_TYPE: BusType.MINIDO.value,
        CONF_YAML_SOURCE: yaml_source(_address(earlier.get(CONF_HOST), earlier.get(CONF_PORT)) or first),
    }
    if second is not None and second != first and _is_usable(second):
        data |= {CONF_SECOND_HOST: second[CONF_HOST], CONF_SECOND_PORT: second[CONF_PORT]}
    return data


def entry_options(earlier: Mapping[str, Any]) -> dict[str, Any]:
    """Return the options of the entry: the earlier interval is the slowest pace of reconnecting."""
    interval = earlier.get(CONF_SCAN_INTERVAL)
    try:
        seconds = interval.total_seconds() if isinstance(interval, timedelta) else float(interval or 0)
    except TypeError, ValueError:
        return {}
    lowest, highest = FALLBACK_RANGE_S
    return {CONF_FALLBACK_INTERVAL: round(min(max(seconds, lowest), highest))} if seconds > 0 else {}


def entry_title(
    title: str, earlier: Mapping[str, Any], data: Mapping[str, Any], unique_id: str | None = None
) -> str:
    """Return the title of a new entry, unless a person has chosen the present one."""
    addresses = {unique_id} | {
        f"{earlier.get(f'{which}host')}:{earlier.get(f'{which}port')}" for which in ("", "local_", "remote_")
    }
    given = {
        *(f"{INTEGRATION_TITLE} ({address})" for address in addresses),
        f"{INTEGRATION_TITLE} - {earlier.get('site_name')}",
        INTEGRATION_TITLE,
        "",
    }
    return default_title(data) if title in given else title


def yaml_source(address: Mapping[str, Any]) -> str:
    """Return what a block of configuration.yaml for this address is known by."""
    return f"{address[CONF_HOST]}:{address[CONF_PORT]}"


def _addresses(earlier: Mapping[str, Any]) -> tuple[Address | None, Address | None]:
    """Return the address that is used, and the one that is tried when that one does not answer.

    `both` uses the local one first. An owner who chose only one of two keeps to it.
    """
    used = _address(earlier.get(CONF_HOST), earlier.get(CONF_PORT))
    local = _address(earlier.get("local_host"), earlier.get("local_port"))
    remote = _address(earlier.get("remote_host"), earlier.get("remote_port"))
    chosen = earlier.get(CONNECTION_TYPE)
    if chosen == BOTH:
        first = local or used or remote
        return first, remote
    if chosen == REMOTE:
        return remote or used or local, None
    return used or local or remote, None


def _address(host: object, port: object) -> Address | None:
    if not isinstance(host, str) or not host.strip():
        return None
    return tidy_earlier({CONF_HOST: host, CONF_PORT: readable_port(port)})


def _is_usable(address: Address) -> bool:
    try:
        tidy(address)
    except ConfigurationError:
        return False
    return True


def _text(value: object) -> str:
    return "" if value is None or isinstance(value, Mapping | list) else str(value)
