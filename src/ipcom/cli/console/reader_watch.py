"""Noticing that the reader of stdout has left, also while there is nothing to write."""

from __future__ import annotations

import asyncio
import os
import stat
import sys
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING

from .output import ReaderLeft

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@contextmanager
def ended_with_reader() -> Iterator[None]:
    """End the block with `ReaderLeft` when a pipe that stdout leads to has no reader any more."""
    task = asyncio.current_task()
    assert task is not None
    left: list[bool] = []

    def leave() -> None:
        stop()
        left.append(True)
        task.cancel()

    stop = _watch(leave)
    try:
        yield
    except asyncio.CancelledError:
        if not left:
            raise
        task.uncancel()
        raise ReaderLeft from None
    finally:
        stop()


def _watch(leave: Callable[[], None]) -> Callable[[], bool]:
    """Call `leave` when the reader has left, and return the way to stop; nothing is called for what is no pipe."""
    loop = asyncio.get_running_loop()
    try:
        descriptor = sys.stdout.fileno()
        if not stat.S_ISFIFO(os.fstat(descriptor).st_mode):
            return _nothing
        loop.add_reader(descriptor, leave)  # the end that is written is never readable, but for this
    except (OSError, ValueError, NotImplementedError):
        return _nothing
    return partial(loop.remove_reader, descriptor)


def _nothing() -> bool:
    return False
