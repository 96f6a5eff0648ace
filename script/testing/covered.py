"""The modules that tests must cover wholly, read from the source: a module that is moved stays among them."""

from __future__ import annotations

import re
from pathlib import Path

from toolchain.environments import LIBRARY
from toolchain.project import ROOT, ToolError, output

INTEGRATION = ROOT / "custom_components/ipcom"
_BASES = re.compile(r"^class \w+\(([^)]*)\):", re.MULTILINE)


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


def panel_modules(integration: Path = INTEGRATION) -> list[Path]:
    """Return the modules behind the panel: what they do wrong moves a motor, or loses what a person has typed."""
    found = sorted((integration / "panel").rglob("*.py"))
    if not found:
        raise ToolError(f"there is no panel in {integration}")
    return found


def _defines_a_flow(path: Path) -> bool:
    """Read the classes' bases by their form: this Python may be older than the integration's."""
    return any("Flow" in bases for bases in _BASES.findall(path.read_text(encoding="utf-8")))
