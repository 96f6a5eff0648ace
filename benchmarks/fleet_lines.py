"""A process that is told what to do by lines of JSON, and its other end."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any

LINE_LIMIT = 1 << 28


class Helper:
    """A process that answers."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self.pid = process.pid

    async def ask(self, do: str, **request: object) -> Any:  # noqa: ANN401 - what JSON holds
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps({"do": do, **request}).encode() + b"\n")
        await self._process.stdin.drain()
        return json.loads(await self._process.stdout.readline())


@asynccontextmanager
async def helper(module: str, *arguments: object) -> AsyncIterator[Helper]:
    """Run a module in a process that ends with the block."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", module, *map(str, arguments),
        stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, limit=LINE_LIMIT,
    )  # fmt: skip
    try:
        yield Helper(process)
    finally:
        assert process.stdin is not None
        process.stdin.close()
        await process.wait()


async def serve(does: object) -> None:
    """Carry out each line by the method of its name, and answer with what that returns, until the lines end."""
    lines = asyncio.StreamReader(limit=LINE_LIMIT)
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(lines), sys.stdin)
    while line := await lines.readline():
        request: Mapping[str, Any] = json.loads(line)
        answer = await getattr(does, request["do"])(request)
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()
