"""`--dry-run` prints what would be sent, and sends nothing: the frames at the gateway are counted."""

from __future__ import annotations

from pathlib import Path

import pytest

from ipcom.simulator.testing.threaded import ThreadedGateway
from tests.library.cli.cli_rig import (
    PATIENCE_S,
    Ipcom,
    frames,
    press,
    run_process,
    start_process,
    value,
    wait_for,
    written,
)

WRITING = [
    ("on", "kitchen", "coffee"),
    ("on", "--room", "Kitchen"),
    ("off", "hall", "16/8"),
    ("off", "--all", "--outlets"),
    ("toggle", "hall", "kitchen"),
    ("dim", "living", "bedroom", "40"),
    ("dim", "living", "+10"),
    ("pulse", "16/8"),
    ("on", "16/8", "--undeclared"),
]


@pytest.fixture
def lit(rooms: ThreadedGateway) -> ThreadedGateway:
    """The hall and an outlet are on."""
    for address in ("1/1", "4/5"):
        press(rooms, address)
    return rooms


@pytest.mark.parametrize("arguments", WRITING, ids=" ".join)
def test_nothing_is_sent_that_changes_the_house(lit: ThreadedGateway, arguments: tuple[str, ...]) -> None:
    ended = run_process(*arguments, "--dry-run")
    assert (ended.code, ended.err) == (0, "Dry run: nothing is sent.\n")
    assert ended.out
    assert frames(lit) == []


@pytest.mark.parametrize("arguments", [each for each in WRITING if each[0] != "pulse" and "16/8" not in each])
def test_the_frames_are_those_that_the_command_sends(
    lit: ThreadedGateway, ipcom: Ipcom, arguments: tuple[str, ...]
) -> None:
    told = ipcom(*arguments, "--dry-run", "--json").json
    assert frames(lit) == []
    assert ipcom(*arguments).code == 0
    assert frames(lit) == [(frame["module"], frame["after"]) for frame in told["frames"]]


def test_it_says_in_words_what_changes_and_what_does_not(gateway: ThreadedGateway, ipcom: Ipcom) -> None:
    ipcom("dim", "living", "40")
    assert ipcom("dim", "living", "bedroom", "50", "--dry-run").out == (
        "Module 6, one frame\n  Living room (6/1): 40 % to 50 %\n  Bedroom (6/2): off to 50 %\n"
    )
    assert ipcom("off", "hall", "--dry-run").out == "Hall (1/1): off already, no frame\n"
    assert ipcom("pulse", "16/8", "--dry-run").out == (
        "Module 16, one frame\n  Output 16/8: off to on\n"
        "Module 16, one frame, after 0.5 s\n  Output 16/8: on to off\n"
    )
    held = ipcom("on", "16/8", "--undeclared", "--dry-run").out
    assert held.splitlines()[2] == "Module 16, one frame, after 180 s at the latest"


def test_json_has_the_values_before_and_after(gateway: ThreadedGateway, ipcom: Ipcom) -> None:
    ended = ipcom("on", "kitchen", "--dry-run", "--json")
    assert ended.err == ""
    assert ended.json.keys() == {"timestamp", "host", "dry_run", "frames", "unchanged"}
    assert ended.json["dry_run"] is True
    assert ended.json["frames"] == [
        {
            "module": 3,
            "after_s": 0.0,
            "at_the_latest": False,
            "before": [0] * 8,
            "after": [0, 0, 0, 255, 0, 0, 0, 0],
            "outputs": [
                {
                    "device_key": "kitchen",
                    "display_name": "Kitchen",
                    "category": "lights",
                    "type": "light",
                    "module": 3,
                    "output": 4,
                    "supports_brightness": False,
                    "before": 0,
                    "after": 255,
                }
            ],
        }
    ]
    (hall,) = ipcom("off", "hall", "--dry-run", "--json").json["unchanged"]
    assert (hall["device_key"], hall["state"]) == ("hall", "off")


def test_an_impulse_is_told_with_its_end(gateway: ThreadedGateway, ipcom: Ipcom, house_file: Path) -> None:
    text = house_file.read_text("utf-8").replace("type: switch", "type: impulse\n    pulse: 0.3", 1)
    house_file.write_text(text, "utf-8")
    on, off = ipcom("on", "coffee", "--dry-run", "--json").json["frames"]
    assert (on["after"][4], off["after"][4], off["after_s"]) == (255, 0, 0.3)
    press(gateway, "4/5")
    ended = ipcom("on", "coffee", "--dry-run")
    assert (ended.code, ended.out) == (1, "")
    assert "Coffee machine is on already and is not pulsed" in ended.err


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("on", "kitchn"), 2),
        (("on", "16/8"), 2),
        (("on", "5/1"), 1),
        (("dim", "hall", "40"), 2),
        (("toggle", "16/8"), 2),
        (("pulse", "16/8"), 1),
        (("on", "16/8", "--undeclared"), 1),
        (("on", "hall", "--timeout", "0.2", "--port", "1"), 3),
    ],
)
def test_the_exit_code_is_that_of_the_checks(
    gateway: ThreadedGateway, ipcom: Ipcom, arguments: tuple[str, ...], code: int
) -> None:
    press(gateway, "16/7")
    assert ipcom(*arguments, "--dry-run").code == code
    assert ipcom(*arguments).code == code
    assert frames(gateway) == []


def test_a_motor_that_is_driven_both_ways_is_left_to_the_real_command(
    gateway: ThreadedGateway, ipcom: Ipcom
) -> None:
    for relay in ("5/1", "5/2"):
        press(gateway, relay)
    before = written(gateway, "5/1"), written(gateway, "5/2")
    assert ipcom("on", "kitchen", "--dry-run").code == 0
    assert (written(gateway, "5/1"), written(gateway, "5/2")) == before
    assert value(gateway, "3/4") == 0
    assert frames(gateway) == []


def test_what_a_killed_command_left_on_is_named_and_left_to_the_real_one(gateway: ThreadedGateway) -> None:
    with start_process("cover", "close", "living left") as process:
        wait_for(lambda: value(gateway, "5/1") > 0)
        process.kill()
        process.communicate(timeout=PATIENCE_S)
    sent = len(frames(gateway))
    ended = run_process("on", "kitchen", "--dry-run")
    assert ended.code == 0
    assert "Living left is still on from an earlier command: it would be stopped first." in ended.err
    assert len(frames(gateway)) == sent
    assert run_process("on", "kitchen").code == 0
    assert value(gateway, "5/1") == 0


def test_a_scene_and_its_mistakes_are_told_before_a_login(
    gateway: ThreadedGateway, ipcom: Ipcom, home: Path
) -> None:
    (home / "wrong.yaml").write_text("kitchn: on\n", "utf-8")
    assert ipcom("scene", "wrong.yaml", "--dry-run").code == 2
    assert gateway.call(lambda it: len(it.transcript)) == 0
