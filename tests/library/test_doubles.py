"""One name for one thing: no two modules share a name, nor two classes."""

import ast
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

import ipcom
from tests.library.pure_modules import LIBRARY

MODULES = [path for path in sorted(LIBRARY.rglob("*.py")) if not path.name.startswith("__")]
COMMANDS = LIBRARY / "cli/commands"
"""Here a module is named after the command that a person types."""
FACES_OF_THE_CLIENT = {"IPComClient": {"blocking.py", "client/client.py"}}
"""`ipcom.blocking` offers the same client without `await`, under the same name on purpose."""


def shown(path: Path) -> str:
    return path.relative_to(LIBRARY).as_posix()


def doubles(named: Iterable[tuple[str, Path]]) -> dict[str, set[str]]:
    """Return the names that stand in more than one place, and where."""
    places: defaultdict[str, list[str]] = defaultdict(list)
    for name, path in named:
        places[name].append(shown(path))
    return {name: set(paths) for name, paths in places.items() if len(paths) > 1}


def classes() -> Iterable[tuple[str, Path]]:
    for path in MODULES:
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ClassDef):
                yield node.name, path


def test_no_two_modules_share_a_name() -> None:
    assert doubles((path.stem, path) for path in MODULES if path.parent != COMMANDS) == {}


def test_no_two_classes_share_a_name() -> None:
    assert doubles(classes()) == FACES_OF_THE_CLIENT


def test_no_class_inside_has_a_public_name() -> None:
    """A public name stands for one class, wherever it is written."""
    homes = {
        name: getattr(ipcom, name).__module__
        for name in ipcom.__all__
        if isinstance(getattr(ipcom, name), type)
    }
    others = {
        (name, shown(path))
        for name, path in classes()
        if name in homes and homes[name] != "ipcom." + shown(path).removesuffix(".py").replace("/", ".")
    }
    assert others == {("IPComClient", "blocking.py")}


def test_a_name_that_stands_twice_is_found() -> None:
    named = [("Link", LIBRARY / "a.py"), ("Link", LIBRARY / "b.py"), ("Wire", LIBRARY / "a.py")]
    assert doubles(named) == {"Link": {"a.py", "b.py"}}
