"""What the checks report, and how they read files."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to put right."""

    file: str
    message: str

    def __str__(self) -> str:
        return f"{self.file}: {self.message}"


def read_json(path: Path) -> Json:
    """Return a JSON file's object; an absent file is an empty one."""
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def read_yaml(path: Path) -> Json:
    """Return a YAML file's mapping; an absent file is an empty one."""
    return yaml.safe_load(path.read_text(encoding="utf-8")) or {} if path.exists() else {}


def leaves(tree: Json, path: tuple[str, ...] = ()) -> Iterator[tuple[str, str]]:
    """Return every text of a tree with its dotted path."""
    for key, value in tree.items():
        here = (*path, str(key))
        if isinstance(value, Mapping):
            yield from leaves(value, here)
        else:
            yield ".".join(here), str(value)
