"""Which broker a bridge goes to: an address as `mqtts://192.168.1.30:8883`, and the rest from the configuration file."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from ...bridge.broker.broker_settings import BrokerSettings, MqttVersion, TlsFiles
from ...errors import ConfigurationError, Problem
from ..console.password import read_password_file

if TYPE_CHECKING:
    from ..profiles.bridge_table import BridgeTable

PORTS = {"mqtt": 1883, "mqtts": 8883, "ws": 80, "wss": 443}
FIX = "write mqtt://192.168.1.30, with mqtts, ws or wss in its place where the broker wants it"


def broker_settings(typed: str, table: BridgeTable) -> BrokerSettings:
    """Return how the broker is reached. Raises `ConfigurationError`, also for a password that cannot be read."""
    scheme, host, port, path = _parts(typed)
    encrypted = scheme in ("mqtts", "wss")
    if not encrypted and (table.ca_file or table.certificate_file or table.insecure):
        fix = f"write mqtts:// or wss:// instead of {scheme}://, or leave the files out"
        raise ConfigurationError(
            Problem("certificates are named, but the broker's address is not encrypted", fix)
        )
    return BrokerSettings(
        host,
        port,
        MqttVersion(table.mqtt or MqttVersion.V5),
        table.username,
        _password(table),
        _tls_files(table) if encrypted else None,
        path,
    )


def _parts(typed: str) -> tuple[str, str, int, str | None]:
    """Return scheme, host, port, and for a WebSocket the path."""
    text = typed.strip()
    if "://" not in text:
        text = f"mqtt://{text}"
    try:
        parts = urlsplit(text)
        scheme, host, port = parts.scheme.lower(), parts.hostname, parts.port
    except ValueError as error:
        raise _wrong(typed, str(error)) from None
    if scheme not in PORTS:
        raise _wrong(typed, f"{scheme} is none of {', '.join(PORTS)}")
    if parts.username or parts.password:
        raise _wrong("...", "the user and the password do not belong into the address")
    if not host:
        raise _wrong(typed, "there is no host")
    path = (parts.path or "/mqtt") if scheme in ("ws", "wss") else None
    if path is None and parts.path.strip("/"):
        raise _wrong(typed, f"{scheme} has no path")
    return scheme, host, port or PORTS[scheme], path


def _wrong(typed: str, why: str) -> ConfigurationError:
    return ConfigurationError(Problem(f'the broker "{typed}" is not understood: {why}', FIX))


def _password(table: BridgeTable) -> str | None:
    if table.password is not None:
        return table.password
    if table.password_file is not None:
        return read_password_file(str(table.password_file))
    if table.password_variable is None:
        return None
    try:
        return os.environ[table.password_variable]
    except KeyError:
        raise ConfigurationError(
            Problem(f"the variable {table.password_variable} is not set", f"set it, or see {table.place}")
        ) from None


def _tls_files(table: BridgeTable) -> TlsFiles:
    for file in (table.ca_file, table.certificate_file, table.key_file):
        if file is not None and not file.is_file():
            raise ConfigurationError(Problem("there is no such file", "check the path", str(file)))
    return TlsFiles(table.ca_file, table.certificate_file, table.key_file, insecure=bool(table.insecure))
