"""Moves of shutters on the command line, in a loop whose clock jumps."""

from __future__ import annotations

import asyncio
import dataclasses
import json
import os
import re
from unittest.mock import ANY

import pytest

from ipcom.cli.covers.cover_store import CoverStore
from ipcom.cli.covers.moves import move_covers
from ipcom.cli.covers.orders import Move, Order
from ipcom.cli.settings import Settings
from ipcom.errors import ConfigurationError
from ipcom.model.address import OutputAddress
from ipcom.model.devices import ShutterDevice
from ipcom.shutter.confidence import Confidence
from ipcom.simulator.gateway.gateway import SimulatedGateway
from ipcom.simulator.house.motor import Motor
from tests.library.cli.cli_rig import rests

virtual = pytest.mark.virtual_time
Said = pytest.CaptureFixture[str]


@virtual
async def test_close_and_open_wait_until_the_motor_is_off(
    settings: Settings, left: ShutterDevice, motor: Motor, calibrated: CoverStore, capsys: Said
) -> None:
    await move_covers(settings, [left], Order(Move.CLOSE))
    assert await rests(motor)
    assert motor.position == 0.0
    said = capsys.readouterr()
    assert said.out == "Living left: 0 % open\n"
    assert said.err.startswith("Living left is going down. Ctrl-C stops it.\n")
    await move_covers(settings, [left], Order(Move.OPEN))
    assert motor.position == 100.0
    assert calibrated.read(left.pair).position.confidence is Confidence.KNOWN


@virtual
async def test_several_shutters_move_at_the_same_time(
    settings: Settings, simulated: SimulatedGateway, capsys: Said
) -> None:
    began = asyncio.get_running_loop().time()
    await move_covers(settings, settings.devices.shutters, Order(Move.CLOSE, seconds=30.0))
    assert asyncio.get_running_loop().time() - began < 35.0
    assert {motor.position for motor in simulated.house.world.shutters.values()} == {0.0}
    assert capsys.readouterr().out == "Living left: stopped\nLiving right: stopped\nBedroom window: stopped\n"


@virtual
async def test_without_travel_times_it_says_for_how_long_it_runs(
    settings: Settings, left: ShutterDevice, motor: Motor, capsys: Said
) -> None:
    await move_covers(settings, [left], Order(Move.CLOSE))
    assert await rests(motor)
    assert motor.position == 0.0
    assert "runs for 120 s at most. Once: ipcom cover calibrate living_left_u" in capsys.readouterr().err


@virtual
async def test_a_crash_without_travel_times_leaves_word_of_the_running_motor(
    settings: Settings, left: ShutterDevice, motor: Motor
) -> None:
    store = CoverStore.of(settings)
    moving = asyncio.create_task(move_covers(settings, [left], Order(Move.CLOSE, seconds=10.0)))
    await asyncio.sleep(5.0)
    assert motor.running
    assert store.read(left.pair).position.ours
    await moving
    assert not store.read(left.pair).position.ours


@virtual
async def test_without_travel_times_a_store_that_cannot_be_written_prevents_no_move(
    settings: Settings, left: ShutterDevice, motor: Motor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_file: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    await move_covers(settings, [left], Order(Move.CLOSE, seconds=30.0))
    assert await rests(motor)
    assert motor.position == 0.0


@virtual
async def test_a_position_is_reached_from_where_it_was_left(
    settings: Settings, left: ShutterDevice, motor: Motor, calibrated: CoverStore, capsys: Said
) -> None:
    await move_covers(settings, [left], Order(Move.POSITION, percent=40.0))
    assert motor.position == pytest.approx(40.0, abs=2.0)
    assert motor.starts == 2, "to the end first, as nothing was known"
    await move_covers(settings, [left], Order(Move.POSITION, percent=60.0))
    assert motor.position == pytest.approx(60.0, abs=2.0)
    assert motor.starts == 3, "one command follows the other at once"
    assert re.search(
        r"Living left: about 60 % open, counted from 0 % at \d\d:\d\d\n$", capsys.readouterr().out
    )
    await move_covers(settings, [left], Order(Move.POSITION, percent=50.0, forget=True))
    assert motor.starts == 5


@virtual
async def test_a_position_needs_travel_times(
    settings: Settings, left: ShutterDevice, simulated: SimulatedGateway
) -> None:
    with pytest.raises(ConfigurationError, match="ipcom cover calibrate living_left_u"):
        await move_covers(settings, [left], Order(Move.POSITION, percent=50.0))
    assert simulated.connections == 0


@virtual
async def test_stop_stops_a_shutter_that_the_wall_has_started(
    settings: Settings, left: ShutterDevice, motor: Motor, simulated: SimulatedGateway
) -> None:
    simulated.press_shutter(left.pair, "down")
    await asyncio.sleep(3.0)
    await move_covers(settings, [left], Order(Move.STOP))
    assert await rests(motor)
    assert 0.0 < motor.position < 100.0


@virtual
async def test_a_press_at_the_wall_wins_and_is_told(
    settings: Settings, left: ShutterDevice, motor: Motor, simulated: SimulatedGateway, capsys: Said
) -> None:
    asyncio.get_running_loop().call_later(5.0, simulated.press_shutter, left.pair, "stop")
    assert await move_covers(settings, [left], Order(Move.CLOSE)) == 7
    assert motor.position > 0.0
    assert "Living left: a wall switch or a newer command moved it otherwise." in capsys.readouterr().err


@virtual
async def test_the_motor_stops_when_the_command_is_cancelled(
    settings: Settings, left: ShutterDevice, motor: Motor, calibrated: CoverStore
) -> None:
    command = asyncio.create_task(move_covers(settings, [left], Order(Move.CLOSE)))
    await asyncio.sleep(5.0)
    assert motor.running is not None
    assert calibrated.read(left.pair).position.moving != "off", "a crash would find the movement"
    command.cancel()
    with pytest.raises(asyncio.CancelledError):
        await command
    assert await rests(motor)
    assert calibrated.read(left.pair).position.moving == "off"


@virtual
async def test_json_tells_position_and_confidence_and_nothing_else(
    settings: Settings, left: ShutterDevice, motor: Motor, calibrated: CoverStore, capsys: Said
) -> None:
    await move_covers(settings._replace(json=True), [left], Order(Move.OPEN))
    said = capsys.readouterr()
    assert said.err == ""
    assert json.loads(said.out)["covers"] == [
        {
            "device_key": "living_left_u",
            "display_name": "Living left",
            "position": 100.0,
            "confidence": "known",
            "result": "reached",
            "counted_from": 100.0,
            "counted_at": ANY,
            "watched": True,
        }
    ]


@virtual
async def test_on_a_terminal_the_position_is_followed(
    settings: Settings,
    left: ShutterDevice,
    motor: Motor,
    calibrated: CoverStore,
    capsys: Said,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    await move_covers(settings, [left], Order(Move.OPEN))
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    await move_covers(settings, [left], Order(Move.CLOSE))
    assert "\rLiving left \u25bc \u2588\u2588\u2588\u2588\u2589       49 %" in capsys.readouterr().err


@virtual
async def test_a_failure_of_one_leaves_the_others_to_their_moves(
    settings: Settings, simulated: SimulatedGateway, capsys: Said
) -> None:
    stranger = ShutterDevice(
        *(
            dataclasses.replace(relay, address=OutputAddress(16, number))
            for number, relay in enumerate((settings.devices.outputs[0], settings.devices.outputs[1]), 1)
        )
    )
    with pytest.raises(ConfigurationError):
        await move_covers(settings, [stranger, settings.devices.shutters[0]], Order(Move.CLOSE, seconds=30.0))
    assert capsys.readouterr().out == "Living left: stopped\n"
    motors = simulated.house.world.shutters.values()
    assert [await rests(motor) for motor in motors] == [True] * 3
    assert [motor.position for motor in motors] == [0.0, 100.0, 100.0]


@virtual
async def test_a_position_that_it_has_is_said_to_be_there_already(
    settings: Settings, left: ShutterDevice, motor: Motor, calibrated: CoverStore, capsys: Said
) -> None:
    await move_covers(settings, [left], Order(Move.POSITION, percent=40.0))
    capsys.readouterr()
    await move_covers(settings, [left], Order(Move.POSITION, percent=40.0))
    assert capsys.readouterr().out.startswith(
        "Living left: there already, about 40 % open, counted from 0 % at"
    )
    assert motor.starts == 2


@virtual
async def test_a_position_that_cannot_be_kept_is_told_once_and_the_command_is_done(
    settings: Settings,
    left: ShutterDevice,
    motor: Motor,
    calibrated: CoverStore,
    monkeypatch: pytest.MonkeyPatch,
    capsys: Said,
) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    await move_covers(settings, [left], Order(Move.POSITION, percent=60.0))
    assert await rests(motor)
    assert motor.position == pytest.approx(60.0, abs=1.0)
    said = capsys.readouterr()
    assert said.out.startswith("Living left: about 60 % open")
    assert said.err.count("The position is not kept.") == 1
    assert said.err.count("No space left on device") == 1
