"""The schemas for address and credentials."""

from collections.abc import Mapping
from typing import Any

import probatio
from homeassistant.const import CONF_HOST, CONF_PASSWORD, CONF_PORT, CONF_USERNAME
from homeassistant.helpers.selector import (
    SelectSelector,
    SelectSelectorConfig,
    TextSelector,
    TextSelectorConfig,
    TextSelectorType,
)

from ..const import CONF_BUS, CONF_BUS_TYPE, DEFAULT_PORT, LOGGER
from ..gateway.identity import tidy
from ..library import BusType, ConfigurationError

_PASSWORD = TextSelector(TextSelectorConfig(type=TextSelectorType.PASSWORD, autocomplete="current-password"))
_USERNAME = TextSelector(TextSelectorConfig(autocomplete="username"))
_CREDENTIALS = {
    probatio.Required(CONF_USERNAME): _USERNAME,
    probatio.Required(CONF_PASSWORD): _PASSWORD,
}

CREDENTIALS_SCHEMA = probatio.Schema(_CREDENTIALS)

CONNECTION_SCHEMA = probatio.Schema(
    {
        probatio.Required(CONF_HOST): TextSelector(),
        probatio.Required(CONF_PORT, default=DEFAULT_PORT): probatio.Port(),
        **_CREDENTIALS,
        probatio.Required(CONF_BUS, default="1"): probatio.All(
            probatio.Coerce(str),
            SelectSelector(SelectSelectorConfig(options=["1", "2"], translation_key=CONF_BUS)),
            probatio.Coerce(int),
        ),
        probatio.Required(CONF_BUS_TYPE, default=BusType.MINIDO.value): SelectSelector(
            SelectSelectorConfig(
                options=[bus_type.value for bus_type in BusType], translation_key=CONF_BUS_TYPE
            )
        ),
    }
)


def host_errors(user_input: Mapping[str, Any]) -> dict[str, str]:
    """Return the errors of a form with a wrong host; empty if the host is right."""
    try:
        tidy(user_input)
    except ConfigurationError as error:
        LOGGER.debug("This is no host: %s", error)
        return {CONF_HOST: "invalid_host"}
    return {}


def suggested(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a form shows of existing data: everything except the password."""
    shown = {key: value for key, value in data.items() if key != CONF_PASSWORD}
    return shown | ({CONF_BUS: str(data[CONF_BUS])} if CONF_BUS in data else {})
