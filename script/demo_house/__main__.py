"""`python -m demo_house`: show, measure, or restart the gateway many times."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import sys

from toolchain.project import ToolError

from ipcom.errors import IPComError

from .errors import DemoError
from .folder import STATE, Folder
from .options import Options, parse

INTERRUPTED = 130


def main(arguments: list[str]) -> int:
    options = parse(arguments)
    try:
        return asyncio.run(_until_told_to_stop(options))
    except (DemoError, IPComError, ToolError, OSError) as error:
        print(f"script/demo: {error}", file=sys.stderr)
        _tell_logs(options)
        return 1


async def _until_told_to_stop(options: Options) -> int:
    """Run; Ctrl-C and SIGTERM end it in order, whenever they come."""
    task = asyncio.ensure_future(_run(options))
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        loop.add_signal_handler(number, task.cancel)
    with contextlib.suppress(asyncio.CancelledError):
        return await task
    print("\nStopped.")
    return 0 if _only_shows(options) else INTERRUPTED


async def _run(options: Options) -> int:
    if options.restarts is not None:
        from .soak import soak

        return await soak(options)
    if options.check:
        from .trial import check

        return await check(options)
    from .shop_window import show

    return await show(options)


def _only_shows(options: Options) -> bool:
    return options.restarts is None and not options.check


def _tell_logs(options: Options) -> None:
    folder = Folder(options.folder_name)
    for path in (folder.log, folder.output):
        if path.exists() and path.stat().st_size:
            print(f"See {path.relative_to(STATE.parent)}", file=sys.stderr)


sys.exit(main(sys.argv[1:]))
