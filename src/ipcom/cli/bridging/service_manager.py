"""The program that keeps this one running, such as systemd: it hears when the bridge is ready, lives, and ends.

The words and the socket are those of sd_notify(3).
"""

from __future__ import annotations

import os
import socket
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

SHARE = 3
"""Of the time that the manager waits for a sign of life, each sign comes after one in so many parts."""


class ServiceManager:
    """Where to tell it. Without a manager nothing happens, and one that does not listen disturbs nothing."""

    def __init__(self, address: str | None, watchdog_s: float | None = None) -> None:
        self._address = address
        self._watchdog_s = watchdog_s

    @classmethod
    def of(cls, environment: Mapping[str, str]) -> ServiceManager:
        """Return the manager that the environment names."""
        named = environment.get("NOTIFY_SOCKET", "")
        address = named if named.startswith(("/", "@")) and hasattr(socket, "AF_UNIX") else None
        return cls(address, _watchdog_s(environment))

    @property
    def sign_every_s(self) -> float | None:
        """How often it wants a sign of life; None if it waits for none."""
        return None if self._watchdog_s is None or self._address is None else self._watchdog_s / SHARE

    def tell(self, *lines: str) -> None:
        """Say for example "READY=1"."""
        if self._address is None:
            return
        address = self._address.replace("@", "\0", 1) if self._address[0] == "@" else self._address
        with suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as out:
            out.setblocking(False)
            out.sendto("\n".join(lines).encode(), address)


def _watchdog_s(environment: Mapping[str, str]) -> float | None:
    """Return how long the manager waits, unless it waits for another process."""
    given, process = environment.get("WATCHDOG_USEC", ""), environment.get("WATCHDOG_PID")
    if not given.isascii() or not given.isdigit() or (process is not None and process != str(os.getpid())):
        return None
    return int(given) / 1_000_000 or None
