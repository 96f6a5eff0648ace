"""`ipcom cover` as people type it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from ipcom.model.devices import ShutterDevice
from ipcom.simulator.house.motor import Motor
from ipcom.simulator.testing.threaded import ThreadedGateway
from tests.library.cli.cli_rig import Ipcom, value


@pytest.mark.parametrize(("command", "towards"), [("close", 0.0), ("open", 100.0)])
def test_the_command_line_moves_the_motor_and_leaves_it_off(
    ipcom: Ipcom, gateway: ThreadedGateway, left: ShutterDevice, command: str, towards: float
) -> None:
    motor: Motor = gateway.call(lambda it: it.house.world.shutters[left.pair])
    gateway.call(lambda _: motor.place(50.0))
    ended = ipcom("cover", command, "living left", "--seconds", "1", "--json")
    assert ended.json["covers"][0]["result"] == "reached"
    assert gateway.call(lambda _: motor.starts) == 1
    assert abs(gateway.call(lambda _: motor.position) - towards) < 50.0
    for relay in left.pair.addresses:
        assert value(gateway, str(relay)) == 0


def test_known_times_are_kept_without_a_gateway(ipcom: Ipcom, house_file: Path, home: Path) -> None:
    who = ("--host", "h", "--username", "u", "--password-file", "secret", "--devices", str(house_file))
    (home / "secret").write_text("x")
    ended = ipcom(*who, "cover", "calibrate", "living left", "--up", "21", "--down", "19.5")
    assert ended.out == "Living left: 21.0 s up, 19.5 s down\n"
    ended = ipcom(*who, "cover", "calibrate", "living left", "--up", "21", "--down", "19.5", "--json")
    assert ended.json == {"device_key": "living_left_u", "up": 21.0, "down": 19.5}
    assert ipcom(*who, "cover", "calibrate", "living left", "--up", "21").code == 2
    assert "is no shutter. Try: ipcom toggle kitchen" in ipcom(*who, "cover", "open", "kitchen").err


def test_the_commands_reach_the_shutter(gateway: ThreadedGateway, ipcom: Ipcom) -> None:
    assert ipcom("cover", "close", "living left", "--seconds", "0.5").out == "Living left: stopped\n"
    assert ipcom("cover", "stop", "LIVING_LEFT_D", "bedroom window").code == 0
    doubted = ipcom("cover", "calibrate", "living left", "--up", "1.5", "--down", "1.5")
    assert doubted.code == 2
    assert "if it is right, add --yes" in doubted.err
    assert ipcom("cover", "calibrate", "living left", "--up", "1.5", "--down", "1.5", "--yes").code == 0
    ended = ipcom("cover", "position", "living left", "50", "--json")
    assert ended.json["covers"][0]["position"] == pytest.approx(50.0, abs=20.0)
    assert "position" in ipcom("cover", "position", "bedroom window", "50").err


def test_calibrating_needs_a_user(
    gateway: ThreadedGateway, ipcom: Ipcom, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Path(os.devnull).open() as no_terminal:
        monkeypatch.setattr("sys.stdin", no_terminal)
        ended = ipcom("cover", "calibrate", "living left")
    assert ended.code == 2
    assert "Nobody is there to press Enter" in ended.err
