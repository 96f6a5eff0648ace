"""Getting online by a host name when its first address or its name server is dead."""

from __future__ import annotations

import asyncio
import contextlib
import json
import signal
import sys
import time
from dataclasses import asdict, dataclass

from .blackhole import blackhole
from .farm import HOST, Farm
from .figures import Row

DEAD_HOST = "127.0.0.2"
KILL_AFTER_S = 15.0
END_TARGET_S = 1.0
ASKED_AFTER_S = 2.0


@dataclass(frozen=True, slots=True)
class Order:
    """What the other program is to try: see name_process.py."""

    port: int
    answer: list[str] | None
    after_s: float = 0.0
    known: str | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """Seconds until it was online, or what it said instead; threads; seconds until the process had ended."""

    online_s: float | None
    error: str
    threads: int
    end_s: float | None

    @property
    def told(self) -> str:
        online = f"online after {self.online_s:.2f} s" if self.online_s is not None else f'"{self.error}"'
        return f"{online}; threads: {self.threads}; {_ended(self.end_s)}"

    def within(self, seconds: float) -> bool:
        return self.online_s is not None and self.online_s <= seconds and self._tidy

    @property
    def speaks_of_the_name(self) -> bool:
        return self.online_s is None and "name" in self.error and self._tidy

    @property
    def _tidy(self) -> bool:
        return self.threads <= 1 and self.end_s is not None and self.end_s <= END_TARGET_S


async def names(farm: Farm) -> list[Row]:
    """Each case is a program of its own, all at the same time."""
    (site,) = await farm.open()
    port, both = site.port, [DEAD_HOST, HOST]
    with blackhole(DEAD_HOST, port):
        dead, slow, kept, never, asked = await asyncio.gather(
            _try(Order(port, both)),
            _try(Order(port, [HOST], after_s=3.0)),
            _try(Order(port, None, known=HOST)),
            _try(Order(port, None)),
            _end_when_asked(Order(port, None)),
        )
    return [
        Row("host name with a dead first address", dead.told, "0.5 s", dead.within(0.5)),
        Row("name server that takes 3 s", slow.told, "4 s", slow.within(4.0)),
        Row("name server that never answers, by the kept address", kept.told, "3 s", kept.within(3.0)),
        Row(
            "name server that never answers, without a kept address",
            never.told,
            "a message that says so; one thread",
            never.speaks_of_the_name,
        ),
        Row(
            "the process, asked to end meanwhile",
            _ended(asked),
            f"within {END_TARGET_S:.0f} s",
            asked is not None and asked <= END_TARGET_S,
        ),
    ]


def _ended(seconds: float | None) -> str:
    return "killed: it did not end" if seconds is None else f"process ended {seconds:.2f} s later"


async def _try(order: Order) -> Found:
    process = await _start(order)
    assert process.stdout is not None
    line = json.loads(await process.stdout.readline())
    ending_at = line.pop("ending_at")
    return Found(**line, end_s=await _ending(process, ending_at))


async def _end_when_asked(order: Order) -> float | None:
    process = await _start(order)
    await asyncio.sleep(ASKED_AFTER_S)
    asked_at = time.monotonic()
    process.send_signal(signal.SIGINT)
    return await _ending(process, asked_at)


async def _start(order: Order) -> asyncio.subprocess.Process:
    """Return when it tries."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "benchmarks.name_process", json.dumps(asdict(order)),
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL,
    )  # fmt: skip
    assert process.stdout is not None
    await process.stdout.readline()
    return process


async def _ending(process: asyncio.subprocess.Process, since: float) -> float | None:
    """Seconds until the process has ended; None if it had to be killed."""
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(KILL_AFTER_S):
            await process.wait()
            return time.monotonic() - since
    process.kill()
    await process.wait()
    return None
