"""How a broker is reached. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

KEEP_ALIVE_S = 15
"""A bridge that is gone shows as lost after one and a half times this."""


class MqttVersion(StrEnum):
    """The versions of the protocol."""

    V311 = "3.1.1"
    V5 = "5"


@dataclass(frozen=True, slots=True)
class TlsFiles:
    """The files of an encrypted connection; without `ca` the system's authorities count."""

    ca: Path | None = None
    certificate: Path | None = None
    key: Path | None = None
    insecure: bool = False
    """Whether a certificate for another name is taken, too."""


@dataclass(frozen=True, slots=True)
class BrokerSettings:
    """A broker, and who the bridge is there."""

    host: str
    port: int = 1883
    version: MqttVersion = MqttVersion.V5
    username: str | None = None
    password: str | None = field(default=None, repr=False)
    tls: TlsFiles | None = None
    websocket_path: str | None = None
    """The path of a WebSocket, as `/mqtt`; None for plain MQTT."""

    def __str__(self) -> str:
        scheme = ("wss" if self.tls else "ws") if self.websocket_path else "mqtts" if self.tls else "mqtt"
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{scheme}://{host}:{self.port}"
