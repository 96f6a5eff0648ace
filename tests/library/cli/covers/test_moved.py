"""How a move is told."""

from __future__ import annotations

import pytest

from ipcom.cli.covers.moved import Failed
from ipcom.cli.covers.moves import move_covers
from ipcom.cli.covers.orders import Move, Order
from ipcom.cli.settings import Settings
from ipcom.errors import ConnectionLost
from ipcom.model.devices import ShutterDevice
from ipcom.simulator.house.motor import Motor


def test_a_move_that_has_failed_has_no_position(left: ShutterDevice) -> None:
    record = Failed(left, ConnectionLost("lost")).record
    assert (record["result"], record["position"], record["confidence"]) == ("failed", None, "unknown")
    assert record["counted_from"] is None


@pytest.mark.virtual_time
async def test_a_shutter_without_a_position_is_told_to_have_stopped(
    settings: Settings, left: ShutterDevice, motor: Motor, capsys: pytest.CaptureFixture[str]
) -> None:
    await move_covers(settings, [left], Order(Move.CLOSE, seconds=1.0))
    assert capsys.readouterr().out == "Living left: stopped\n"
