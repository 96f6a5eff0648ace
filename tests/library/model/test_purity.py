"""The model needs no clock, no network, no log and no chance."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import ipcom.model.address

MODEL = Path(ipcom.model.address.__file__).parent
IMPURE = {"asyncio", "socket", "logging", "time", "random", "threading", "selectors", "secrets"}


@pytest.mark.parametrize("file", sorted(MODEL.rglob("*.py")), ids=lambda file: file.name)
def test_a_module_of_the_model_is_pure(file: Path) -> None:
    assert not imported(file) & IMPURE


def imported(file: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            names.add(str(node.module).partition(".")[0])
    return names
