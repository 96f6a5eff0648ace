"""The sentences of the panel: each key that a script names is in en.json, and each key there is named by something."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from .findings import Finding, leaves, read_json

SECTION = "config_panel"

_KEY = r"[a-z0-9_]+(?:\.[a-z0-9_]+)+"
_CALLED = re.compile(rf'\bt\(\s*"({_KEY})"')
_NAMED = re.compile(rf'"({_KEY})"')
_BUILT = re.compile(r"`((?:[a-z0-9_]+\.)+[a-z0-9_]*)\$\{")
_WORD = re.compile(r"\b[a-zA-Z_]\w*\b")


def check(folder: Path) -> Iterator[Finding]:
    """Return keys that are called and absent, and keys that neither a script nor a module names."""
    keys = {path for path, _ in leaves(read_json(folder / "translations/en.json").get(SECTION, {}))}
    named, built = set[str](), set[str]()
    for path in sorted((folder / "frontend").rglob("*.js")):
        script = path.read_text(encoding="utf-8")
        for key in sorted(set(_CALLED.findall(script)) - keys):
            yield Finding(f"frontend/{path.name}", f"{key} is not in {SECTION}")
        named |= set(_NAMED.findall(script))
        built |= set(_BUILT.findall(script))
    for path in folder.rglob("*.py"):
        named |= set(_NAMED.findall(path.read_text(encoding="utf-8")))
    for key in sorted(keys - named):
        if not key.startswith(tuple(built)):
            yield Finding("translations/en.json", f"{SECTION}.{key} is used by no script")


def words(folder: Path) -> set[str]:
    """Return every word of the scripts: what may fill a placeholder."""
    scripts = (path.read_text(encoding="utf-8") for path in (folder / "frontend").rglob("*.js"))
    return {word for script in scripts for word in _WORD.findall(script)}
