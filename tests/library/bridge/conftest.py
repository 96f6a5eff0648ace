"""A broker for the tests of one process."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from ipcom.bridge.broker import broker_link
from tests.library.bridge.broker_process import BrokerProcess, running


@pytest.fixture(autouse=True)
async def no_thread_of_the_loop_is_left() -> AsyncIterator[None]:
    """A connection to a broker is made in a thread of the loop, which keeps it; a process ends with it."""
    yield
    await asyncio.get_running_loop().shutdown_default_executor()


@pytest.fixture(scope="session")
def shared_broker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BrokerProcess]:
    """One broker for all tests that leave it as it is; each has a house of its own name."""
    with running(tmp_path_factory.mktemp("broker")) as broker:
        yield broker


@pytest.fixture
def broker(tmp_path: Path) -> Iterator[BrokerProcess]:
    """A broker of the test's own, which it may end."""
    with running(tmp_path) as own:
        yield own


@pytest.fixture
def no_quiet_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the time after a subscription pass at once, for tests of something else."""
    monkeypatch.setattr(broker_link, "TICKS", 0)
