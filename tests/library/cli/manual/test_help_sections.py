"""`--help` of every command: with examples and exit codes, and never wider than the terminal."""

import re

import pytest

from ipcom.cli.app import root_context
from ipcom.cli.manual.examples import EXAMPLES
from ipcom.cli.manual.exit_meanings import exit_meanings
from ipcom.cli.manual.tree import contexts
from tests.library.cli.cli_rig import Ipcom

PATHS = [context.command_path for context in contexts(root_context())]


@pytest.fixture(params=[60, 80, 120])
def width(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.setenv("COLUMNS", str(request.param))
    return int(request.param)


@pytest.mark.parametrize("path", PATHS)
def test_help_fits_the_terminal(path: str, width: int, ipcom: Ipcom) -> None:
    ended = ipcom(*path.split()[1:], "--help")
    assert ended.code == 0
    assert [line for line in ended.out.splitlines() if len(line) > width] == []
    assert "..." not in re.sub(r"[]A-Z]\.\.\.", "", ended.out), "a text is cut"


@pytest.mark.parametrize("path", PATHS)
def test_help_has_examples_and_exit_codes(path: str, ipcom: Ipcom) -> None:
    out = ipcom(*path.split()[1:], "--help").out
    shown = out.partition("Examples:\n")[2]
    for example in EXAMPLES[path]:
        assert example.line in shown
        assert example.text in shown
    for code, meaning in exit_meanings(path).items():
        assert re.search(rf"^  {int(code)} +{re.escape(meaning)}$", shown, re.MULTILINE)


def test_an_example_and_its_text_stand_in_one_line_where_there_is_room(
    ipcom: Ipcom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    assert "  ipcom pulse 2/5 --seconds 2  longer\n" in ipcom("pulse", "--help").out
    monkeypatch.setenv("COLUMNS", "60")
    assert '  ipcom on kitchen "Dining table"\n      by key, and by name\n' in ipcom("on", "--help").out
