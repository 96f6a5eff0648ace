"""`ipcom devices validate`: warnings for what costs no device, errors for real mistakes."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.library.cli.cli_rig import Ipcom

SOUND = "lights:\n  lamp: {module: 1, output: 1, type: light}\n"
ODD = """\
lights:
  lamp:
    module: "1"
    output: 1
    colour: red
    type: light
"""
WRONG = ODD + "  two: {module: 17, output: 2, type: light}\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "house.yaml"


def test_a_sound_file_is_good(ipcom: Ipcom, file: Path) -> None:
    file.write_text(SOUND, "utf-8")
    ended = ipcom("devices", "validate", str(file))
    assert (ended.code, ended.err) == (0, "")
    assert ended.out == f"{file} is good: 1 light, 0 switches, 0 shutters.\n"


def test_warnings_are_a_table_and_no_failure(ipcom: Ipcom, file: Path) -> None:
    file.write_text(ODD, "utf-8")
    ended = ipcom("devices", "validate", str(file))
    assert (ended.code, ended.err) == (0, "")
    heading, number, colour, verdict = ended.out.splitlines()
    assert heading.split() == ["line", "warning", "better"]
    assert number.split()[:4] == ["3", "module", "is", "1"]
    assert 'unknown property "colour"' in colour
    assert verdict == f"{file} can be used, with 2 warnings: 1 light, 0 switches, 0 shutters."


def test_warnings_in_json(ipcom: Ipcom, file: Path) -> None:
    file.write_text(ODD, "utf-8")
    ended = ipcom("--json", "devices", "validate", str(file))
    assert ended.code == 0
    assert (ended.json["valid"], ended.json["lights"]) == (True, 1)
    number, colour = ended.json["warnings"]
    assert number == {
        "line": 3,
        "message": "module is 1 in quotes",
        "fix": "write module: 1",
    }
    assert (colour["line"], colour["message"]) == (5, 'unknown property "colour"')


def test_a_real_mistake_stays_one(ipcom: Ipcom, file: Path) -> None:
    file.write_text(WRONG, "utf-8")
    ended = ipcom("devices", "validate", str(file))
    assert ended.code == 2
    assert "module 17 does not exist" in ended.err
    assert 'unknown property "colour"' in ended.out
    ended = ipcom("--json", "devices", "validate", str(file))
    assert (ended.code, ended.out) == (2, "")
    assert [problem["line"] for problem in ended.error["problems"]] == [7]
