"""docs/command-line.md, walked through from its first line to its last by one who has nothing but the wheel."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from toolchain.project import ROOT

from ipcom.cli.app import root_context
from ipcom.cli.manual.tree import contexts, options_of
from tests.script.page_walk.page_blocks import PageMistake, blocks_of
from tests.script.page_walk.shown import is_as_shown
from tests.script.page_walk.terminal import Terminal
from tests.script.page_walk.walker import Walker, commands_of
from tests.script.page_walk.world import GATEWAY, Person

PAGE = ROOT / "docs/command-line.md"


@pytest.mark.timeout(240)
def test_the_page_is_as_its_reader_finds_it() -> None:
    command = [sys.executable, "-m", "tests.script.page_walk", str(PAGE)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    number = len(list(blocks_of(PAGE.read_text(encoding="utf-8"))))
    assert f"{number} blocks walked" in done.stdout


@pytest.mark.parametrize(
    ("page", "told"),
    [
        ("```sh\nfalse\n```", "line 2: false: exit code 1"),
        ("```console\n$ echo one\ntwo\n```", "The page shows:\ntwo\nThis is shown:\none"),
        ("```console\n$ false\n```\n", "line 2: false fails; show the exit code below: $ echo $?"),
        ("```console\n$ false\n$ echo $?\n2\n```", "The page shows:\n2\nThis is shown:\n1"),
        ("```text\nwhat is this\n```", "line 1: no rule for a block of text"),
        ("```\nwhat is this\n```", "line 1: no rule for a block of no language"),
        ("```yaml\nlights: {}\n```", "line 2: a file begins with a comment that names it"),
        ("A block:\n\n    ipcom status\n", "line 3: a block without a fence is not run"),
        ("```sh\nipcom status\n", "line 1: this fence has no end"),
        ("```sh\nipcom status\n```", "line 2: ipcom status: exit code 127"),
    ],
)
def test_a_page_that_is_not_as_it_says_is_found_out(page: str, told: str, tmp_path: Path) -> None:
    with Terminal(tmp_path, {"PATH": "/usr/bin:/bin"}) as terminal, pytest.raises(PageMistake) as found:
        Walker(terminal, tmp_path, Person(), GATEWAY).walk(page)
    assert told in str(found.value)


@pytest.mark.parametrize(
    ("page", "shown"),
    [
        ("Login   as demo, 9 ms   ok", "Login   as demo, 14 ms   ok"),
        ("14:03:12.4  1/1", "09:59:01.0  1/1"),
        ("counted from 0 % at 23:47", "counted from 0 % at 01:02"),
        ("one ... three", "one two three"),
        ("one\n...\nfour", "one\ntwo\nthree\nfour"),
        ("one\n...\nfour", "one\nfour"),
        ("...", "anything\nat all"),
        ("two (2.5)", "two (2.5)   "),
    ],
)
def test_what_varies_is_compared_by_its_kind(page: str, shown: str) -> None:
    assert is_as_shown(page.split("\n"), shown, as_json=False)


@pytest.mark.parametrize(
    ("page", "shown"),
    [
        ("Kitchen: on", "Kitchen: off"),
        ("one", "one\ntwo"),
        ("one\ntwo", "one"),
        ("one ... three", "one\nthree"),
        ("two (2.5)", "two (205)"),
        ("for 9 s", "for 8 s"),
    ],
)
def test_everything_else_is_as_the_page_says(page: str, shown: str) -> None:
    assert not is_as_shown(page.split("\n"), shown, as_json=False)


@pytest.mark.parametrize(
    ("page", "shown", "same"),
    [
        ('{"a": 1}', '{\n  "a": 1\n}', True),
        ('{"a": 1}', '{"a": 2}', False),
        ('{"a": 1}', '{"a": 1, "b": 2}', False),
        ('{"a": 1, ...}', '{"a": 1, "b": 2}', True),
        ('{"a": "..."}', '{"a": {"b": []}}', True),
        ('{"a": [1, ...]}', '{"a": [1, 2]}', True),
        ('{"a": [1]}', '{"a": [1, 2]}', False),
        ('{"a": true}', '{"a": 1}', False),
        ('{"a": 1}\n{"a": 2}', '{"a": 1}\n{"a": 2}', True),
        ('{"a": 1}', "Error: no JSON", False),
        ('{"a": "went at 10:00"}', '{"a": "went at 11:30"}', True),
    ],
)
def test_json_is_compared_by_its_values(page: str, shown: str, same: bool) -> None:
    assert is_as_shown(page.split("\n"), shown, as_json=True) is same


def test_a_command_over_several_lines_is_one() -> None:
    (console,) = blocks_of("```console\n$ ipcom on \\\n> kitchen\nKitchen: on\n$ echo\n```")
    assert [(typed.command, typed.shown) for typed in commands_of(console)] == [
        ("ipcom on \\\nkitchen", ("Kitchen: on",)),
        ("echo", ()),
    ]


def test_a_console_begins_with_a_command() -> None:
    (console,) = blocks_of("```console\nKitchen: on\n```")
    with pytest.raises(PageMistake, match="a console begins with a command"):
        list(commands_of(console))


def test_what_the_text_names_is_in_the_tree_of_commands() -> None:
    """Words in the text and in tables are not run; their commands and options exist."""
    text = re.sub(r"^```.*?^```$", "", PAGE.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    by_path = {context.command_path: context for context in contexts(root_context())}
    options = {name for context in by_path.values() for each in options_of(context) for name in each.opts}
    named = re.findall(r"`([^`\n]+)`", text)
    unknown = {word for code in named for word in re.findall(r"(?<![\w-])--[a-z][a-z-]+", code)} - options
    assert unknown == set()
    lines = [code.split() for code in named if code.startswith("ipcom ")]
    assert [
        words for words in lines if re.match(r"[a-z]+$", words[1]) and " ".join(words[:2]) not in by_path
    ] == []
