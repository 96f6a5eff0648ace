"""`ipcom cover` as people type it."""

from __future__ import annotations

from pathlib import Path

import pytest

from ipcom.model.devices import ShutterDevice
from ipcom.simulator.house.motor import Motor
from ipcom.simulator.testing.threaded import ThreadedGateway
from tests.library.cli.cli_rig import PATIENCE_S, Ipcom, run_process, start_process, value, wait_for


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


def test_two_commands_at_once_never_have_both_directions_on(gateway: ThreadedGateway) -> None:
    up, down = "5/2", "5/1"
    with (
        start_process("cover", "open", "living left", "--seconds", "3") as opening,
        start_process("cover", "close", "living left", "--seconds", "3") as closing,
    ):
        for process in (opening, closing):
            process.communicate(timeout=PATIENCE_S)
    assert sorted((opening.returncode, closing.returncode)) in ([0, 0], [0, 7])
    on: set[str] = set()
    for event in gateway.call(lambda it: list(it.house.world.history)):
        relay = str(event.address)
        on = on | {relay} if event.value else on - {relay}
        assert not {up, down} <= on
    assert (value(gateway, up), value(gateway, down)) == (0, 0)


def test_two_commands_at_once_on_two_shutters_both_keep_what_they_know(
    gateway: ThreadedGateway, ipcom: Ipcom
) -> None:
    gateway.call(lambda it: setattr(it.house, "speed", 20.0))
    for name in ("living left", "living right"):
        assert ipcom("cover", "calibrate", name, "--up", "1.05", "--down", "1.0", "--yes").code == 0
    with (
        start_process("cover", "close", "living left") as left,
        start_process("cover", "close", "living right") as right,
    ):
        for process in (left, right):
            process.communicate(timeout=PATIENCE_S)
    found = ipcom("cover", "status", "living left", "living right", "--json").json["covers"]
    assert [cover["position"] for cover in found] == [0.0, 0.0]
    assert [cover["counted_from"] for cover in found] == [0.0, 0.0]


def test_after_a_kill_the_position_is_unknown_and_the_motor_off(
    gateway: ThreadedGateway, ipcom: Ipcom
) -> None:
    assert ipcom("cover", "calibrate", "living left", "--up", "21", "--down", "19.5").code == 0
    with start_process("cover", "close", "living left") as process:
        wait_for(lambda: value(gateway, "5/1") > 0)
        process.kill()
        process.communicate(timeout=PATIENCE_S)
    (cover,) = ipcom("cover", "status", "living left", "--json").json["covers"]
    assert (cover["position"], cover["confidence"], cover["moving"]) == (None, "unknown", None)
    assert value(gateway, "5/1") == 0
