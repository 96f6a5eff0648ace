"""Watching changes."""

from __future__ import annotations

import asyncio
import json
from datetime import UTC, datetime

import pytest

from ipcom.cli.commands.watch import _watch, change_line
from ipcom.cli.settings import Settings
from ipcom.model.address import OutputAddress
from ipcom.model.change import CausedChange
from ipcom.model.devices import Category, DeviceType, OutputDevice
from ipcom.simulator.gateway.gateway import SimulatedGateway
from ipcom.simulator.testing.threaded import ThreadedGateway
from tests.library.cli.cli_rig import Ipcom

virtual = pytest.mark.virtual_time


def later(simulated: SimulatedGateway, seconds: float, address: str) -> None:
    asyncio.get_running_loop().call_later(seconds, simulated.press, OutputAddress.parse(address))


@virtual
async def test_changes_come_as_lines_of_a_table(
    settings: Settings, simulated: SimulatedGateway, capsys: pytest.CaptureFixture[str]
) -> None:
    later(simulated, 2.0, "3/4")
    later(simulated, 4.0, "5/1")
    later(simulated, 6.0, "16/8")
    await _watch(settings, 8.0, None)
    heading, *lines = capsys.readouterr().out.splitlines()
    assert heading.split() == ["Time", "Output", "Device", "Before", "Now"]
    assert [line.split()[1:] for line in lines] == [
        ["3/4", "Kitchen", "off", "on"],
        ["5/1", "Living", "left", "(down)", "off", "on"],
        ["16/8", "off", "on"],
    ]


@virtual
async def test_json_is_one_object_a_line_only_when_something_changed(
    settings: Settings, simulated: SimulatedGateway, capsys: pytest.CaptureFixture[str]
) -> None:
    later(simulated, 2.0, "3/4")
    later(simulated, 5.0, "16/8")
    await _watch(settings._replace(json=True), None, 2)
    said = capsys.readouterr()
    first, second = (json.loads(line) for line in said.out.splitlines())
    assert first["changes"] == [
        {
            "module": 3,
            "output": 4,
            "old": 0,
            "new": 255,
            "device_key": "kitchen",
            "display_name": "Kitchen",
            "category": "lights",
        }
    ]
    assert second["changes"] == [{"module": 16, "output": 8, "old": 0, "new": 255}]
    assert first["timestamp"] < second["timestamp"]
    assert said.err == ""


@virtual
async def test_a_lost_gateway_is_told_and_watched_again(
    settings: Settings, simulated: SimulatedGateway, capsys: pytest.CaptureFixture[str]
) -> None:
    asyncio.get_running_loop().call_later(2.0, simulated.drop_connections)
    later(simulated, 8.0, "3/4")
    await _watch(settings, None, 1)
    said = capsys.readouterr()
    assert "The gateway is offline: " in said.err
    assert "The gateway is online\n" in said.err
    assert "Kitchen" in said.out


def test_a_long_name_goes_on_below_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    device = OutputDevice("k", "A name " * 10, Category.LIGHTS, DeviceType.DIMMER, OutputAddress(1, 1))
    change = CausedChange(device.address, 0, 40, own=False)
    whole = change_line(datetime(2026, 1, 1, tzinfo=UTC), change, device)
    assert "A name " * 10 in whole
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    short = change_line(datetime(2026, 1, 1, tzinfo=UTC), change, device)
    assert max(map(len, short.split("\n"))) <= 80
    assert short.split().count("name") == 10
    assert "40 %" in short


def test_the_command_watches(gateway: ThreadedGateway, ipcom: Ipcom) -> None:
    ended = ipcom("watch", "--seconds", "0.1")
    assert ended.code == 0
    assert ended.err == "Watching 127.0.0.1. Ctrl-C ends it.\n"
    assert ended.out.split() == ["Time", "Output", "Device", "Before", "Now"]
