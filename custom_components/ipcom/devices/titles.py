"""How an entry and its gateway are called until somebody gives them a name."""

from collections.abc import Mapping
from typing import Any

from homeassistant.const import CONF_HOST

from ..const import CONF_BUS, INTEGRATION_TITLE


def default_title(data: Mapping[str, Any]) -> str:
    """The address tells several gateways apart."""
    return f"{INTEGRATION_TITLE} {data[CONF_HOST]}{_bus(data)}"


def device_name(title: str, data: Mapping[str, Any]) -> str:
    """The person's own title, else a name that keeps addresses out of the entity IDs."""
    return f"{INTEGRATION_TITLE}{_bus(data)}" if title == default_title(data) else title


def _bus(data: Mapping[str, Any]) -> str:
    return "" if data[CONF_BUS] == 1 else f" bus {data[CONF_BUS]}"
