"""The schemas for address and credentials."""

from collections.abc import Mapping
from typing import Any

import probatio
from homeassistant.const import CONF_HOST, CONF_PASSWORD, CONF_PORT, CONF_USERNAME
from homeassistant.data_entry_flow import section
from homeassistant.helpers.selector import (
    SelectSelector,
    SelectSelectorConfig,
    TextSelector,
    TextSelectorConfig,
    TextSelectorType,
)

from ..const import (
    CONF_BUS,
    CONF_BUS_TYPE,
    CONF_SECOND_HOST,
    CONF_SECOND_PORT,
    DEFAULT_PORT,
    LOGGER,
)
from ..gateway.identity import tidy
from ..library import BusType, ConfigurationError

_PASSWORD = TextSelector(TextSelectorConfig(type=TextSelectorType.PASSWORD, autocomplete="current-password"))
_USERNAME = TextSelector(TextSelectorConfig(autocomplete="username"))
_CREDENTIALS = {
    probatio.Required(CONF_USERNAME): _USERNAME,
    probatio.Required(CONF_PASSWORD): _PASSWORD,
}

SECOND_ADDRESS = "second_address"
"""The section of the form; an entry's data has no sections."""

SECOND = (CONF_SECOND_HOST, CONF_SECOND_PORT)

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
        probatio.Optional(SECOND_ADDRESS): section(
            probatio.Schema(
                {
                    probatio.Optional(CONF_SECOND_HOST): TextSelector(),
                    probatio.Optional(CONF_SECOND_PORT, default=DEFAULT_PORT): probatio.Port(),
                }
            ),
            {"collapsed": True},
        ),
    }
)


def flat(user_input: Mapping[str, Any]) -> dict[str, Any]:
    """Return the input as the data of an entry: without the section, and without a second host left empty."""
    second = user_input.get(SECOND_ADDRESS, {})
    data = {key: value for key, value in user_input.items() if key != SECOND_ADDRESS}
    return data | (second if second.get(CONF_SECOND_HOST, "").strip() else {})


def host_errors(data: Mapping[str, Any]) -> dict[str, str]:
    """Return the errors of a form with a wrong host; empty if both hosts are right."""
    first = {key: value for key, value in data.items() if key not in SECOND}
    try:
        place = _place(tidy(first))
    except ConfigurationError as error:
        LOGGER.debug("This is no host: %s", error)
        return {CONF_HOST: "invalid_host"}
    if CONF_SECOND_HOST not in data:
        return {}
    try:
        second = tidy(data)
    except ConfigurationError as error:
        LOGGER.debug("The second address is no host: %s", error)
        return {"base": "invalid_second_host"}
    same = place == (second[CONF_SECOND_HOST], second[CONF_SECOND_PORT])
    return {"base": "second_is_first"} if same else {}


def _place(data: Mapping[str, Any]) -> tuple[str, int]:
    return data[CONF_HOST], data[CONF_PORT]


def suggested(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a form shows of existing data: everything except the password."""
    shown = {key: value for key, value in data.items() if key not in (CONF_PASSWORD, *SECOND)}
    second = {key: data[key] for key in SECOND if key in data}
    if second:
        shown[SECOND_ADDRESS] = second
    return shown | ({CONF_BUS: str(data[CONF_BUS])} if CONF_BUS in data else {})
