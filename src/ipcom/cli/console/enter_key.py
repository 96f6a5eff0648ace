"""Waiting for Enter without blocking the event loop or the end of the program."""

from __future__ import annotations

import asyncio
import os
import sys
import threading

from ...errors import ConfigurationError


async def wait_for_enter() -> None:
    """Wait for a line on stdin. Raises `ConfigurationError` if stdin is at its end."""
    line = await _read_in_thread(sys.stdin.fileno())
    if not line:
        raise ConfigurationError(
            "Nobody is there to press Enter: run it in a terminal, or give --up and --down."
        )


async def _read_in_thread(descriptor: int) -> bytes:
    """Return the next line. A daemon thread reads it, because a read of the terminal cannot be cancelled."""
    loop = asyncio.get_running_loop()
    line: asyncio.Future[bytes] = loop.create_future()

    def set_line(text: bytes) -> None:
        if not line.done():
            line.set_result(text)

    def read() -> None:
        text = _read_line(descriptor)
        try:
            loop.call_soon_threadsafe(set_line, text)
        except RuntimeError:
            return  # Ctrl-C came first: the loop is closed

    threading.Thread(target=read, name="ipcom-enter", daemon=True).start()
    return await line


def _read_line(descriptor: int) -> bytes:
    """Return one line. It is read byte by byte, because the bytes after it belong to the next question."""
    line = b""
    while (byte := os.read(descriptor, 1)) and byte != b"\n":
        line += byte
    return line + byte
