"""The metrics of all houses together."""

import asyncio

import pytest

from ipcom.bridge.metrics import bridge_metrics
from ipcom.bridge.metrics.bridge_metrics import FRESH_S, BridgeMetrics
from ipcom.client.client import IPComClient
from tests.library.bridge.scraped import Scraped


def house(metrics: BridgeMetrics, name: str) -> None:
    metrics.of_house(name, IPComClient("127.0.0.1", username="demo", password="demo"), {})


async def test_all_houses_are_in_one_text() -> None:
    metrics = BridgeMetrics("1.2")
    house(metrics, "home")
    house(metrics, "attic")
    found = Scraped((await metrics.text()).decode())
    assert found.value("ipcom_gateway_up", house="home") == 0
    assert found.value("ipcom_things", house="attic") == 0
    assert found.value("ipcom_build_info", version="1.2") == 1


async def test_however_often_is_asked_it_is_made_once_a_second(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []

    def text(_houses: object, version: str) -> bytes:
        made.append(version)
        return b"text"

    monkeypatch.setattr(bridge_metrics, "prometheus_text", text)
    metrics = BridgeMetrics("1")
    house(metrics, "home")
    assert await asyncio.gather(*(metrics.text() for _ in range(20))) == [b"text"] * 20
    assert len(made) == 1
    await asyncio.sleep(FRESH_S)
    await metrics.text()
    assert len(made) == 2
