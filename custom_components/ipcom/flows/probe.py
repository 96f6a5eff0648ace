"""Tries a login, and returns the errors of the form, or what was seen of the gateway."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ..const import LOGGER
from ..gateway.client import client_from
from ..gateway.twins import Sight
from ..imports.yaml_import import CREDENTIALS_TOO_LONG
from ..library import (
    AuthenticationFailed,
    ConfigurationError,
    IPComClient,
    IPComError,
    NameNotResolved,
    ProtocolError,
)


@dataclass(frozen=True, slots=True)
class Probe:
    """The errors of the form; after a success none, and what was seen of the gateway."""

    errors: dict[str, str] = field(default_factory=dict)
    sight: Sight | None = None


async def async_probe(data: Mapping[str, Any]) -> Probe:
    """Log in and read the outputs once."""
    try:
        client = client_from(data, {})
    except ConfigurationError as error:
        LOGGER.debug("These credentials cannot be sent: %s", error)
        return Probe({"base": CREDENTIALS_TOO_LONG})
    try:
        async with client:
            return Probe(sight=Sight.of(client))
    except IPComError as error:
        LOGGER.debug("Trying the connection failed: %s", error)
        return Probe({"base": _reason(client, error)})


def _reason(client: IPComClient, error: IPComError) -> str:
    if isinstance(error, AuthenticationFailed):
        return "invalid_auth"
    if isinstance(error, ProtocolError):
        return "not_ipcom"
    if isinstance(error, NameNotResolved):
        return "name_unknown"
    connected = client.statistics.bytes_sent > 0
    return "no_answer" if connected else "cannot_connect"
