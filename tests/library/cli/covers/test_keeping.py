"""What is stored of a shutter while a command moves it, and afterwards."""

from __future__ import annotations

import asyncio

import pytest

from ipcom.cli.covers.cover_store import CoverStore
from ipcom.cli.covers.moves import move_covers
from ipcom.cli.covers.orders import Move, Order
from ipcom.cli.settings import Settings
from ipcom.model.devices import ShutterDevice
from ipcom.shutter.confidence import Confidence
from ipcom.simulator.gateway.gateway import SimulatedGateway
from ipcom.simulator.house.motor import Motor

virtual = pytest.mark.virtual_time
Said = pytest.CaptureFixture[str]


@virtual
async def test_a_command_that_moves_nothing_leaves_the_time_of_the_position_as_it_was(
    settings: Settings, left: ShutterDevice, motor: Motor, calibrated: CoverStore, capsys: Said
) -> None:
    await move_covers(settings, [left], Order(Move.CLOSE))
    stored = calibrated.read(left.pair)
    assert stored.position.confidence is Confidence.KNOWN
    await asyncio.sleep(3600.0)
    capsys.readouterr()
    await move_covers(settings, [left], Order(Move.STOP))
    assert "Living left: about 0 % open, counted from 0 % at" in capsys.readouterr().out
    assert calibrated.read(left.pair) == stored


@virtual
async def test_the_time_of_the_last_end_is_stored_beside_the_position(
    settings: Settings, left: ShutterDevice, motor: Motor, calibrated: CoverStore
) -> None:
    await move_covers(settings, [left], Order(Move.CLOSE))
    closed = calibrated.read(left.pair)
    assert closed.counted is not None
    assert (closed.counted.percent, closed.counted.unseen_s) == (0.0, 0.0)
    await move_covers(settings, [left], Order(Move.POSITION, percent=40.0))
    moved = calibrated.read(left.pair)
    assert moved.counted is not None
    assert moved.counted.percent == 0.0
    assert moved.counted.at == closed.counted.at
    assert moved.position.at > closed.position.at
    assert moved.counted.unseen_s == pytest.approx(0.0, abs=0.5)


@virtual
async def test_what_is_found_moving_is_stored_as_unknown(
    settings: Settings, left: ShutterDevice, motor: Motor, simulated: SimulatedGateway, calibrated: CoverStore
) -> None:
    await move_covers(settings, [left], Order(Move.CLOSE))
    simulated.press_shutter(left.pair, "up")
    await asyncio.sleep(3.0)
    await move_covers(settings, [left], Order(Move.STOP))
    stored = calibrated.read(left.pair)
    assert stored.position.confidence is Confidence.UNKNOWN
    assert stored.counted is None
