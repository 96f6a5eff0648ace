"""The command `ipcom watch`: changes as they happen."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, NamedTuple

import click

from ..commands_base import Command, room_option
from ..connecting import open_client
from ..console.numbers import FloatBetween, IntBetween
from ..console.reader_watch import ended_with_reader
from ..console.running import run
from ..house_news import HouseNews, LinkEvent, house_news
from ..settings import Settings, read_settings_and
from ..shown_outputs import find_shown
from ..watch_lines import JsonLines, TableLines, WatchLines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ...model.address import OutputAddress
    from ..console.options import Options


class Watch(NamedTuple):
    """What is watched, and for how long."""

    chosen: Sequence[OutputAddress] = ()
    """All outputs if it is empty."""
    seconds: float | None = None
    most: int | None = None
    """The number of changes after which it ends."""


@click.command(cls=Command)
@click.argument("names", nargs=-1, metavar="[NAME]...")
@room_option("devices")
@click.option("--seconds", type=FloatBetween(min=0.1), metavar="SECONDS", help="End after so long.")
@click.option("--count", type=IntBetween(min=1), metavar="N", help="End after so many changes.")
@click.pass_obj
def watch(
    options: Options, names: tuple[str, ...], rooms: tuple[str, ...], seconds: float | None, count: int | None
) -> None:
    """Show what is on, and then every change as it happens, until Ctrl-C: of the whole house, or of what is named.

    With --json one object a line: the state at first, changes, and whether the gateway is reached.
    """
    settings, chosen = read_settings_and(options, lambda it: find_shown(names, rooms, it.devices))
    run(_watch(settings, Watch(chosen, seconds, count)), options)


async def _watch(settings: Settings, wish: Watch) -> None:
    lines = (JsonLines if settings.json else TableLines)(settings, wish.chosen)
    with ended_with_reader():
        async with open_client(settings) as client:
            with house_news(client) as news:
                lines.begin(client.observed)
                try:
                    async with asyncio.timeout(wish.seconds):
                        await _follow(news, lines, wish)
                except TimeoutError:
                    return


async def _follow(news: HouseNews, lines: WatchLines, wish: Watch) -> None:
    seen = 0
    while wish.most is None or seen < wish.most:
        new = await news.next()
        if isinstance(new, LinkEvent):
            lines.link(new.status, new.observed)
            continue
        changes = [each for each in new.observed_changes if not wish.chosen or each.address in wish.chosen]
        if changes:
            lines.changes(new.observed, changes)
            seen += len(changes)
