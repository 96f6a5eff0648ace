"""One connection to the broker, made again for as long as it is wanted."""

import asyncio
import logging
import random
from collections.abc import Callable

import pytest

from ipcom.bridge.broker import broker_link
from ipcom.bridge.broker.broker_link import BrokerLink, BrokerWay, LinkPlan
from ipcom.bridge.broker.broker_message import Incoming, Publication, Will
from ipcom.bridge.broker.broker_settings import BrokerSettings
from ipcom.bridge.broker.ended_tasks import end_tasks
from ipcom.bridge.broker.mqtt import NameTaken
from ipcom.bridge.broker.publish_queue import PublishQueue
from ipcom.bridge.broker.turns import LONGEST_S, HouseTurns, Turns
from ipcom.client.connection.look_ups import SYSTEM_NAMES
from tests.free_port import free_port
from tests.library.bridge.bridge_rig import listener
from tests.library.bridge.broker_process import BrokerProcess


class Kept:
    """A link, and what it told."""

    def __init__(self, port: int, topic: str, turns: HouseTurns | None = None) -> None:
        self.queue = PublishQueue()
        self.heard: list[tuple[bytes, bool]] = []
        self.changes: list[bool] = []
        self._news = asyncio.Event()
        self.returns = 0
        self.taken = False
        way = BrokerWay(
            BrokerSettings("127.0.0.1", port), SYSTEM_NAMES, random.Random(1), turns or HouseTurns()
        )
        plan = LinkPlan(topic.replace("/", "-"), [f"{topic}/#"], Will(f"{topic}/will", b"lost"))
        self.link = BrokerLink(way, plan, self.queue, self._take, self._changed, self._before_return)

    def _take(self, message: Incoming, early: bool) -> None:
        self.heard.append((message.payload, early))
        self._news.set()

    def _changed(self, up: bool) -> None:
        self.changes.append(up)
        self._news.set()

    async def _before_return(self, address: str) -> None:
        assert address == "127.0.0.1"
        self.returns += 1
        if self.taken:
            raise NameTaken

    async def until(self, count: int) -> None:
        await self._until(lambda: len(self.changes) >= count)

    async def until_heard(self, payload: bytes) -> None:
        await self._until(lambda: payload in dict(self.heard))

    async def _until(self, what: Callable[[], bool]) -> None:
        async with asyncio.timeout(15):
            while not what():
                self._news.clear()
                await self._news.wait()


async def test_it_publishes_takes_and_says_goodbye(shared_broker: BrokerProcess) -> None:
    kept = Kept(shared_broker.port, "link/a")
    task = asyncio.ensure_future(kept.link.run())
    async with listener(shared_broker.port) as other:
        await other.client.subscribe("link/a/#")
        await kept.until(1)
        assert kept.link.is_up
        assert kept.link.is_early
        kept.queue.put(Publication("link/a/x", b"1"))
        await other.until(lambda: other.payloads("link/a/x"))
        await other.send("link/a/y", "2")
        await kept.until_heard(b"2")
        assert (b"2", True) in kept.heard
        kept.queue.put(Publication("link/a/x", b"last", retain=True))
        await end_tasks([task])
        await other.until(lambda: other.payloads("link/a/x")[1:])
        assert {*other.payloads("link/a/x")[1:]} == {
            "last"
        }  # twice, if the end came while it was being published
        assert (kept.link.times_up, kept.link.published) == (1, 1)
        assert not other.payloads("link/a/will")
        await other.send("link/a/x", "", retain=True)


async def test_it_comes_back_after_the_broker_and_asks_first(
    broker: BrokerProcess, caplog: pytest.LogCaptureFixture
) -> None:
    kept = Kept(broker.port, "link/b")
    task = asyncio.ensure_future(kept.link.run())
    await kept.until(1)
    broker.stop()
    await kept.until(2)
    assert kept.link.trouble
    broker.start()
    await kept.until(3)
    assert (kept.changes, kept.returns) == ([True, False, True], 1)
    assert kept.link.trouble == ""
    assert [each.levelno for each in caplog.records if each.name == "ipcom.bridge"] == [
        logging.WARNING
    ] * len(caplog.records)
    assert caplog.records[-1].message.endswith("is reached as link-b")
    broker.stop()
    kept.taken = True
    broker.start()
    with pytest.raises(NameTaken):
        async with asyncio.timeout(15):
            await task


async def test_it_connects_in_its_turn_and_ends_it_when_all_that_waited_is_told(
    shared_broker: BrokerProcess,
) -> None:
    turns = HouseTurns(connections=Turns(1, 0.0))
    kept = Kept(shared_broker.port, "link/d", turns)
    before = await turns.connections.begin()
    task = asyncio.ensure_future(kept.link.run())
    kept.queue.put(Publication("link/d/x", b"1", qos=1))
    await asyncio.sleep(0.2)
    assert kept.changes == []
    before.end()
    await kept.until(1)
    async with asyncio.timeout(LONGEST_S / 2):
        await turns.connections.begin()
    assert not kept.queue
    await end_tasks([task])


async def test_an_unreachable_broker_is_told_once_for_each_reason(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(broker_link, "SHORTEST_PAUSE_S", 0.02)
    monkeypatch.setattr(broker_link, "LONGEST_PAUSE_S", 0.02)
    kept = Kept(free_port(), "link/c")
    task = asyncio.ensure_future(kept.link.run())
    await asyncio.sleep(1.0)
    await end_tasks([task])
    assert len([each for each in caplog.records if "is not reached" in each.message]) == 1
    assert kept.changes == []


async def test_waiting_for_a_turn_counts_as_life_while_others_have_theirs() -> None:
    """Hundreds of houses wait for minutes when their broker is silent."""
    turns = Turns(1, 0.0)
    held = await turns.begin()
    way = BrokerWay(
        BrokerSettings("127.0.0.1", free_port()),
        SYSTEM_NAMES,
        random.Random(1),
        HouseTurns(turns, turns),
    )

    async def at_once(_address: str) -> None:
        pass

    link = BrokerLink(way, LinkPlan("turn", []), PublishQueue(), lambda *_: None, lambda _up: None, at_once)
    task = asyncio.ensure_future(link.run())
    await asyncio.sleep(0.05)
    before = link.sign_of_life()
    assert link.sign_of_life() == before
    turns.begun += 1
    assert link.sign_of_life() == before + 1
    held.end()
    await end_tasks([task])
