"""Watching: the state at first, then changes and the link."""

from __future__ import annotations

import asyncio
import json
import signal
from pathlib import Path
from typing import Any

import pytest

from ipcom.cli.commands.watch import Watch, _watch
from ipcom.cli.settings import Settings
from ipcom.model.address import OutputAddress
from ipcom.simulator.gateway.gateway import SimulatedGateway
from ipcom.simulator.testing.threaded import ThreadedGateway
from tests.library.cli.cli_rig import PATIENCE_S, Ipcom, press, start_process

virtual = pytest.mark.virtual_time
KITCHEN, LEFT_DOWN, LEFT_UP = OutputAddress(3, 4), OutputAddress(5, 1), OutputAddress(5, 2)


def later(simulated: SimulatedGateway, seconds: float, address: str) -> None:
    asyncio.get_running_loop().call_later(seconds, simulated.press, OutputAddress.parse(address))


def objects(said: str) -> list[Any]:
    return [json.loads(line) for line in said.splitlines()]


@virtual
async def test_changes_come_as_lines_of_a_table(
    settings: Settings, simulated: SimulatedGateway, capsys: pytest.CaptureFixture[str]
) -> None:
    later(simulated, 2.0, "3/4")
    later(simulated, 4.0, "5/1")
    later(simulated, 6.0, "16/8")
    await _watch(settings, Watch(seconds=8.0))
    heading, *lines = capsys.readouterr().out.splitlines()
    assert heading.split() == ["Time", "Output", "Device", "Before", "Now"]
    assert [line.split()[1:] for line in lines] == [
        ["3/4", "Kitchen", "off", "on"],
        ["5/1", "Living", "left", "(down)", "off", "on"],
        ["16/8", "off", "on"],
    ]


@virtual
async def test_what_is_on_stands_above_the_changes(
    settings: Settings, simulated: SimulatedGateway, capsys: pytest.CaptureFixture[str]
) -> None:
    simulated.press(KITCHEN)
    simulated.press(OutputAddress(16, 8))
    await _watch(settings, Watch(seconds=1.0))
    lines = capsys.readouterr().out.splitlines()[1:]
    assert [line.split()[1:] for line in lines] == [["3/4", "Kitchen", "on"], ["16/8", "on"]]


@virtual
async def test_of_what_is_named_all_is_shown_and_nothing_else(
    settings: Settings, simulated: SimulatedGateway, capsys: pytest.CaptureFixture[str]
) -> None:
    for seconds, address in ((2.0, "16/8"), (4.0, "5/1"), (6.0, "1/1")):
        later(simulated, seconds, address)
    await _watch(settings, Watch((KITCHEN, LEFT_DOWN, LEFT_UP), most=1))
    lines = capsys.readouterr().out.splitlines()[1:]
    assert [line.split()[1:] for line in lines] == [
        ["3/4", "Kitchen", "off"],
        ["5/1", "Living", "left", "(down)", "off"],
        ["5/2", "Living", "left", "(up)", "off"],
        ["5/1", "Living", "left", "(down)", "off", "on"],
    ]


@virtual
async def test_json_is_the_state_and_then_one_object_a_line_when_something_changed(
    settings: Settings, simulated: SimulatedGateway, capsys: pytest.CaptureFixture[str]
) -> None:
    later(simulated, 2.0, "3/4")
    later(simulated, 5.0, "16/8")
    await _watch(settings._replace(json=True), Watch(most=2))
    said = capsys.readouterr()
    state, first, second = objects(said.out)
    assert (state["connection"], state["host"], state["changes"]) == ("online", "house", [])
    assert len(state["devices"]) == 20
    assert {device["state"] for device in state["devices"]} == {"off"}
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
    assert first.keys() == {"timestamp", "changes"}
    assert second["changes"] == [{"module": 16, "output": 8, "old": 0, "new": 255}]
    assert state["timestamp"] < first["timestamp"] < second["timestamp"]
    assert said.err == ""


@virtual
async def test_what_the_first_state_does_not_name_is_off(
    settings: Settings, simulated: SimulatedGateway, capsys: pytest.CaptureFixture[str]
) -> None:
    simulated.press(OutputAddress(16, 8))
    await _watch(settings._replace(json=True), Watch(seconds=0.5))
    (state,) = objects(capsys.readouterr().out)
    assert [each["display_name"] for each in state["devices"] if each["value"]] == ["Output 16/8"]
    await _watch(settings._replace(json=True), Watch((KITCHEN,), seconds=0.5))
    (state,) = objects(capsys.readouterr().out)
    assert [(each["device_key"], each["state"]) for each in state["devices"]] == [("kitchen", "off")]


@virtual
async def test_a_lost_gateway_is_told_and_watched_again(
    settings: Settings, simulated: SimulatedGateway, capsys: pytest.CaptureFixture[str]
) -> None:
    asyncio.get_running_loop().call_later(2.0, simulated.drop_connections)
    later(simulated, 8.0, "3/4")
    await _watch(settings, Watch(most=1))
    said = capsys.readouterr()
    assert "The gateway is offline: " in said.err
    assert "The gateway is online\n" in said.err
    assert "Kitchen" in said.out


@virtual
async def test_json_tells_of_the_link_why_it_is_down_and_what_has_changed_meanwhile(
    settings: Settings, simulated: SimulatedGateway, capsys: pytest.CaptureFixture[str]
) -> None:
    def drop() -> None:
        simulated.drop_connections()
        simulated.press(KITCHEN)

    asyncio.get_running_loop().call_later(2.0, drop)
    await _watch(settings._replace(json=True), Watch((KITCHEN,), most=1))
    said = capsys.readouterr()
    first, offline, online, change = objects(said.out)
    assert (first["connection"], first["devices"][0]["state"]) == ("online", "off")
    assert (offline["connection"], offline["changes"], "devices" in offline) == ("offline", [], False)
    assert offline["reason"]
    assert offline["code"]
    assert (online["connection"], online["devices"][0]["state"]) == ("online", "on")
    assert [(each["old"], each["new"]) for each in change["changes"]] == [(0, 255)]
    assert said.err == ""


def test_the_command_watches(gateway: ThreadedGateway, ipcom: Ipcom) -> None:
    ended = ipcom("watch", "--seconds", "0.1")
    assert ended.code == 0
    assert ended.err == "Watching 127.0.0.1. Ctrl-C ends it.\n"
    assert ended.out.split() == ["Time", "Output", "Device", "Before", "Now"]


def test_names_and_rooms_are_looked_for_before_anything_is_watched(
    gateway: ThreadedGateway, ipcom: Ipcom
) -> None:
    ended = ipcom("watch", "kitchn", "--room", "Attic")
    assert ended.code == 2
    assert 'Did you mean "Kitchen"' in ended.err
    assert 'There is no room "Attic"' in ended.err


def test_a_room_has_its_shutters_too(gateway: ThreadedGateway, ipcom: Ipcom, house_file: Path) -> None:
    text = house_file.read_text("utf-8")
    house_file.write_text(
        text.replace('display_name: "Living left"', 'display_name: "Living left"\n    room: "Salon"')
    )
    said = ipcom("watch", "kitchen", "--room", "salon", "--seconds", "0.1", "--json").json
    assert [each["device_key"] for each in said["devices"]] == ["kitchen", "living_left_d", "living_left_u"]


def test_a_reader_that_leaves_ends_it_though_nothing_changes(gateway: ThreadedGateway) -> None:
    with start_process("watch", "kitchen", "--json") as process:
        assert process.stdout is not None
        assert json.loads(process.stdout.readline())["devices"][0]["state"] == "off"
        process.stdout.close()
        assert process.wait(PATIENCE_S) == 0
        assert process.stderr is not None
        assert process.stderr.read() == ""


@pytest.mark.parametrize("options", [(), ("--json",)])
def test_ctrl_c_ends_it_without_a_word(gateway: ThreadedGateway, options: tuple[str, ...]) -> None:
    with start_process("watch", "kitchen", *options) as process:
        assert process.stdout is not None
        lines = [process.stdout.readline() for _ in range(1 if options else 2)]
        press(gateway, "3/4")
        lines.append(process.stdout.readline())
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=PATIENCE_S)
    assert (process.returncode, out) == (130, "")
    assert err == ("" if options else "Watching 127.0.0.1. Ctrl-C ends it.\n\n")
    assert "255" in lines[-1] if options else lines[-1].split()[-2:] == ["off", "on"]
