"""The protocol has no clock, no network and no log of its own."""

import ast
from pathlib import Path

import pytest

import ipcom.protocol
from ipcom.protocol import session

ALLOWED = {"__future__", "abc", "collections", "dataclasses", "enum", "functools", "operator", "typing"}
MODULES = sorted(Path(ipcom.protocol.__path__[0]).glob("*.py"))


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_a_module_imports_nothing_that_does_something(path: Path) -> None:
    tree = ast.parse(path.read_text())
    imports = [node for node in ast.walk(tree) if isinstance(node, ast.Import)]
    froms = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and not node.level]
    names = {alias.name for node in imports for alias in node.names} | {node.module or "" for node in froms}
    assert {name.partition(".")[0] for name in names} <= ALLOWED


def test_both_ends_are_in_one_place() -> None:
    assert all(getattr(session, name) is getattr(ipcom.protocol, name) for name in session.__all__)


def test_the_public_names_are_these() -> None:
    assert all(hasattr(ipcom.protocol, name) for name in ipcom.protocol.__all__)
