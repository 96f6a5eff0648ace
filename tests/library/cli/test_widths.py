"""What every command shows on terminals of 60, 80 and 120 columns: no line is longer, and no word is cut."""

from __future__ import annotations

import io
import re
import sys
from pathlib import Path

import pytest

from ipcom.cli.app import run
from ipcom.simulator.testing.threaded import ThreadedGateway

LONG = "Kitchen worktop and the long shelf above the window"
WRONG = """\
lights:
  a: {module: 99, output: 1, type: light, display_name: "A"}
  b: {module: 1, output: 1, type: light, display_name: "B", colour: red}
  c: {module: 1, output: 2, type: lamp, display_name: "C"}
shutters:
  s_u: {module: 5, output: 2, type: switch, display_name: "S", relay_role: up, paired_device: nowhere}
"""
DOUBTFUL = 'lights:\n  a: {module: 1, output: 1, type: light, display_name: "A", colour: red, blink: 7}\n'
COMMANDS = [
    "status",
    "status hall worktop living_left_u",
    "status --on",
    "status --raw",
    "watch --seconds 0.5",
    "watch worktop --seconds 0.5",
    "list",
    "on worktop kitchen",
    "on wrktop",
    "on 2/5",
    "on living_left_u",
    "off --all --dry-run",
    "off worktop -v",
    "toggle 2/5 2/6",
    "dim living 40",
    "dim worktop 40",
    "pulse worktop --seconds 0.1",
    "cover close living_left_u --seconds 0.5",
    "cover position living_left_u 40",
    "cover calibrate living_left_u --up 21 --down 19.5",
    "cover open hall",
    "cover status",
    "cover close --all --seconds 0.5",
    "check --seconds 1",
    "check --seconds 1 --report there/report.json",
    "record there/conversation.jsonl --seconds 1",
    "record conversation.jsonl --seconds 0.1",
    "devices validate",
    "devices validate wrong.yaml",
    "devices validate doubtful.yaml",
    "devices validate nowhere.yaml",
    "devices import",
    "gateways",
    "scene nowhere.yaml",
    "scene house.yaml",
    "status --gateway nowhere",
    "status --host 192.168.1.20:99999",
    "status --host nowhere.invalid",
    "status --port 1 --timeout 1",
    "status --username nobody-in-this-house",
    "sing",
    "simulate --faults",
    "simulate --port 0 --seconds 0.1",
    "simulate --house nowhere.toml",
    "simulate --replay nowhere.jsonl",
    "demo --bus 2",
    "man sing",
]
_ESCAPES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
_VARYING = re.compile(r"\d|^[()]*$")


class Terminal(io.StringIO):
    encoding = "utf-8"

    def isatty(self) -> bool:
        return True


@pytest.fixture
def house(gateway: ThreadedGateway, house_file: Path, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The demo house in which a lamp has a long name, and files with mistakes."""
    house_file.write_text(house_file.read_text().replace("Kitchen worktop", LONG))
    (home / "wrong.yaml").write_text(WRONG)
    (home / "doubtful.yaml").write_text(DOUBTFUL)
    monkeypatch.setenv("TERM", "xterm")


def shown(command: str, width: int | None, monkeypatch: pytest.MonkeyPatch) -> str:
    """What a terminal of so many columns shows; what a pipe gets without a width."""
    out, err = (Terminal(), Terminal()) if width else (io.StringIO(), io.StringIO())
    with monkeypatch.context() as patch:
        patch.setattr(sys, "stdout", out)
        patch.setattr(sys, "stderr", err)
        if width:
            patch.setenv("COLUMNS", str(width))
        run(command.split())
    return _ESCAPES.sub("", out.getvalue() + err.getvalue())


def too_long(text: str, width: int) -> list[str]:
    """The lines that are longer, unless they are one word, such as a path."""
    lines = [line for part in text.split("\n") for line in part.split("\r")]
    return [line for line in lines if len(line) > width and len(line.split()) > 1]


@pytest.mark.usefixtures("house")
@pytest.mark.parametrize("width", [60, 80, 120])
@pytest.mark.parametrize("command", COMMANDS)
def test_what_a_command_shows_fits(command: str, width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    text = shown(command, width, monkeypatch)
    assert text
    assert too_long(text, width) == []


@pytest.mark.usefixtures("house")
@pytest.mark.parametrize(
    "command", ["status", "list", "devices validate doubtful.yaml", "simulate --faults", "on 2/5"]
)
def test_no_word_is_cut(command: str, monkeypatch: pytest.MonkeyPatch) -> None:
    words = {word for word in shown(command, None, monkeypatch).split() if not _VARYING.search(word)}
    assert words - set(shown(command, 60, monkeypatch).split()) == set()
