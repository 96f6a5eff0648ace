"""One door to the library: only library.py imports it, and nothing imports what Home Assistant has left behind."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from .findings import Finding

_LIBRARY = "ipcom"
_DOOR = "library.py"
_GONE = {"voluptuous": "probatio"}


def check(folder: Path) -> Iterator[Finding]:
    """Return imports that would break the release, or the next Home Assistant."""
    for path in sorted(folder.glob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for line, package in _imported(tree):
            if package == _LIBRARY and path.name != _DOOR:
                yield Finding(f"{path.name}:{line}", f"imports {_LIBRARY}: only {_DOOR} may")
            if package in _GONE:
                yield Finding(f"{path.name}:{line}", f"imports {package}: use {_GONE[package]}")


def _imported(tree: ast.Module) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name.partition(".")[0]) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            yield node.lineno, node.module.partition(".")[0]
