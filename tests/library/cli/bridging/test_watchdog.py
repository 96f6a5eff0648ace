"""Signs of life of a real house on a real broker; they end when something is broken on purpose."""

import asyncio
import os
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from ipcom.bridge.broker import broker_link
from ipcom.bridge.broker.broker_message import Publication
from ipcom.bridge.house import signs_of_life
from ipcom.cli.bridging import watchdog
from ipcom.cli.bridging.service_manager import ServiceManager
from ipcom.cli.bridging.watchdog import Watchdog, watched
from ipcom.client.connection.poll import Poll
from tests.library.bridge.bridge_rig import Rig, bridged
from tests.library.bridge.broker_process import BrokerProcess, running
from tests.library.bridge.test_safety import small_house
from tests.library.cli.bridging.manager_socket import Told, manager_socket, socket_in

STILL_S = 1.5
"""A part that stands still for this long hangs, here."""
SIGN_USEC = 300_000
"""The service manager of these tests waits so long."""
ALIVE = "WATCHDOG=1"


@pytest.fixture
def broker(tmp_path: Path) -> Iterator[BrokerProcess]:
    folder = tmp_path / "broker"
    folder.mkdir()
    with running(folder) as own:
        yield own


@pytest.fixture(autouse=True)
async def quick(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[None]:
    monkeypatch.setattr(broker_link, "TICKS", 0)
    monkeypatch.setattr(broker_link, "LONGEST_PAUSE_S", 0.5)
    monkeypatch.setattr(watchdog, "STILL_S", STILL_S)
    monkeypatch.setenv("WATCHDOG_USEC", str(SIGN_USEC))
    monkeypatch.delenv("WATCHDOG_PID", raising=False)
    yield
    await asyncio.get_running_loop().shutdown_default_executor()


@asynccontextmanager
async def watched_house(
    broker: BrokerProcess, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[tuple[Rig, Told]]:
    """A house with a service manager, which has heard that it is ready and lives, and hears at the end that it stops."""
    address = socket_in(folder)
    monkeypatch.setenv("NOTIFY_SOCKET", address)
    with manager_socket(address) as told:
        async with bridged(broker.port, house=small_house()) as rig, watched({"home": rig.bridge}):
            await asyncio.sleep(0.5)
            heard = told()
            assert heard[0] == "READY=1"
            assert ALIVE in heard
            yield rig, told
        assert told()[-1] == "STOPPING=1"


async def is_silent(told: Told) -> bool:
    """Whether, after the time in which what stands still is found out, no sign of life comes any more."""
    await asyncio.sleep(STILL_S + 0.3)
    told()
    await asyncio.sleep(3 * SIGN_USEC / 1e6)
    return ALIVE not in told()


async def test_a_house_that_works_gives_signs(
    broker: BrokerProcess, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with watched_house(broker, tmp_path, monkeypatch) as (_, told):
        assert not await is_silent(told)


async def test_a_poll_that_hangs_ends_the_signs(
    broker: BrokerProcess, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async with watched_house(broker, tmp_path, monkeypatch) as (_, told):
        monkeypatch.setattr(Poll, "_fire", lambda _self: None)
        assert await is_silent(told)
    assert "home, gateway: no work is seen any more" in caplog.text


@pytest.mark.parametrize("number", [0, 1])
async def test_a_connection_to_the_broker_that_hangs_ends_the_signs(
    broker: BrokerProcess,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    number: int,
) -> None:
    """The broker answers, but the task that publishes goes on no more: each of the two."""
    async with watched_house(broker, tmp_path, monkeypatch) as (rig, told):
        link = rig.bridge._links[number]
        monkeypatch.setattr(link._outbox, "take", lambda: asyncio.get_running_loop().create_future())
        link._outbox.put(Publication("elsewhere", b"wakes it"))
        assert await is_silent(told)
    assert caplog.messages[-1].startswith(f"home, {link.name}: no work is seen any more")


async def test_an_event_loop_that_stands_still_gives_no_signs(
    broker: BrokerProcess, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with watched_house(broker, tmp_path, monkeypatch) as (_, told):
        told()
        time.sleep(3 * SIGN_USEC / 1e6)  # noqa: ASYNC251 - this is the fault
        assert told() == []


async def test_a_gateway_that_is_away_is_no_reason_to_begin_anew(
    broker: BrokerProcess, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with watched_house(broker, tmp_path, monkeypatch) as (rig, told):
        told()
        await rig.gateway.stop()
        await rig.other.until(lambda: rig.other.last(rig.topics.link)["gateway"] == "offline")
        await asyncio.sleep(3 * SIGN_USEC / 1e6)
        assert any(line.startswith("STATUS=0 of 1 online. home: the gateway is not") for line in told())
        assert not await is_silent(told)


async def test_a_broker_that_is_away_is_no_reason_either(
    broker: BrokerProcess, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with watched_house(broker, tmp_path, monkeypatch) as (_, told):
        told()
        broker.stop()
        await asyncio.sleep(3 * SIGN_USEC / 1e6)
        assert any(line.startswith("STATUS=0 of 1 online. home: the broker is not") for line in told())
        assert not await is_silent(told)


class Still:
    """A house that shows what a test says."""

    def __init__(self, figure: int = 1, hindrance: str = "") -> None:
        self.figure = figure
        self.hindrance = hindrance

    def signs_of_life(self) -> dict[str, int]:
        return {"gateway": self.figure}


async def test_a_file_is_touched_for_as_long_as_all_works(tmp_path: Path) -> None:
    file, house = tmp_path / "alive", Still()
    dog = Watchdog({"home": house}, ServiceManager(None), file)
    dog.look(0.0)
    assert file.exists()
    os.utime(file, (0, 0))
    dog.look(signs_of_life.STILL_S)
    assert file.stat().st_mtime == 0
    house.figure += 1
    dog.look(signs_of_life.STILL_S + 1)
    assert file.stat().st_mtime > 0


async def test_a_file_that_cannot_be_written_is_told_once(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    dog = Watchdog({"home": Still()}, ServiceManager(None), tmp_path / "gone" / "alive")
    dog.look(0.0)
    dog.look(1.0)
    assert caplog.text.count("cannot be written") == 1


async def test_of_many_houses_that_are_not_reached_some_are_named(tmp_path: Path) -> None:
    address = socket_in(tmp_path)
    with manager_socket(address) as told:
        houses = {f"h{number}": Still(hindrance="gone") for number in range(5)}
        Watchdog(houses, ServiceManager(address)).look(0.0)
        assert told()[-1] == "STATUS=0 of 5 online. h0: gone; h1: gone; h2: gone, and 2 more"
