"""A deliberate fault in a copy of the integration, and the ways to make one."""

from __future__ import annotations

import json
import re
import struct
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

EN, SERVICES, ICONS, MANIFEST, QUALITY = (
    "translations/en.json",
    "services.yaml",
    "icons.json",
    "manifest.json",
    "quality_scale.yaml",
)

Edit = Callable[[Path], object]


@dataclass(frozen=True)
class Mutation:
    """One fault: of which kind it is, what it does, and what a finding must say."""

    kind: str
    what: str
    edit: Edit
    found: str

    def __str__(self) -> str:
        return f"{self.kind}: {self.what}"


def put(file: str, dotted: str, value: object) -> Edit:
    """Set a value in a JSON or YAML file, in an object that is there."""

    def change(tree: Any, key: str) -> None:
        tree[key] = value

    return _at(file, dotted, change)


def in_order(key: str, value: object) -> Edit:
    """Add a key to the manifest where it belongs."""

    def edit(folder: Path) -> None:
        manifest = _load(folder / MANIFEST)
        head = {name: manifest.pop(name) for name in ("domain", "name")}
        ordered = head | dict(sorted({**manifest, key: value}.items()))
        (folder / MANIFEST).write_text(json.dumps(ordered))

    return edit


def drop(file: str, dotted: str) -> Edit:
    """Take a key out of a JSON or YAML file."""
    return _at(file, dotted, lambda tree, key: tree.pop(key))


def _at(file: str, dotted: str, change: Callable[[Any, str], object]) -> Edit:
    def edit(folder: Path) -> None:
        path = folder / file
        tree = _load(path)
        *way, key = dotted.split("/")
        inner = tree
        for step in way:
            inner = inner[step]
        change(inner, key)
        path.write_text(json.dumps(tree) if path.suffix == ".json" else yaml.safe_dump(tree, sort_keys=False))

    return edit


def _load(path: Path) -> Any:
    text = path.read_text(encoding="utf-8")
    return json.loads(text) if path.suffix == ".json" else yaml.safe_load(text)


def code(file: str, pattern: str, instead: str) -> Edit:
    """Replace a piece of a module's source, wherever the module lies."""

    def edit(folder: Path) -> None:
        path = next(folder.rglob(file))
        changed, times = re.subn(pattern, instead, path.read_text(encoding="utf-8"), flags=re.MULTILINE)
        assert times, f"{file} has no {pattern}"
        path.write_text(changed, encoding="utf-8")

    return edit


def more_code(file: str, source: str) -> Edit:
    """Append to a module, or make one."""

    def edit(folder: Path) -> None:
        path = folder / file
        path.parent.mkdir(exist_ok=True)
        before = path.read_text(encoding="utf-8") if path.exists() else ""
        path.write_text(f"{before}\n{source}\n", encoding="utf-8")

    return edit


def in_every_language(dotted: str, value: object) -> Edit:
    """Set a value in the texts of each language."""

    def each(folder: Path) -> None:
        for path in (folder / "translations").glob("*.json"):
            put(f"translations/{path.name}", dotted, value)(folder)

    return each


def in_another_language(edit: Edit) -> Edit:
    """Add a language that says what English says, with one fault."""

    def both(folder: Path) -> None:
        english = folder / EN
        before = english.read_text(encoding="utf-8")
        edit(folder)
        english.rename(folder / "translations/nl.json")
        english.write_text(before, encoding="utf-8")

    return both


def picture(name: str, width: int, height: int) -> Edit:
    """Put a picture of another size in the place of one."""
    head = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + struct.pack(">II", width, height)
    return lambda folder: (folder / "brand" / name).write_bytes(head)


def gone(file: str) -> Edit:
    """Delete a file."""
    return lambda folder: next(folder.rglob(file)).unlink()
