"""The socket on which a service manager listens."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

Told = Callable[[], list[str]]


@contextmanager
def manager_socket(address: str) -> Iterator[Told]:
    """Listen there; what is returned reads what was told since it was last asked."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as ear:
        ear.bind(address.replace("@", "\0", 1))
        ear.setblocking(False)

        def told() -> list[str]:
            lines: list[str] = []
            with suppress(BlockingIOError):
                while True:
                    lines += ear.recv(4096).decode().splitlines()
            return lines

        yield told


def socket_in(folder: Path) -> str:
    """The address of such a socket."""
    return str(folder / "notify")
