"""What a bridge on a simulated house counts, as it is scraped over HTTP."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import partial
from typing import Any

import pytest

from ipcom.bridge.commands.command_results import CommandEnd
from ipcom.bridge.metrics.bridge_metrics import BridgeMetrics
from ipcom.bridge.metrics.house_metrics import HouseMetrics
from ipcom.bridge.metrics.metrics_server import MetricsServer
from ipcom.bridge.metrics.prometheus import CONTENT_TYPE, prometheus_text
from ipcom.client.client import IPComClient
from ipcom.model.address import OutputAddress
from tests.library.bridge.bridge_rig import Rig, bridged
from tests.library.bridge.broker_process import BrokerProcess
from tests.library.bridge.scraped import Scraped, asked, figures
from tests.library.bridge.test_safety import COVER, DOOR, LAMP, small_house

pytestmark = pytest.mark.usefixtures("no_quiet_time")

WITHIN_S = 15.0
MOST_SERIES = 45
"""Of a house: what 1,000 houses cost their Prometheus is 1,000 times this."""


class Measured:
    """A house, its broker's name for it, and the figures that it gives."""

    def __init__(self, rig: Rig, port: int) -> None:
        self.rig = rig
        self._port = port
        self._house = rig.topics.house

    async def scraped(self) -> Scraped:
        head, body = await asked(self._port)
        assert head.startswith("HTTP/1.1 200 OK")
        return Scraped(body)

    async def value(self, name: str, **labels: str) -> float:
        return (await self.scraped()).value(f"ipcom_{name}", house=self._house, **labels)

    async def until(self, name: str, is_so: Callable[[float], bool], **labels: str) -> float:
        until = time.monotonic() + WITHIN_S
        while not is_so(value := await self.value(name, **labels)):
            assert time.monotonic() < until, (name, labels, value)
            await asyncio.sleep(0.3)
        return value


@asynccontextmanager
async def measured(
    broker: BrokerProcess, name: str, monkeypatch: pytest.MonkeyPatch, *, per_thing: bool = False, **plan: Any
) -> AsyncIterator[Measured]:
    """Run a bridge with its metrics until the end of the block."""
    monkeypatch.setattr("ipcom.bridge.metrics.bridge_metrics.FRESH_S", 0.0)
    metrics = BridgeMetrics("1", per_thing=per_thing)
    server = MetricsServer(metrics.text, CONTENT_TYPE)
    await server.start("127.0.0.1", 0)
    try:
        async with bridged(
            broker.port, house=small_house(), name=name, measure=partial(metrics.of_house, name), **plan
        ) as rig:
            yield Measured(rig, server.port)
    finally:
        await server.close()


async def move(house: Measured, seconds: float) -> None:
    """Run the shutter for so long."""
    rig = house.rig
    assert (await rig.result_of(COVER, f"{COVER}/set", "OPEN"))["result"] == "confirmed"
    await asyncio.sleep(seconds)
    assert (await rig.result_of(COVER, f"{COVER}/set", "STOP"))["result"] == "confirmed"


async def test_commands_presses_and_states(broker: BrokerProcess, monkeypatch: pytest.MonkeyPatch) -> None:
    async with measured(broker, "counted", monkeypatch) as house:
        rig = house.rig
        assert await house.value("commands_total", outcome="confirmed") == 0
        await rig.result_of(LAMP, f"{LAMP}/set", "ON")
        await rig.result_of(LAMP, f"{LAMP}/set", "bright")
        await rig.result_of("", "set", {LAMP: "OFF"})
        for invented in ("attic", "cellar"):
            await rig.result_of(invented, f"{invented}/set", "ON")
        rig.gateway.press(OutputAddress(3, 1))
        await rig.other.until(lambda: rig.other.payloads(rig.topic(f"{LAMP}/wall")))
        found = await house.scraped()
        counts = {
            outcome: found.value("ipcom_commands_total", house="counted", outcome=outcome)
            for outcome in ("confirmed", "superseded", "failed", "refused")
        }
        assert counts == {"confirmed": 2, "superseded": 0, "failed": 0, "refused": 3}
        assert found.value("ipcom_command_duration_seconds_count", house="counted") == 2
        assert 0.0 < found.value("ipcom_command_duration_seconds_sum", house="counted") < 5.0
        assert found.value("ipcom_presses_total", house="counted") == 1
        assert found.value("ipcom_things", house="counted") == 3
        assert found.value("ipcom_states_told_total", house="counted") >= 6
        assert found.value("ipcom_messages_published_total", house="counted") >= 8
        assert found.value("ipcom_messages_dropped_total", house="counted") == 0


async def test_polls_and_their_round_trips(broker: BrokerProcess, monkeypatch: pytest.MonkeyPatch) -> None:
    async with measured(broker, "polled", monkeypatch) as house:
        await house.until("polls_total", lambda value: value >= 4, outcome="answered")
        found = await house.scraped()
        answered = found.value("ipcom_polls_total", house="polled", outcome="answered")
        assert found.value("ipcom_round_trip_seconds_count", house="polled") == answered
        assert found.value("ipcom_round_trip_seconds_bucket", house="polled", le="+Inf") == answered
        assert 0.0 < found.value("ipcom_round_trip_seconds_sum", house="polled") < answered
        assert abs(found.value("ipcom_last_poll_timestamp_seconds", house="polled") - time.time()) < 5.0


async def test_a_motor_that_runs_is_seen_and_its_time_is_right(
    broker: BrokerProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with measured(broker, "moved", monkeypatch, per_thing=True) as house:
        moving = asyncio.create_task(move(house, 5.0))
        assert await house.until("motors_running", lambda value: value == 1)
        assert 0.5 < await house.until("motor_longest_run_seconds", lambda value: value > 0.5) < 5.0
        await moving
        await house.until("motors_running", lambda value: value == 0)
        ran = await house.value("motor_run_seconds_total")
        assert 4.5 < ran < 6.5
        assert await house.value("thing_motor_run_seconds_total", thing=COVER) == ran
        assert await house.value("motor_longest_run_seconds") == 0


async def test_a_gateway_that_goes_and_comes_back(
    broker: BrokerProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with measured(broker, "lost", monkeypatch) as house:
        assert await house.value("gateway_up") == 1
        await house.rig.gateway.stop()
        await house.until("gateway_up", lambda value: value == 0)
        assert await house.value("gateway_losses_total") == 1
        assert await house.value("broker_up") == 1
        await house.rig.gateway.start()
        await house.until("gateway_up", lambda value: value == 1)
        assert await house.value("gateway_reconnects_total") == 1
        assert await house.value("gateway_losses_total") == 1
        promised = Scraped(prometheus_text([figures()], "1").decode())
        assert (await house.scraped()).labels == promised.labels  # what the examples are held to


async def test_a_broker_that_goes_and_comes_back(
    broker: BrokerProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with measured(broker, "unheard", monkeypatch) as house:
        assert await house.value("broker_up") == 1
        broker.stop()
        await house.until("broker_up", lambda value: value == 0)
        assert await house.value("gateway_up") == 1
        broker.start()
        await house.until("broker_up", lambda value: value == 1)
        assert await house.value("broker_reconnects_total") == 2


async def test_nobody_makes_the_number_of_series_grow(
    broker: BrokerProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with measured(broker, "bounded", monkeypatch) as house:
        before = len(await house.scraped())
        assert before <= MOST_SERIES
        for number in range(100):
            await house.rig.other.send(house.rig.topic(f"invented-{number}/set"), "ON")
            await house.rig.other.send(house.rig.topic(f"{LAMP}/set"), {"state": "ON", "id": f"{number}"})
        await house.until("commands_total", lambda value: value >= 100, outcome="refused")
        assert len(await house.scraped()) == before


def test_names_that_senders_invent_take_no_memory() -> None:
    client = IPComClient("127.0.0.1", username="demo", password="demo")
    house = HouseMetrics("home", client, {}, per_thing=True)
    for number in range(100):
        house.ended(f"invented-{number}", CommandEnd.REFUSED)
    assert len(house._ends) == 1
    assert house.figures().commands["refused"] == 100


async def test_by_option_each_thing_has_its_own(
    broker: BrokerProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with measured(broker, "apart", monkeypatch, per_thing=True) as house:
        await house.rig.result_of(DOOR, f"{DOOR}/set", {"state": "PRESS", "id": "1"})
        await house.rig.result_of("attic", "attic/set", "ON")
        found = await house.scraped()
        assert found.value("ipcom_thing_commands_total", house="apart", thing=DOOR, outcome="confirmed") == 1
        assert found.value("ipcom_thing_commands_total", house="apart", thing=LAMP, outcome="confirmed") == 0
        assert not found.has("ipcom_thing_commands_total", house="apart", thing="attic", outcome="refused")
        assert not found.has("ipcom_thing_motor_run_seconds_total", house="apart", thing=LAMP)
        assert len(found) <= MOST_SERIES + 3 * 7
