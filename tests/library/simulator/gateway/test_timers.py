"""Timers run their actions later, and are cancelled together."""

from __future__ import annotations

import asyncio

import pytest

from ipcom.simulator.gateway.timers import Timers

pytestmark = pytest.mark.virtual_time


async def test_actions_run_in_the_order_of_their_delays() -> None:
    timers, done = Timers(), list[str]()
    timers.after(2.0, lambda: done.append("second"))
    timers.after(1.0, lambda: done.append("first"))
    await asyncio.sleep(1.5)
    assert done == ["first"]
    await asyncio.sleep(1.0)
    assert done == ["first", "second"]


async def test_cancelled_actions_do_not_run() -> None:
    timers, done = Timers(), list[str]()
    timers.after(1.0, lambda: done.append("never"))
    timers.cancel()
    await asyncio.sleep(2.0)
    assert done == []


async def test_timers_can_be_used_after_they_were_cancelled() -> None:
    timers, done = Timers(), list[str]()
    timers.cancel()
    timers.after(1.0, lambda: done.append("later"))
    await asyncio.sleep(2.0)
    assert done == ["later"]
