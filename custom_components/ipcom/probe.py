"""Trying a login for real, and saying in one word what is wrong."""

from collections.abc import Mapping
from typing import Any

from .const import LOGGER
from .library import (
    AuthenticationFailed,
    ConfigurationError,
    IPComError,
    ProtocolError,
)
from .link import client_from

_REASONS: tuple[tuple[type[IPComError] | tuple[type[IPComError], ...], str], ...] = (
    (AuthenticationFailed, "invalid_auth"),
    (ConfigurationError, "credentials_too_long"),
    (ProtocolError, "not_ipcom"),
)


async def async_probe(data: Mapping[str, Any]) -> dict[str, str]:
    """Log in and read the outputs once; the errors of the form, empty when all is well."""
    try:
        client = client_from(data, {})
        async with client:
            return {}
    except IPComError as error:
        LOGGER.debug("Trying the connection failed: %s", error)
        return {"base": reason(error)}


def reason(error: IPComError) -> str:
    """The translation key for this error."""
    return next((key for kind, key in _REASONS if isinstance(error, kind)), "cannot_connect")
