"""One link at 350 ms in a process of its own, and the CPU seconds that it takes.

python -m benchmarks.idle_process client PORT SECONDS
python -m benchmarks.idle_process bare PORT SECONDS REQUEST_SIZE REPLY_SIZE
"""

from __future__ import annotations

import asyncio
import sys
import time

from .farm import HOST, client_at

INTERVAL_S = 0.35
SETTLE_S = 1.0


async def client(port: int, seconds: float) -> float:
    """CPU seconds of a client in a house where nothing happens."""
    async with client_at(port):
        return await _cpu(seconds)


async def bare(port: int, seconds: float, request_size: int, reply_size: int) -> float:
    """CPU seconds of asyncio streams that exchange as many bytes as often, and do nothing with them."""
    exchanging = asyncio.create_task(_exchange(port, request_size, reply_size))
    used = await _cpu(seconds)
    exchanging.cancel()
    return used


async def _exchange(port: int, request_size: int, reply_size: int) -> None:
    loop = asyncio.get_running_loop()
    reader, writer = await asyncio.open_connection(HOST, port)
    due = loop.time()
    while True:
        writer.write(bytes(request_size))
        await reader.readexactly(reply_size)
        due += INTERVAL_S
        await asyncio.sleep(due - loop.time())


async def _cpu(seconds: float) -> float:
    await asyncio.sleep(SETTLE_S)
    before = time.process_time()
    await asyncio.sleep(seconds)
    return time.process_time() - before


def main(kind: str, port: str, seconds: str, *sizes: str) -> None:
    if kind == "client":
        used = asyncio.run(client(int(port), float(seconds)))
    else:
        request_size, reply_size = map(int, sizes)
        used = asyncio.run(bare(int(port), float(seconds), request_size, reply_size))
    print(used)


if __name__ == "__main__":
    main(*sys.argv[1:])
