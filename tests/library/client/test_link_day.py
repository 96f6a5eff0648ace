"""A day of polling, commands, wall switches and lost links, in virtual time."""

import asyncio
import gc
import logging
import os
import random
import tracemalloc
from typing import Any

import pytest
from link_rig import FAR_LAMP, LAMP, make_client, now, outcome

from ipcom.client.timings import Timings
from ipcom.simulator.gateway import SimulatedGateway

pytestmark = [pytest.mark.virtual_time, pytest.mark.timeout(300)]

HOUR = 3600.0
INTERVAL = float(os.environ.get("IPCOM_DAY_INTERVAL", "10.0"))
"""Seconds between polls: rarer than usual, so that a day takes seconds; 0.35 takes two minutes."""

GROWTH = 8_000
"""Bytes by which the memory of the client may differ between the third hour and the last."""

OURS = ("*/ipcom/client/*", "*/ipcom/model/*", "*/asyncio/*")
"""Where the client's memory comes from; the simulated house remembers everything that ever happened."""


async def disturb(gateway: Any, client: Any, rng: Any) -> None:
    """Somebody lives here, and the network is not the best."""
    while True:
        await asyncio.sleep(rng.uniform(60.0, 600.0))
        match rng.choice(["drop", "away", "press", "command", "command"]):
            case "drop":
                gateway.drop_connections()
            case "away":
                await gateway.stop()
                await asyncio.sleep(rng.uniform(0.1, 20.0))
                await gateway.start()
            case "press":
                gateway.press(LAMP)
            case "command":
                await outcome(client.set_output(FAR_LAMP, rng.choice([0, 255])))


def memory() -> Any:
    """The bytes that the client holds."""
    gc.collect()
    ours = tracemalloc.take_snapshot().filter_traces([tracemalloc.Filter(True, where) for where in OURS])
    return sum(trace.size for trace in ours.traces)


async def test_a_day_leaves_memory_and_tasks_flat_and_misses_no_poll(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.WARNING)
    async with SimulatedGateway(listen=False, rng=random.Random(7)) as gateway:
        tracemalloc.start()
        try:
            client = make_client(gateway, timings=Timings(poll_interval=INTERVAL))
            async with client:
                living = asyncio.create_task(disturb(gateway, client, random.Random(3)))
                begin = now()
                await asyncio.sleep(3 * HOUR)
                early, tasks = memory(), len(asyncio.all_tasks())
                await asyncio.sleep(21 * HOUR)
                late = memory()
                assert len(asyncio.all_tasks()) == tasks
                living.cancel()
                figures = client.statistics
        finally:
            tracemalloc.stop()
    expected = (now() - begin) / INTERVAL
    assert expected * 0.97 <= figures.polls <= expected * 1.05
    assert figures.reconnects > 50
    assert figures.keep_alives_sent > 24 * 60
    assert abs(late - early) < GROWTH
    assert late < 500_000
    assert caplog.records == []
