"""Serving the metrics of a bridge."""

import asyncio

import pytest

from ipcom.cli.bridging.metrics_serving import metrics_place, metrics_served
from ipcom.cli.profiles.metrics_place import MetricsPlace
from ipcom.client.client import IPComClient
from ipcom.errors import ConfigurationError
from tests.free_port import free_port
from tests.library.bridge.scraped import Scraped, asked


async def test_it_is_there_inside_the_block_and_gone_after_it(capsys: pytest.CaptureFixture[str]) -> None:
    place = MetricsPlace("127.0.0.1", free_port())
    async with metrics_served(place, per_thing=False) as metrics:
        assert metrics is not None
        metrics.of_house("home", IPComClient("127.0.0.1", username="demo", password="demo"), {})
        head, body = await asked(place.port)
        assert "version=0.0.4" in head
        assert Scraped(body).value("ipcom_things", house="home") == 0
        assert f"http://{place}/metrics" in capsys.readouterr().err
        with pytest.raises(ConfigurationError, match=f"cannot be served at {place}: .*in use.*another port"):
            async with metrics_served(place, per_thing=False):
                pass
    with pytest.raises(ConnectionRefusedError):
        await asked(place.port)
    await asyncio.get_running_loop().shutdown_default_executor()  # as at the end of a process


async def test_an_address_that_is_not_of_this_machine() -> None:
    with pytest.raises(ConfigurationError, match=r"cannot be served at 192\.0\.2\.1:9464"):
        async with metrics_served(MetricsPlace("192.0.2.1", 9464), per_thing=False):
            pass


async def test_without_a_place_there_are_none() -> None:
    async with metrics_served(None, per_thing=True) as metrics:
        assert metrics is None
    assert metrics_place(None) is None


def test_what_is_no_place_is_told_with_what_to_write() -> None:
    with pytest.raises(ConfigurationError, match=r'the metrics at "attic:1" .*\[::1\]:9464'):
        metrics_place("attic:1")


def test_without_its_library_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    assert metrics_place("9464") == MetricsPlace("127.0.0.1", 9464)
    monkeypatch.setattr("ipcom.cli.bridging.metrics_serving.find_spec", lambda _name: None)
    with pytest.raises(ConfigurationError, match=r"prometheus_client.*ipcom\[cli,mqtt\]"):
        metrics_place("9464")
