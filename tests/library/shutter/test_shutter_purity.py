"""What reckons a position reads no clock, waits for nothing and logs nothing."""

import ast
from pathlib import Path

import pytest

from ipcom import shutter

PURE = (
    "confidence",
    "curve",
    "latency",
    "height_and_tilt",
    "restore",
    "run",
    "relay_reading",
    "stored",
    "travel",
    "travel_times",
)
IMPURE = {"asyncio", "datetime", "logging", "random", "socket", "threading", "time"}


@pytest.mark.parametrize("name", PURE)
def test_a_reckoning_module_imports_neither_clock_nor_loop(name: str) -> None:
    source = (Path(shutter.__file__).parent / f"{name}.py").read_text()
    imported = {
        alias.name
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Import)
        for alias in node.names
    } | {
        node.module
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.ImportFrom) and node.module
    }
    assert not {module.split(".")[0] for module in imported} & IMPURE
