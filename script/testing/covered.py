"""The modules that tests must cover wholly, read from the source: a module that is moved stays among them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from toolchain.environments import LIBRARY
from toolchain.project import ROOT, ToolError, output

INTEGRATION = ROOT / "custom_components/ipcom"


def pure_modules() -> list[Path]:
    """Return the library's pure modules, as the test says that holds them to it."""
    found = output(LIBRARY.python, ROOT / "tests/library/pure_modules.py")
    if not found:
        raise ToolError("tests/library/pure_modules.py names no module")
    return [Path(line) for line in found.splitlines()]


def flow_modules(integration: Path = INTEGRATION) -> list[Path]:
    """Return the integration's modules in which a class of a flow is defined: people lose work where one fails."""
    found = [path for path in sorted(integration.rglob("*.py")) if _defines_a_flow(path)]
    if not found:
        raise ToolError(f"there is no flow in {integration}")
    return found


def _defines_a_flow(path: Path) -> bool:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return any("Flow" in name for node in tree.body for name in _bases(node))


def _bases(node: ast.stmt) -> Iterator[str]:
    if isinstance(node, ast.ClassDef):
        yield from (ast.unparse(base) for base in node.bases)
