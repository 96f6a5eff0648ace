"""A Home Assistant of our own, from a folder to a connection of its owner: for the demo, and for the browser tests."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AsyncExitStack
from pathlib import Path

import aiohttp
from toolchain import integration_zip

from . import seed
from .folder import Folder
from .live import Live
from .login import log_in
from .process import HomeAssistantProcess
from .web import Web

Alter = Callable[[Path], None]
"""Changes the unpacked integration of one Home Assistant, before it starts."""


def as_released(_integration: Path) -> None:
    """Change nothing."""


async def start(
    stack: AsyncExitStack,
    folder: Folder,
    port: int,
    *,
    first: bool,
    program: Path | None = None,
    alter: Alter = as_released,
) -> tuple[HomeAssistantProcess, Live]:
    """Start it and log in, `first` as its first user; `stack` ends what was started, also after an error."""
    _write(folder, port, alter)
    process = HomeAssistantProcess(folder, program)
    stack.push_async_callback(process.stop)
    await process.start()
    web = Web(await stack.enter_async_context(aiohttp.ClientSession()), port)
    await web.wait_until_it_answers(process)
    await log_in(web, first=first)
    live = await stack.enter_async_context(Live(web))
    await live.wait_until_running()
    return process, live


def _write(folder: Folder, port: int, alter: Alter) -> None:
    folder.home.mkdir(parents=True, exist_ok=True)
    archive = folder.home / "ipcom.zip"
    integration_zip.write(archive)
    seed.write(folder.config, port, archive)
    alter(folder.config / "custom_components/ipcom")
