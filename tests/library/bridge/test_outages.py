"""Brokers that lose their power, programs that stand still, and connections that break one by one."""

import asyncio
import itertools
import signal
import subprocess
import time
from math import inf
from pathlib import Path

import pytest

from ipcom.bridge.broker import broker_link, quiet_time, rival
from ipcom.simulator.faults import Faults
from tests.library.bridge import bridge_rig
from tests.library.bridge.bridge_rig import Rig, bridged, listener
from tests.library.bridge.broker_process import CONFIGURATION, BrokerProcess, programs, running
from tests.library.bridge.test_safety import COVER, DOOR, LAMP, small_house

NAMES = (f"outage-{number}" for number in itertools.count())
KEEPS = f"{CONFIGURATION}persistence true\npersistence_location {{folder}}/\n"

pytestmark = pytest.mark.usefixtures("no_quiet_time")


@pytest.fixture
def name() -> str:
    return next(NAMES)


def publish(port: int, topic: str, payload: str) -> None:
    """Publish from another process, so that this one may stand still meanwhile."""
    subprocess.run(
        [programs().publish, "-p", str(port), "-t", topic, "-m", payload, "-q", "1"],
        env=programs().full_environment,
        check=True,
        timeout=10,
    )


def stand_still_while_it_comes(rig: Rig, port: int, rest: str, payload: str, seconds: float) -> None:
    began = time.monotonic()
    publish(port, rig.topic(rest), payload)
    time.sleep(seconds - (time.monotonic() - began))


@pytest.mark.parametrize(("thing", "payload"), [(COVER, "OPEN"), (DOOR, "PRESS")])
async def test_what_waited_while_the_program_stood_still_moves_nothing(
    shared_broker: BrokerProcess, name: str, thing: str, payload: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with bridged(shared_broker.port, house=small_house(), name=name) as rig:
        monkeypatch.setattr(broker_link, "TICKS", 12)
        await asyncio.sleep(1.1)
        before = rig.relay_frames()
        stand_still_while_it_comes(rig, shared_broker.port, f"{thing}/set", payload, 4.5)
        results = rig.topic(f"{thing}/result")
        await rig.other.until(lambda: rig.other.records(results))
        assert rig.other.last(results).get("code") == "command_too_soon"
        await asyncio.sleep(0.7)
        assert rig.relay_frames() == before


async def test_a_stop_that_waited_while_the_program_stood_still_stops(
    shared_broker: BrokerProcess, name: str
) -> None:
    async with bridged(shared_broker.port, house=small_house(), name=name) as rig:
        await rig.result_of(COVER, f"{COVER}/set", "OPEN")
        stand_still_while_it_comes(rig, shared_broker.port, f"{COVER}/set", "STOP", 4.5)
        results = rig.topic(f"{COVER}/result")
        await rig.other.until(lambda: len(rig.other.records(results)) == 2)
        assert rig.other.last(results)["result"] == "confirmed"
        (shutter,) = rig.gateway.house.devices.shutters
        assert not any(rig.gateway.house.world.value(each) for each in shutter.pair.addresses)


async def test_an_age_counts_while_the_program_stands_still(shared_broker: BrokerProcess, name: str) -> None:
    async with bridged(shared_broker.port, house=small_house(), name=name) as rig:
        before = rig.relay_frames()
        stand_still_while_it_comes(
            rig, shared_broker.port, f"{LAMP}/set", '{"state": "ON", "max_age": 0.5}', 4.0
        )
        results = rig.topic(f"{LAMP}/result")
        await rig.other.until(lambda: rig.other.records(results))
        assert rig.other.last(results).get("code") == "command_expired"
        assert rig.relay_frames() == before


async def test_a_broker_that_comes_back_with_an_old_link_ends_no_bridge(tmp_path: Path, name: str) -> None:
    """It was saved while an earlier bridge was online, and the power went before its will was."""
    with running(tmp_path, KEEPS) as broker:
        async with bridged(broker.port, house=small_house(), name=name) as earlier:
            broker.signal(signal.SIGUSR1)  # "save now"
            old = earlier.session
            await asyncio.sleep(0.5)
        async with bridged(broker.port, house=small_house(), name=name) as rig:
            broker.signal(signal.SIGKILL)
            await asyncio.sleep(0.3)
            broker.start()
            async with listener(broker.port) as later:
                await later.client.subscribe(rig.topics.link, qos=1)
                await later.until(lambda: later.payloads(rig.topics.link))
                assert old in later.payloads(rig.topics.link)[0]
                await later.until(lambda: later.last(rig.topics.link)["session"] not in (old, None))
            assert not rig.task.done()


async def test_a_result_that_falls_into_an_outage_comes_after_it(broker: BrokerProcess, name: str) -> None:
    async with bridged(broker.port, house=small_house(), name=name) as rig:
        rig.gateway.faults = Faults(ignore_writes_percent=100)
        await rig.other.send(rig.topic(f"{LAMP}/set"), {"state": "ON", "id": "late"})
        await asyncio.sleep(0.2)
        broker.stop()
        await asyncio.sleep(6.0)
        broker.start()
        async with listener(broker.port) as later:
            await later.client.subscribe(f"{rig.topics.root}/#", qos=1)
            results = rig.topic(f"{LAMP}/result")
            await later.until(lambda: later.records(results))
            await asyncio.sleep(0.5)
            assert [(each["id"], each["result"]) for each in later.records(results)] == [("late", "failed")]


async def test_without_its_connection_for_shutters_a_house_is_not_online(
    shared_broker: BrokerProcess, name: str
) -> None:
    """A command would be lost unseen: no client of the broker hears of it."""
    async with bridged(shared_broker.port, house=small_house(), name=name) as rig:
        before = rig.session
        async with listener(shared_broker.port, client_id=f"ipcom-{name}-motors"):
            await rig.other.until(lambda: rig.other.last(rig.topics.link)["state"] == "offline")
            assert "connections" in rig.other.last(rig.topics.link)["reason"]
            await rig.other.until(lambda: rig.other.last(rig.topics.link)["state"] == "online")
        assert rig.session != before
        assert (await rig.result_of(COVER, f"{COVER}/set", "OPEN"))["result"] == "confirmed"


async def test_a_house_is_online_when_its_commands_arrive_and_not_before(
    shared_broker: BrokerProcess, name: str
) -> None:
    """One who waits for "online" and sends at once is answered."""
    async with listener(shared_broker.port) as other:
        await other.client.subscribe(f"ipcom/{name}/#", qos=1)
        starting = asyncio.ensure_future(_some_time_of(shared_broker.port, name))
        link = f"ipcom/{name}/$link"
        await other.until(lambda: other.records(link))
        assert other.records(link)[0]["state"] == "online"
        await other.send(f"ipcom/{name}/{COVER}/stop", {"id": "at once"})
        await other.until(lambda: other.records(f"ipcom/{name}/{COVER}/result"))
        assert other.last(f"ipcom/{name}/{COVER}/result")["id"] == "at once"
        starting.cancel()
        await asyncio.gather(starting, return_exceptions=True)


async def _some_time_of(port: int, name: str) -> None:
    async with bridged(port, house=small_house(), name=name):
        await asyncio.sleep(60.0)


async def test_without_the_rule_what_waited_at_a_standstill_moves_something(
    shared_broker: BrokerProcess, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(quiet_time, "STOOD_STILL_S", 1e9)
    with pytest.raises(AssertionError):
        await test_what_waited_while_the_program_stood_still_moves_nothing(
            shared_broker, name, COVER, "OPEN", monkeypatch
        )


async def test_without_the_rule_no_age_counts_while_the_program_stands_still(
    shared_broker: BrokerProcess, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(quiet_time, "LOOK_S", 1e9)
    with pytest.raises(AssertionError):
        await test_an_age_counts_while_the_program_stands_still(shared_broker, name)


async def test_without_the_rule_an_old_link_ends_a_bridge(
    tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rival, "_moment", lambda _text: inf)
    monkeypatch.setattr(bridge_rig, "HEARD_WITHIN_S", 8.0)
    with pytest.raises((AssertionError, TimeoutError)):
        await test_a_broker_that_comes_back_with_an_old_link_ends_no_bridge(tmp_path, name)
