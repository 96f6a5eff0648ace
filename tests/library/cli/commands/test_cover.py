"""`ipcom cover` as people type it."""

from __future__ import annotations

from pathlib import Path

import pytest

from ipcom.model.devices import ShutterDevice
from ipcom.simulator.house.motor import Motor
from ipcom.simulator.testing.threaded import ThreadedGateway
from tests.library.cli.cli_rig import Ipcom, run_process, value


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


def test_all_moves_every_shutter_and_names_are_refused_beside_it(
    gateway: ThreadedGateway, ipcom: Ipcom
) -> None:
    ended = ipcom("cover", "close", "--all", "--seconds", "0.5")
    assert ended.out == "Living left: stopped\nLiving right: stopped\nBedroom window: stopped\n"
    moved = gateway.call(lambda it: [motor.starts for motor in it.house.world.shutters.values()])
    assert moved == [1, 1, 1]
    assert ipcom("cover", "stop", "--all").code == 0
    assert ipcom("cover", "open", "--all", "--seconds", "0.5").code == 0
    assert "Give names or --all, not both." in ipcom("cover", "close", "living left", "--all").err
    refused = ipcom("cover", "close")
    assert (refused.code, "Give names, or --all." in refused.err) == (2, True)


def test_several_shutters_go_to_one_height_and_each_is_told(gateway: ThreadedGateway, ipcom: Ipcom) -> None:
    gateway.call(lambda it: setattr(it.house, "speed", 20.0))
    for name in ("living left", "living right"):
        assert ipcom("cover", "calibrate", name, "--up", "1.05", "--down", "1.0", "--yes").code == 0
    covers = ipcom("cover", "position", "living left", "LIVING_RIGHT_D", "40", "--json").json["covers"]
    assert [cover["display_name"] for cover in covers] == ["Living left", "Living right"]
    assert [cover["position"] for cover in covers] == pytest.approx([40.0, 40.0], abs=15.0)
    missing = ipcom("cover", "position", "--all", "40")
    assert missing.code == 2
    assert "The travel times of Bedroom window are not known" in missing.err
    for wrong in ("living left", "101", "nan", "-1"):
        ended = ipcom("cover", "position", "living left", "--", wrong)
        assert ended.code == 2
        assert f"'{wrong}' is no height. The last word is the height, from 0" in ended.err
    assert "not both" in ipcom("cover", "position", "living left", "40", "--exact", "--direct").err


def test_every_unknown_name_is_told(ipcom: Ipcom, gateway: ThreadedGateway) -> None:
    ended = ipcom("cover", "close", "nothing", "kitchen", "living left")
    assert ended.code == 2
    assert "nothing" in ended.err
    assert "Kitchen is no shutter" in ended.err
    assert gateway.call(lambda it: it.connections) == 0


def test_a_full_disk_is_said_once_and_the_shutter_moves(gateway: ThreadedGateway, home: Path) -> None:
    ended = run_process("cover", "close", "living left", "--seconds", "0.5", XDG_STATE_HOME="/proc/none")
    assert ended.code == 0
    assert ended.err.count("The position is not kept.") == 1
    assert ended.out == "Living left: stopped\n"
