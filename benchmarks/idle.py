"""What a quiet link costs, as a multiple of what asyncio itself needs for the same bytes."""

from __future__ import annotations

import asyncio
import sys
from statistics import median

from .farm import Farm, Site
from .figures import Row

ROUNDS = 3
TIMES_BARE = 1.4


async def idle(farm: Farm, seconds: float) -> list[Row]:
    """CPU of a client and of a bare exchange, each in a process of its own, at the same time."""
    (site,) = await farm.open(demo=True)
    request_size, reply_size = await _sizes(site)
    echo = await farm.ask("echo", request=request_size, reply=reply_size)
    rounds = [
        await asyncio.gather(
            _process("client", site.port, seconds),
            _process("bare", echo, seconds, request_size, reply_size),
        )
        for _ in range(ROUNDS)
    ]
    used = median(client for client, _ in rounds) / seconds
    ratios = sorted(client / bare for client, bare in rounds)
    return [
        Row(
            f"idle CPU at 350 ms, beside a bare asyncio exchange of the same bytes, {ROUNDS} times {seconds:.0f} s",
            f"median {median(ratios):.2f} times (each: {', '.join(f'{ratio:.2f}' for ratio in ratios)}); "
            f"{used:.2%} of a core",
            f"{TIMES_BARE} times",
            median(ratios) <= TIMES_BARE,
            "1.2 % with its gateway",
        )
    ]


async def _sizes(site: Site) -> tuple[int, int]:
    """Bytes of a request for the outputs and of its answer, as this client counts them."""
    async with site.client() as client:
        before = client.statistics
        await client.read()
        after = client.statistics
    polls = after.polls - before.polls
    return (
        (after.bytes_sent - before.bytes_sent) // polls,
        (after.bytes_received - before.bytes_received) // polls,
    )


async def _process(*arguments: object) -> float:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "benchmarks.idle_process", *map(str, arguments),
        stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    output, _ = await process.communicate()
    return float(output)
