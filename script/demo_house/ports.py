"""Ports of this machine that nobody listens on."""

from __future__ import annotations

import socket

from .errors import DemoError

LOOPBACK = "127.0.0.1"
TRIES = 50


def is_free(port: int) -> bool:
    """Tell whether somebody could listen on `port` of loopback now."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except OSError:
            return False
    return True


def choose(asked: int | None, usual: int) -> int:
    """Return the port asked for, which must be free, or the usual one or the next free one after it."""
    if asked is not None:
        if is_free(asked):
            return asked
        raise DemoError(f"port {asked} is in use: end what listens there, or give another --port")
    for port in range(usual, usual + TRIES):
        if is_free(port):
            return port
    raise DemoError(f"no port from {usual} to {usual + TRIES - 1} is free: give one with --port")
