"""Timers that notice when the loop stood still, and wait for what arrived meanwhile."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from ipcom.client.connection.alarm import Alarm
from ipcom.client.connection.counters import Counters
from ipcom.client.connection.punctuality import Punctuality
from ipcom.simulator.testing.virtual_time import LoopClock
from tests.library.client.link_rig import now

pytestmark = pytest.mark.virtual_time


class Counted:
    """Counts the rounds of the loop; `news` lets bytes arrive in these rounds after a stall."""

    def __init__(self, *news: int) -> None:
        self.counters = Counters()
        self.punctuality = Punctuality(LoopClock(), self.counters)
        self.rounds = 0
        self._news = news

    def stall(self, seconds: float) -> None:
        """Stand still, and count rounds from here."""
        loop: Any = asyncio.get_running_loop()
        loop._virtual.now += seconds
        loop.call_soon(self._count)

    def _count(self) -> None:
        if self.rounds in self._news:
            self.punctuality.arrivals += 1
        self.rounds += 1
        if self.rounds < 10:
            asyncio.get_running_loop().call_soon(self._count)


async def run_late(loop: Counted, late_s: float, start: Callable[[Callable[[], None]], object]) -> int:
    """Start a timer of a second, stand still, and return after how many rounds it was through."""
    done: list[int] = []
    start(lambda: done.append(loop.rounds))
    await asyncio.sleep(0.9)
    loop.stall(0.1 + late_s)
    for _ in range(20):
        await asyncio.sleep(0)
    return done[0]


@pytest.mark.parametrize(
    ("news", "rounds"),
    [
        pytest.param((), 4, id="bytes reach the receiving task in the second round at the latest"),
        pytest.param((1,), 4, id="news in the first round"),
        pytest.param((3,), 5, id="news in the third round are waited for one more"),
        pytest.param(tuple(range(10)), 6, id="but five are the most"),
    ],
)
async def test_a_late_timer_waits_until_a_round_brings_nothing_new(
    news: tuple[int, ...], rounds: int
) -> None:
    loop = Counted(*news)
    assert await run_late(loop, 0.02, lambda act: loop.punctuality.call_later(1.0, act)) == rounds


async def test_a_timer_that_is_10_ms_late_is_not_late() -> None:
    loop = Counted()
    assert await run_late(loop, 0.0099, lambda act: loop.punctuality.call_later(1.0, act)) == 1
    assert loop.counters.late_loops == 0
    assert loop.punctuality.late_at < 0


async def test_the_moment_when_the_loop_last_stood_still_is_known() -> None:
    loop = Counted()
    await run_late(loop, 0.3, lambda act: loop.punctuality.call_later(1.0, act))
    assert loop.punctuality.late_at == now()
    assert loop.counters.late_loops == 1


async def test_a_sleep_that_ends_late_waits_as_a_timer_does() -> None:
    loop = Counted()
    alarm = Alarm(LoopClock(), loop.punctuality)
    tasks = []

    async def sleep(act: Callable[[], None]) -> None:
        await alarm.sleep_until(now() + 1.0)
        act()

    rounds = await run_late(loop, 0.02, lambda act: tasks.append(asyncio.create_task(sleep(act))))
    assert rounds >= 4
    await asyncio.gather(*tasks)


async def test_a_sleep_that_was_rung_late_waits_as_well() -> None:
    loop = Counted()
    alarm = Alarm(LoopClock(), loop.punctuality)
    sleep = asyncio.create_task(alarm.sleep_until(now() + 1.0))
    await asyncio.sleep(0.5)
    loop.stall(0.6)
    alarm.ring()
    await sleep
    assert loop.rounds >= 4


async def test_a_cancelled_timer_calls_nothing_not_even_during_its_grace() -> None:
    loop = Counted()
    called: list[int] = []
    early = loop.punctuality.call_later(1.0, lambda: called.append(1))
    late = loop.punctuality.call_later(2.0, lambda: called.append(2))
    early.cancel()
    loop.stall(3.0)
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    late.cancel()
    await asyncio.sleep(5.0)
    assert called == []


async def test_waiting_for_one_of_several_gives_a_late_end_its_grace() -> None:
    loop = Counted()
    answer: asyncio.Future[int] = asyncio.get_running_loop().create_future()
    waiting = asyncio.create_task(loop.punctuality.first_of(answer, timeout=1.0))
    await asyncio.sleep(0.5)
    loop.stall(1.0)
    await waiting
    assert loop.rounds >= 4
    assert not answer.done()
