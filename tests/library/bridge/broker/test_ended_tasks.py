"""Tasks end, also one that loses a cancellation."""

import asyncio

import pytest

from ipcom.bridge.broker.ended_tasks import end_tasks


@pytest.mark.virtual_time
async def test_a_task_that_lost_a_cancellation_is_cancelled_again() -> None:
    lost = 0

    async def deaf() -> None:
        nonlocal lost
        while True:
            try:
                await asyncio.sleep(100)
            except asyncio.CancelledError:
                lost += 1
                if lost == 3:
                    raise

    async def fails() -> None:
        raise ValueError

    tasks = [asyncio.create_task(deaf()), asyncio.create_task(fails())]
    await asyncio.sleep(0)
    await end_tasks(tasks)
    assert lost == 3
    assert all(task.done() for task in tasks)
    await end_tasks([])
