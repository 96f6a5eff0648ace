"""An address at which connecting takes for ever, on loopback."""

from __future__ import annotations

import contextlib
import socket
from collections.abc import Iterator

WAITING = 3
"""A queue of one is full after two; one more to be sure."""


@contextlib.contextmanager
def blackhole(host: str, port: int) -> Iterator[None]:
    """Listen at this address without ever accepting; the queue is full, so what comes is dropped."""
    with contextlib.ExitStack() as stack:
        listener = stack.enter_context(socket.socket())
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen(0)
        for _ in range(WAITING):
            waiting = stack.enter_context(socket.socket())
            waiting.setblocking(False)
            with contextlib.suppress(BlockingIOError):
                waiting.connect((host, port))
        yield
