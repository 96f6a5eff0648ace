"""What the modules of the library import, by the form of their source."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple


class Import(NamedTuple):
    """One import: where it stands, how many dots it has, what it names, and what it takes from it."""

    line: int
    level: int
    name: str
    taken: tuple[str, ...] = ()


def imports_of(path: Path) -> Iterator[Import]:
    """Yield every import of a module; `from . import a, b` counts as two."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (Import(node.lineno, 0, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield Import(node.lineno, node.level, node.module, tuple(alias.name for alias in node.names))
        elif isinstance(node, ast.ImportFrom):
            yield from (Import(node.lineno, node.level, alias.name) for alias in node.names)


def reached(path: Path, imported: Import) -> Iterator[Path]:
    """Yield the files that a relative import runs."""
    base = path.parents[imported.level - 1].joinpath(*imported.name.split("."))
    if base.with_suffix(".py").exists():
        yield base.with_suffix(".py")
        return
    for name in imported.taken:
        module = base / f"{name}.py"
        yield module if module.exists() else base / "__init__.py"
