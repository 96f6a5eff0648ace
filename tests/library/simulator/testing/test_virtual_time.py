"""Time jumps, sockets still work, and a hang is told instead of endured."""

from __future__ import annotations

import asyncio
import math
import threading
import time

import pytest

from ipcom.simulator.testing.virtual_time import (
    EPOCH_S,
    START_TIME_S,
    LoopClock,
    VirtualDeadlockError,
    run_virtual,
)


def test_a_day_passes_at_once_and_exactly() -> None:
    async def day() -> float:
        clock = LoopClock()
        began = clock.monotonic()
        for _ in range(24):
            await asyncio.sleep(3600)
        return clock.monotonic() - began

    real = time.monotonic()
    assert run_virtual(day()) == pytest.approx(86400.0, abs=1e-6)
    assert time.monotonic() - real < 60.0


def test_timers_fire_in_order_of_time() -> None:
    async def order() -> list[int]:
        seen: list[int] = []
        loop = asyncio.get_running_loop()
        for number in (3, 1, 2):
            loop.call_later(number / 10, seen.append, number)
        await asyncio.sleep(1)
        return seen

    assert run_virtual(order()) == [1, 2, 3]


def test_no_timer_fires_before_its_time() -> None:
    async def early() -> list[float]:
        loop = asyncio.get_running_loop()
        seen: list[float] = []
        at = loop.time() + 1.0
        loop.call_at(math.nextafter(at, 0.0), lambda: loop.call_soon(seen.append, 0.0))
        loop.call_at(at, lambda: seen.append(loop.time() - at))
        await asyncio.sleep(2)
        return seen

    assert run_virtual(early()) == [0.0, 0.0]


def test_the_clock_starts_at_a_fixed_moment() -> None:
    async def read() -> tuple[float, float]:
        clock = LoopClock(asyncio.get_running_loop())
        return clock.monotonic(), clock.time()

    assert run_virtual(read()) == (START_TIME_S, EPOCH_S)


def test_loopback_sockets_answer_before_time_jumps() -> None:
    async def echo(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(await reader.readexactly(3))
        writer.close()

    async def ask() -> tuple[bytes, float]:
        server = await asyncio.start_server(echo, "127.0.0.1", 0)
        async with server:
            port = server.sockets[0].getsockname()[1]
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(b"abc")
            async with asyncio.timeout(2):
                answer = await reader.read()
            writer.close()
            await writer.wait_closed()
        return answer, asyncio.get_running_loop().time()

    assert run_virtual(ask()) == (b"abc", START_TIME_S)


def test_time_stands_still_while_a_thread_works() -> None:
    async def work() -> float:
        loop = asyncio.get_running_loop()
        async with asyncio.timeout(5):
            await loop.run_in_executor(None, time.sleep, 0.01)
        return loop.time()

    assert run_virtual(work()) == START_TIME_S


def test_a_deadlock_names_who_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ipcom.simulator.testing.virtual_time.DEADLOCK_GRACE_S", 0.01)

    async def hang() -> None:
        asyncio.get_running_loop().create_task(asyncio.sleep(0), name="short")
        await asyncio.Event().wait()

    with pytest.raises(VirtualDeadlockError, match=r"nothing is ready.*waiting: .*hang"):
        run_virtual(hang())


def test_a_wake_up_from_outside_is_no_deadlock() -> None:
    async def woken() -> str:
        loop = asyncio.get_running_loop()
        done = loop.create_future()
        timer = threading.Timer(0.01, loop.call_soon_threadsafe, (done.set_result, "awake"))
        timer.start()
        result: str = await done
        timer.join()
        return result

    assert run_virtual(woken()) == "awake"


def test_tasks_that_spin_are_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ipcom.simulator.testing.virtual_time.MAX_ITERATIONS", 100)

    async def spin() -> None:
        for _ in range(1000):
            await asyncio.sleep(0)

    with pytest.raises(VirtualDeadlockError, match=r"time stands still.*spin"):
        run_virtual(spin())


def test_many_turns_are_no_spinning_when_time_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ipcom.simulator.testing.virtual_time.MAX_ITERATIONS", 100)

    async def work() -> None:
        for turn in range(300):
            await asyncio.sleep(turn % 50 == 0 and 0.1)

    run_virtual(work())
