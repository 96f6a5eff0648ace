"""`ipcom scene`: several outputs at once, as a file says."""

from __future__ import annotations

from pathlib import Path

import pytest

from ipcom.simulator.faults import Faults
from ipcom.simulator.testing.threaded import ThreadedGateway
from tests.library.cli.cli_rig import Ipcom, frames, press, run_in_shell, run_process, value

EVENING = """\
# The evening
kitchen: on
Kitchen worktop: on
Porch: "off"
living: 40
6/2: 15 %
coffee: on
16/8: off
"""


@pytest.fixture
def evening(home: Path) -> str:
    (home / "evening.yaml").write_text(EVENING, "utf-8")
    return "evening.yaml"


def test_a_scene_is_set_with_a_frame_for_each_module(gateway: ThreadedGateway, evening: str) -> None:
    press(gateway, "16/8")
    ended = run_process("scene", evening)
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.splitlines() == [
        "Kitchen: on",
        "Kitchen worktop: on",
        "Porch: off",
        "Living room: 40 %",
        "Bedroom: 15 %",
        "Coffee machine: on",
        "Output 16/8: off",
    ]
    assert sorted(frames(gateway)) == [
        (3, [0, 0, 0, 255, 255, 0, 0, 0]),
        (4, [0, 0, 0, 0, 255, 0, 0, 0]),
        (6, [40, 15, 0, 0, 0, 0, 0, 0]),
        (16, [0, 0, 0, 0, 0, 0, 0, 0]),
    ]


def test_its_json_is_that_of_all_switching_commands(
    gateway: ThreadedGateway, ipcom: Ipcom, evening: str
) -> None:
    found = ipcom("scene", evening, "--json").json
    assert found.keys() == {"timestamp", "host", "devices"}
    assert {each["display_name"]: each["value"] for each in found["devices"]}["Living room"] == 40


def test_a_dry_run_sends_nothing_and_tells_the_same_frames(
    gateway: ThreadedGateway, ipcom: Ipcom, evening: str
) -> None:
    told = ipcom("scene", evening, "--dry-run", "--json").json
    assert frames(gateway) == []
    assert [each["display_name"] for each in told["unchanged"]] == ["Porch", "Output 16/8"]
    assert ipcom("scene", evening).code == 0
    assert sorted(frames(gateway)) == [(frame["module"], frame["after"]) for frame in told["frames"]]


def test_a_mistake_keeps_everything_from_being_sent(
    gateway: ThreadedGateway, ipcom: Ipcom, home: Path
) -> None:
    (home / "bad.yaml").write_text("kitchen: on\nporhc: on\n16/8: on\nliving: bright\n", "utf-8")
    ended = ipcom("scene", "bad.yaml")
    assert (ended.code, ended.out) == (2, "")
    assert 'bad.yaml:2: There is no device "porhc". Did you mean "Porch"?' in ended.err
    assert "bad.yaml:3: output 16/8 is not declared" in ended.err
    assert "bad.yaml:4: living is text (bright), not on, off or a level" in ended.err
    assert ipcom("scene", "bad.yaml", "--dry-run").code == 2
    problems = ipcom("scene", "bad.yaml", "--json").error["problems"]
    assert [(each["file"], each["line"]) for each in problems] == [("bad.yaml", line) for line in (2, 3, 4)]
    assert gateway.call(lambda it: len(it.transcript)) == 0


def test_what_fails_is_told_by_name(gateway: ThreadedGateway, ipcom: Ipcom, evening: str) -> None:
    gateway.call(lambda it: setattr(it, "faults", Faults(ignore_writes_percent=100)))
    ended = ipcom("scene", evening)
    assert ended.code == 1
    assert "Kitchen" in ended.err
    assert "Living room" in ended.err


def test_a_scene_comes_from_stdin_too(gateway: ThreadedGateway, evening: str) -> None:
    assert run_in_shell(f"< {evening}", "scene", "/dev/stdin").code == 0
    assert value(gateway, "3/4") == 255
