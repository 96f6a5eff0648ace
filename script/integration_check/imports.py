"""What modules import: the library through one door, nothing that is gone, no integration that the manifest leaves out."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from .findings import Finding, read_json
from .home_assistant import PLATFORMS
from .modules import at, modules, walk

_LIBRARY = "ipcom"
_DOOR = "library.py"
_GONE = {"voluptuous": "probatio"}
_COMPONENTS = "homeassistant.components"
_ALWAYS_THERE = frozenset(
    {
        *("automation", "frontend", "homeassistant", "panel_custom", "persistent_notification", "script"),
        *("system_health", "webhook"),
    }
)
"""Integrations that are always loaded, or that are only a place for functions, as those that ask who uses an entity."""


def check(folder: Path) -> Iterator[Finding]:
    """Return imports that would break the release, or the start of Home Assistant."""
    manifest = read_json(folder / "manifest.json")
    declared = {*manifest.get("dependencies", ()), *manifest.get("after_dependencies", ())}
    for file, tree in modules(folder).items():
        for node, name in _imported(tree):
            package = name.partition(".")[0]
            if package == _LIBRARY and file != _DOOR:
                yield at(file, node, f"imports {_LIBRARY}: only {_DOOR} may")
            if package in _GONE:
                yield at(file, node, f"imports {package}: use {_GONE[package]}")
            if (used := _component(name)) and not _may_use(used, declared, folder):
                yield at(file, node, f"imports {used}, which is not among the manifest's dependencies")


def _imported(tree: ast.Module) -> Iterator[tuple[ast.AST, str]]:
    for node in walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module == _COMPONENTS:
            yield from ((node, f"{_COMPONENTS}.{alias.name}") for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            yield node, node.module


def _component(name: str) -> str | None:
    return name.split(".")[2] if name.startswith(f"{_COMPONENTS}.") else None


def _may_use(component: str, declared: set[str], folder: Path) -> bool:
    """Tell whether the component is surely loaded, or loads a module of ours of its own name."""
    return (
        component in PLATFORMS | _ALWAYS_THERE | declared
        or (folder / f"{component}.py").exists()
        or (folder / component / "__init__.py").exists()
    )
