"""A sleep that can be cut short."""

import asyncio

import pytest

from ipcom.client.connection.alarm import Alarm
from ipcom.client.connection.counters import Counters
from ipcom.client.connection.punctuality import Punctuality
from ipcom.simulator.testing.virtual_time import LoopClock
from tests.library.client.link_rig import now

pytestmark = pytest.mark.virtual_time


def make_alarm() -> Alarm:
    clock = LoopClock()
    return Alarm(clock, Punctuality(clock, Counters()))


async def test_an_alarm_sleeps_until_the_moment() -> None:
    alarm = make_alarm()
    begin = now()
    await alarm.sleep_until(begin + 2.0)
    assert now() == pytest.approx(begin + 2.0)


async def test_a_ring_ends_the_sleep() -> None:
    alarm = make_alarm()
    begin = now()
    asyncio.get_running_loop().call_later(0.5, alarm.ring)
    await alarm.sleep_until(None)
    assert now() == pytest.approx(begin + 0.5)


async def test_a_ring_before_the_sleep_is_not_lost_and_serves_once() -> None:
    alarm = make_alarm()
    begin = now()
    alarm.ring()
    alarm.ring()
    await alarm.sleep_until(begin + 5.0)
    assert now() == begin
    await alarm.sleep_until(begin + 5.0)
    assert now() == pytest.approx(begin + 5.0)


async def test_a_moment_that_has_passed_is_no_sleep() -> None:
    alarm = make_alarm()
    begin = now()
    await alarm.sleep_until(begin - 1.0)
    assert now() == begin


async def test_a_cancelled_sleep_leaves_no_timer() -> None:
    alarm = make_alarm()
    task = asyncio.create_task(alarm.sleep_until(now() + 5.0))
    await asyncio.sleep(1.0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    alarm.ring()
