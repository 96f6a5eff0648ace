"""What the exit codes mean is said in one place, for `--help`, the man pages and docs/command-line.md."""

import re

import pytest

from ipcom.cli.app import root_context
from ipcom.cli.console.exit_codes import ExitCode
from ipcom.cli.manual.exit_meanings import MEANINGS, exit_meanings
from ipcom.cli.manual.tree import contexts
from tests.library.python_pages import ROOT

PAGE = ROOT / "docs/command-line.md"


def test_each_exit_code_has_a_meaning() -> None:
    assert list(MEANINGS) == list(ExitCode)


def test_the_page_lists_the_same_codes() -> None:
    table = PAGE.read_text(encoding="utf-8").partition("## Exit codes")[2]
    rows = re.findall(r"^\| (\d+) \| ([^:|]+)", table, re.MULTILINE)
    assert [int(code) for code, _ in rows] == [int(code) for code in ExitCode]
    for code, meaning in rows:
        assert MEANINGS[ExitCode(int(code))].split()[0].strip(":,") in meaning


@pytest.mark.parametrize("path", [context.command_path for context in contexts(root_context())])
def test_each_command_can_be_done_be_wrong_and_be_interrupted(path: str) -> None:
    assert {ExitCode.DONE, ExitCode.USAGE, ExitCode.INTERRUPTED} <= exit_meanings(path).keys()
