"""The page on the architecture names files that exist, and the numbers and rooms of the code."""

import importlib
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from types import ModuleType

import pytest

from tests.library.test_layers import MAY_IMPORT, ROOMS_MAY_IMPORT

ROOT = Path(__file__).parents[2]
LIBRARY = ROOT / "src" / "ipcom"
PAGE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")

FILE = re.compile(r"`([\w/]+/[\w/]+\.py)`")
NUMBER = re.compile(r"`(\w+)` ([\d. ]+)")
QUOTED = re.compile(r"`([\w*]+)`")


def rows_of(heading: str) -> Iterator[list[str]]:
    """The cells of each row of the tables under a heading, without the heads of the tables."""
    _, _, after = PAGE.partition(f"\n## {heading}\n")
    text = after.partition("\n## ")[0]
    for line in text.splitlines():
        if line.startswith("| `"):
            yield [cell.strip() for cell in line.strip("|").split("|")]


def numbers() -> Iterator[tuple[str, str, tuple[float, ...]]]:
    for path, cell in rows_of("Where the numbers are"):
        for name, values in NUMBER.findall(cell):
            yield path.strip("`"), name, tuple(map(float, values.split()))


def value_of(module: ModuleType, name: str) -> object:
    """A constant of the module, or the default of a field of one of its dataclasses."""
    if hasattr(module, name):
        return getattr(module, name)
    for each in vars(module).values():
        if isinstance(each, type) and is_dataclass(each) and each.__module__ == module.__name__:
            for field in fields(each):
                if field.name == name:
                    return field.default
    raise AssertionError(f"{module.__name__} has no {name}")


@pytest.mark.parametrize(
    ("path", "name", "told"), list(numbers()), ids=lambda part: str(part).replace("/", ".")
)
def test_the_page_tells_the_numbers_of_the_code(path: str, name: str, told: tuple[float, ...]) -> None:
    module = importlib.import_module("ipcom." + path.removesuffix(".py").replace("/", "."))
    value = value_of(module, name)
    assert (value if isinstance(value, tuple) else (value,)) == told


def test_every_file_that_the_page_names_exists() -> None:
    named = set(FILE.findall(PAGE))
    assert len(named) > 20
    assert [
        name for name in sorted(named) if not ((LIBRARY / name).is_file() or (ROOT / name).is_file())
    ] == []


def arrows() -> dict[str, set[str]]:
    """What each room may import, by the tables of the page."""
    rows = [row for row in rows_of("One picture") if len(row) == 3]
    return {room.strip("`"): set(QUOTED.findall(reached)) for room, _, reached in rows}


def test_the_page_tells_the_arrows_that_the_layer_test_holds() -> None:
    assert {layer: reached for layer, reached in arrows().items() if "/" not in layer} == MAY_IMPORT


def test_the_page_tells_the_arrows_inside_the_layers() -> None:
    assert {room: reached for room, reached in arrows().items() if "/" in room} == {
        f"{layer}/{room}": reached
        for layer, rooms in ROOMS_MAY_IMPORT.items()
        for room, reached in rooms.items()
    }
