"""Ending tasks for certain."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

RETRY_AFTER_S = 0.5
"""A task that goes on is cancelled again after this: `asyncio.wait_for` of Python 3.11 may lose a cancellation."""


async def end_tasks(tasks: Iterable[asyncio.Future[Any]]) -> None:
    """Cancel tasks until all have ended. What they raise is dropped."""
    left = set(tasks)
    while left:
        for task in left:
            task.cancel()
        done, left = await asyncio.wait(left, timeout=RETRY_AFTER_S)
        await asyncio.gather(*done, return_exceptions=True)
