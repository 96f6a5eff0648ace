"""The demo on a terminal, until Ctrl-C."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from rich.live import Live

from .news import News
from .stage import set_up
from .view import house_view

if TYPE_CHECKING:
    from rich.console import Console

FRAME_S = 0.25
"""How often the picture is drawn when nothing changes; the clock and moving shutters need it."""


async def show_house(console: Console, *, speed: float, seed: int, seconds: float | None) -> None:
    """Show the house as it lives."""
    async with set_up(speed, seed) as stage:
        news = News(stage.house.devices, lambda: stage.days.time_of_day)
        changed = asyncio.Event()
        stage.client.subscribe(news.hear)
        stage.client.subscribe(lambda _: changed.set())
        with Live(console=console, screen=console.is_terminal, auto_refresh=False) as live:
            try:
                async with asyncio.timeout(seconds):
                    while True:
                        live.update(house_view(stage, news, *console.size), refresh=True)
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
