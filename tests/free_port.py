"""A port for a program that will listen a while later."""

import secrets
import socket

PORTS = range(20_000, 32_000)
"""Below those that a system gives to connections by itself: one that is free stays free until its program listens."""
TRIES = 100


def free_port() -> int:
    """Return a port of this machine at which nothing listens."""
    for _ in range(TRIES):
        port = secrets.choice(PORTS)
        if _can_be_bound(port):
            return port
    raise AssertionError(f"no port of {PORTS} is free")


def _can_be_bound(port: int) -> bool:
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True
