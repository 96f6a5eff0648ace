"""The integration's rooms: which of them may import which, and that the tests mirror them."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

TESTS = Path(__file__).parent
SOURCE = TESTS.parents[1] / "custom_components/ipcom"
MODULES = sorted(path.relative_to(SOURCE).with_suffix("").as_posix() for path in SOURCE.rglob("*.py"))

NAMED_BY_HOME_ASSISTANT = {
    "__init__",
    "binary_sensor",
    "button",
    "config_flow",
    "const",
    "coordinator",
    "cover",
    "diagnostics",
    "entity",
    "event",
    "fan",
    "light",
    "logbook",
    "repairs",
    "sensor",
    "services",
    "siren",
    "switch",
    "system_health",
    "valve",
}
DOOR = "library"
BASE = {"const", "coordinator", "entity", DOOR}
"""The flat modules that rooms may import."""
MAY_IMPORT = {
    "gateway": BASE,
    "devices": BASE,
    "imports": BASE | {"gateway", "devices"},
    "flows": BASE | {"gateway", "devices", "imports"},
    "panel": BASE | {"gateway", "devices", "imports"},
}
OF_THE_WHOLE = {
    "test_blueprints",
    "test_blueprints_absence",
    "test_everything",
    "test_floors",
    "test_kept_forms",
    "test_languages",
    "test_layers",
}
"""Tests of the whole integration, which belong to no module."""


def room_of(module: str) -> str:
    return module.partition("/")[0]


def imported_by(module: str) -> Iterator[str]:
    """Return what a module imports of the integration when it is loaded; names for type checking are left out."""
    path = SOURCE / f"{module}.py"
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.ImportFrom) and node.level:
            folder = path.parents[node.level - 1].relative_to(SOURCE)
            yield (folder / (node.module or "__init__").replace(".", "/")).as_posix()


def circle_from(module: str, way: tuple[str, ...] = ()) -> tuple[str, ...]:
    if module in way:
        return (*way[way.index(module) :], module)
    return next((found for each in imported_by(module) if (found := circle_from(each, (*way, module)))), ())


@pytest.mark.parametrize("name", sorted(NAMED_BY_HOME_ASSISTANT | BASE | MAY_IMPORT.keys()))
def test_a_path_that_is_named_here_exists(name: str) -> None:
    assert (SOURCE / f"{name}.py").exists() or (SOURCE / name / "__init__.py").exists()


@pytest.mark.parametrize("name", sorted(OF_THE_WHOLE))
def test_a_test_that_is_named_here_exists(name: str) -> None:
    assert (TESTS / f"{name}.py").exists()


def test_flat_is_only_what_home_assistant_names_and_the_door_to_the_library() -> None:
    assert {module for module in MODULES if "/" not in module} == NAMED_BY_HOME_ASSISTANT | {DOOR}


def test_every_room_is_known() -> None:
    assert {room_of(module) for module in MODULES if "/" in module} == MAY_IMPORT.keys()


@pytest.mark.parametrize("module", [module for module in MODULES if "/" in module])
def test_arrows_between_rooms_point_one_way(module: str) -> None:
    own = room_of(module)
    assert {room_of(each) for each in imported_by(module)} - {own} <= MAY_IMPORT[own]


@pytest.mark.parametrize("module", MODULES)
def test_no_module_imports_itself_by_way_of_others(module: str) -> None:
    assert not circle_from(module)


@pytest.mark.parametrize("module", MODULES)
def test_only_the_door_imports_the_library(module: str) -> None:
    tree = ast.parse((SOURCE / f"{module}.py").read_text(encoding="utf-8"))
    names = {
        name.partition(".")[0]
        for node in ast.walk(tree)
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
            if isinstance(node, ast.ImportFrom) and not node.level
            else []
        )
    }
    assert ("ipcom" in names) == (module == DOOR)


@pytest.mark.parametrize(
    "path",
    [path for path in sorted(TESTS.rglob("test_*.py")) if path.stem not in OF_THE_WHOLE],
    ids=lambda path: path.relative_to(TESTS).as_posix(),
)
def test_a_file_of_tests_lies_where_its_module_lies(path: Path) -> None:
    """`light.py` has `test_light.py`, and may have `test_light_clicks.py`; `__init__.py` has `test_init.py`."""
    stem = path.stem.removeprefix("test_")
    words = "__init__" if stem == "init" else stem
    beside = {
        module.name.removesuffix(".py") for module in (SOURCE / path.parent.relative_to(TESTS)).glob("*.py")
    }
    assert any(words == name or words.startswith(f"{name}_") for name in beside)
