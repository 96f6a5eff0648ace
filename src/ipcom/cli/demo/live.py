"""The demo on a terminal, until Ctrl-C."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from rich.live import Live

from .demo_parts import start_demo
from .recent_changes import RecentChanges
from .view import house_view

if TYPE_CHECKING:
    from rich.console import Console

FRAME_S = 0.25
"""How often the screen is drawn without a change, for the clock and moving shutters."""


async def show_house(console: Console, *, speed: float, seed: int, seconds: float | None) -> None:
    """Show the running demo on the screen."""
    async with start_demo(speed, seed) as parts:
        recent = RecentChanges(parts.house.devices, lambda: parts.days.time_of_day)
        changed = asyncio.Event()
        parts.client.subscribe(recent.add)
        parts.client.subscribe(lambda _: changed.set())
        with Live(console=console, screen=console.is_terminal, auto_refresh=False) as live:
            try:
                async with asyncio.timeout(seconds):
                    while True:
                        live.update(house_view(parts, recent, *console.size), refresh=True)
                        await _change_or_frame(changed)
            except TimeoutError:
                return


async def _change_or_frame(changed: asyncio.Event) -> None:
    changed.clear()
    try:
        async with asyncio.timeout(FRAME_S):
            await changed.wait()
    except TimeoutError:
        return
