"""Waiting for something that nobody announces."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from .errors import DemoError

LOOK_AGAIN_S = 0.1


async def until(is_so: Callable[[], Awaitable[bool]], within_s: float, what: str) -> None:
    """Return when `is_so` says yes; raises `DemoError` that `what` was not so in time."""
    try:
        async with asyncio.timeout(within_s):
            await _ask_again_and_again(is_so)
    except TimeoutError:
        raise DemoError(f"{what}: not within {within_s:.0f} s") from None


async def _ask_again_and_again(is_so: Callable[[], Awaitable[bool]]) -> None:
    while True:
        if await is_so():
            return
        await asyncio.sleep(LOOK_AGAIN_S)
