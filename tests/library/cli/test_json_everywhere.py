"""Every command takes --json: stdout has JSON and nothing else, and stderr JSON lines, of which an error is the last."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from ipcom.cli.app import root_context
from ipcom.cli.manual.tree import contexts
from ipcom.simulator.testing.threaded import ThreadedGateway
from tests.library.cli.cli_rig import Ipcom
from tests.library.cli.test_widths import COMMANDS, house
from tests.script.page_walk.shown import objects

WELL = [
    "completion bash",
    "cover stop living_left_u",
    "demo --check --seconds 1",
    "devices schema",
    "man on",
    "pulse 2/5 --seconds 0.1",
    "toggle hall",
    "watch --seconds 0.2",
]
ELSEWHERE = {"ipcom devices import", "ipcom scene", "ipcom gateways", "ipcom bridge"}
"""What needs a portal, a file of scenes, a profile or a broker to succeed; their own tests have those."""
LINES = [*COMMANDS, *WELL]
FAILING = [
    "on",
    "on --blink",
    "cover",
    "cover open",
    "dim living",
    "dim living much",
    "completion tcsh",
    "check --seconds 0",
    "devices import --portal-username me",
    "scene nowhere.yaml",
]

__all__ = ["house"]  # the fixture


def parsed(text: str) -> list[Any]:
    """The objects of stdout."""
    return objects(text) if text.strip() else []


@pytest.mark.usefixtures("house")
@pytest.mark.parametrize("line", [*LINES, *FAILING])
def test_whatever_is_written_is_json(line: str, ipcom: Ipcom) -> None:
    ended = ipcom(*line.split(), "--json")
    said = [json.loads(each) for each in ended.err.splitlines()]
    assert all(isinstance(each, dict) and len(each) == 1 for each in said)
    kinds = [next(iter(each)) for each in said]
    assert set(kinds) <= {"note", "log", "error"}
    answers = parsed(ended.out)
    assert all(isinstance(each, dict) for each in answers)
    if ended.code:
        assert answers or kinds[-1] == "error"
        assert kinds[-1:] != ["error"] or said[-1]["error"]["exit_code"] == ended.code
    else:
        assert "error" not in kinds


@pytest.mark.usefixtures("house")
@pytest.mark.parametrize("line", WELL)
def test_a_command_that_succeeds_answers(line: str, ipcom: Ipcom) -> None:
    ended = ipcom("--json", *line.split())
    assert ended.code == 0
    assert parsed(ended.out) or line.startswith("watch")


def test_each_command_is_tried() -> None:
    paths = [context.command_path for context in contexts(root_context())]
    tried = {path for path in paths for line in LINES if f"ipcom {line} ".startswith(f"{path} ")}
    assert set(paths) - tried <= ELSEWHERE


def test_help_and_version_are_for_people(ipcom: Ipcom) -> None:
    assert ipcom("--json", "--help").out.startswith("Usage:")
    assert ipcom("--json", "--version").out.startswith("ipcom ")


def test_a_command_line_with_mistakes_is_json_by_the_variable_too(
    gateway: ThreadedGateway, home: Path, ipcom: Ipcom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("IPCOM_JSON", "1")
    assert json.loads(ipcom("sing").err)["error"]["exit_code"] == 2
