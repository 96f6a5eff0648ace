"""Where the metrics of a bridge are served, as people type it: a port, perhaps with an address before it. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import ip_address

LOOPBACK = "127.0.0.1"
HIGHEST_PORT = 65535
FIX = (
    'write a port, as "9464", for this machine alone; "0.0.0.0:9464" for all its IPv4 addresses; an IPv6 address in'
    ' brackets, as "[::1]:9464"'
)


@dataclass(frozen=True, slots=True)
class MetricsPlace:
    """An address of this machine and a port."""

    address: str
    port: int

    def __str__(self) -> str:
        return f"[{self.address}]:{self.port}" if ":" in self.address else f"{self.address}:{self.port}"


def read_metrics_place(typed: str) -> MetricsPlace:
    """Read `[ADDRESS:]PORT`; a port alone is for this machine. Raises `ValueError` with what is wrong."""
    text = typed.strip()
    address, colon, port = text.rpartition(":")
    return MetricsPlace(_address(address) if colon else LOOPBACK, _port(port))


def _port(text: str) -> int:
    if not (text.isascii() and text.isdigit()) or len(text) > len(str(HIGHEST_PORT)):
        raise ValueError("without a port at its end")
    port = int(text)
    if not 1 <= port <= HIGHEST_PORT:
        raise ValueError(f"with a port that is not 1 to {HIGHEST_PORT}")
    return port


def _address(text: str) -> str:
    if text == "localhost":
        return LOOPBACK
    in_brackets = text.startswith("[") and text.endswith("]")
    inner = text[1:-1] if in_brackets else text
    try:
        found = ip_address(inner)
    except ValueError:
        raise ValueError("with something else than an IP address before the port") from None
    if in_brackets is not (found.version == 6):
        raise ValueError("with an IPv6 address without brackets, or another one in them")
    return inner
