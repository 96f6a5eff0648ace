"""The loop of the library's tests: real, or one in which time jumps; and nothing outlives a test."""

import asyncio
import inspect
import logging
import os
import sys
import threading
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from ipcom.simulator.testing.virtual_time import VirtualLoop

sys.path.insert(
    0, str(Path(__file__).resolve().parents[2] / "script")
)  # the broker comes from the project's tools

LoopFactory = Callable[[], asyncio.AbstractEventLoop]

THREAD_END_S = 10.0
"""How long a thread may take to end after its test."""

SEARCH = "IPCOM_FUZZ_EXAMPLES"
"""With this variable a run looks for new failures; without it every run tries the same examples."""

settings.register_profile(
    "ipcom",
    derandomize=SEARCH not in os.environ,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("ipcom")


def pytest_asyncio_loop_factories(config: pytest.Config, item: pytest.Item) -> Mapping[str, LoopFactory]:
    """Tests marked `virtual_time` get a loop whose clock jumps to the next timer."""
    if item.get_closest_marker("virtual_time"):
        return {"virtual": VirtualLoop}
    return {"real": asyncio.new_event_loop}


@pytest.fixture(autouse=True)
def nothing_is_left(request: pytest.FixtureRequest) -> Iterator[None]:
    """Every task and every thread that a test starts ends with it."""
    before = set(threading.enumerate())
    if isinstance(request.node, pytest.Function) and inspect.iscoroutinefunction(request.node.function):
        request.getfixturevalue("no_task_is_left")
    yield
    left = [thread for thread in threading.enumerate() if thread not in before]
    for thread in left:
        thread.join(timeout=THREAD_END_S)
    assert not [thread.name for thread in left if thread.is_alive()]


@pytest.fixture(autouse=True)
def the_log_stays_as_it_was() -> Iterator[None]:
    """The command line sets up logging for its process; here many commands share one."""
    logger = logging.getLogger("ipcom")
    handlers, level, propagate = list(logger.handlers), logger.level, logger.propagate
    yield
    logger.handlers[:] = handlers
    logger.setLevel(level)
    logger.propagate = propagate


@pytest.fixture
async def no_task_is_left() -> AsyncIterator[None]:
    """Fail when a task outlives the test and its fixtures."""
    before = asyncio.all_tasks()
    yield
    await asyncio.sleep(0)
    left = [task for task in asyncio.all_tasks() - before if task is not asyncio.current_task()]
    assert not [task.get_name() for task in left]
