"""The library's shape: who may import whom, and what must know neither clock nor network."""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.library.pure_modules import LIBRARY, PURE_ROOMS, promises, pure_modules

MODULES = sorted(LIBRARY.rglob("*.py"))

MAY_IMPORT = {
    "errors": set(),
    "model": {"errors"},
    "protocol": {"errors", "model"},
    "client": {"errors", "model", "protocol"},
    "shutter": {"errors", "model", "client"},
    "simulator": {"errors", "model", "protocol"},
    "blocking": {"errors", "model", "client", "shutter"},
    "cli": {"errors", "model", "protocol", "client", "shutter", "simulator", "blocking", "__init__"},
    "public": {"errors", "model", "client", "shutter"},
    "__init__": {"public"},
}
IMPURE_MODULES = {
    "asyncio",
    "datetime",
    "logging",
    "multiprocessing",
    "queue",
    "secrets",
    "select",
    "selectors",
    "socket",
    "ssl",
    "subprocess",
    "threading",
    "time",
}
MAY_FORMAT_DATES = {"model/snapshot.py"}
CORE_PACKAGES = {"yaml"}
COMMAND_LINE_PACKAGES = {"click", "rich"}
TEST_PACKAGES = {"pytest"}


class Import(NamedTuple):
    """One import: where it stands, how many dots it has, and what it names."""

    line: int
    level: int
    name: str


def imports_of(path: Path) -> Iterator[Import]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (Import(node.lineno, 0, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield Import(node.lineno, node.level, node.module)
        elif isinstance(node, ast.ImportFrom):
            yield from (Import(node.lineno, node.level, alias.name) for alias in node.names)


def layer_of(path: Path) -> str:
    return path.relative_to(LIBRARY).with_suffix("").parts[0]


def target_layer(path: Path, imported: Import) -> str:
    """Return the layer that a relative import reaches."""
    package = path.parent.relative_to(LIBRARY).parts
    base = package[: len(package) - (imported.level - 1)]
    first = (*base, *imported.name.split("."))[0]
    known = (LIBRARY / first).is_dir() or (LIBRARY / f"{first}.py").exists()
    return first if known else "__init__"


def shown(path: Path) -> str:
    return path.relative_to(LIBRARY).as_posix()


each_module = pytest.mark.parametrize("path", MODULES, ids=shown)


each_pure_module = pytest.mark.parametrize("path", pure_modules(), ids=shown)


@pytest.mark.parametrize("path", [*PURE_ROOMS, *sorted(MAY_FORMAT_DATES)])
def test_a_path_that_is_named_here_exists(path: str) -> None:
    assert (LIBRARY / path).exists()


@pytest.mark.parametrize(
    ("docstring", "pure"),
    [
        ("What a write still owes; pure.", True),
        ("What a write still owes (pure).", True),
        ("What a write still owes. Pure.", True),
        ("What a write still owes.\n\nThis module is pure: time is an argument.", True),
        ("What a write still owes, purely.", False),
        ("What a write still owes.", False),
    ],
)
def test_a_module_promises_to_be_pure_in_any_spelling(docstring: str, pure: bool) -> None:
    assert promises(f'"""{docstring}"""\n') is pure


@each_module
def test_arrows_only_point_down(path: Path) -> None:
    layer = layer_of(path)
    reached = {target_layer(path, each) for each in imports_of(path) if each.level}
    assert reached - {layer} <= MAY_IMPORT[layer]


@each_module
def test_the_library_imports_itself_relatively(path: Path) -> None:
    assert not [each for each in imports_of(path) if not each.level and each.name.split(".")[0] == "ipcom"]


@each_module
def test_the_core_needs_a_yaml_reader_and_nothing_else(path: Path) -> None:
    allowed = set(CORE_PACKAGES)
    if layer_of(path) == "cli":
        allowed |= COMMAND_LINE_PACKAGES
    if path.name == "pytest_plugin.py":
        allowed |= TEST_PACKAGES
    assert foreign_packages(path) <= allowed


@each_pure_module
def test_pure_layers_know_neither_clock_nor_network(path: Path) -> None:
    names = {each.name.split(".")[0] for each in imports_of(path) if not each.level}
    allowed = {"datetime"} if shown(path) in MAY_FORMAT_DATES else set()
    assert names & IMPURE_MODULES <= allowed


def foreign_packages(path: Path) -> set[str]:
    names = {each.name.split(".")[0] for each in imports_of(path) if not each.level}
    return names - sys.stdlib_module_names


@each_pure_module
def test_pure_layers_take_randomness_as_an_argument(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert set(re.findall(r"\brandom\.(\w+)", text)) <= {"Random"}
    assert "from random" not in text
