"""Tries a login, and returns the errors of the form."""

from collections.abc import Mapping
from typing import Any

from ..const import LOGGER
from ..gateway.client import client_from
from ..imports.yaml_import import CREDENTIALS_TOO_LONG
from ..library import (
    AuthenticationFailed,
    ConfigurationError,
    IPComClient,
    IPComError,
    NameNotResolved,
    ProtocolError,
)


async def async_probe(data: Mapping[str, Any]) -> dict[str, str]:
    """Log in and read the outputs once; return the errors of the form, empty after a success."""
    try:
        client = client_from(data, {})
    except ConfigurationError as error:
        LOGGER.debug("These credentials cannot be sent: %s", error)
        return {"base": CREDENTIALS_TOO_LONG}
    try:
        async with client:
            return {}
    except IPComError as error:
        LOGGER.debug("Trying the connection failed: %s", error)
        return {"base": _reason(client, error)}


def _reason(client: IPComClient, error: IPComError) -> str:
    if isinstance(error, AuthenticationFailed):
        return "invalid_auth"
    if isinstance(error, ProtocolError):
        return "not_ipcom"
    if isinstance(error, NameNotResolved):
        return "name_unknown"
    connected = client.statistics.bytes_sent > 0
    return "no_answer" if connected else "cannot_connect"
