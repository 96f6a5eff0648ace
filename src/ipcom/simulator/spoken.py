"""One message of a recorded conversation; pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

CLIENT, GATEWAY = "client", "gateway"


@dataclass(frozen=True, slots=True)
class Spoken:
    """One message of a conversation."""

    at: float
    connection: int
    by_client: bool
    kind: str
    size: int
    plain: bytes = b""
    firmware: str = ""
    ciphered: bool | None = None
    """Whether the gateway enciphers; None but for the answer that accepts a login."""

    def as_line(self) -> dict[str, Any]:
        """Return the object of its line."""
        line: dict[str, Any] = {
            "at": round(self.at, 4),
            "connection": self.connection,
            "from": CLIENT if self.by_client else GATEWAY,
            "kind": self.kind,
            "size": self.size,
        }
        if self.plain:
            line["plain"] = self.plain.hex()
        if self.ciphered is not None:
            line |= {"firmware": self.firmware, "ciphered": self.ciphered}
        return line
