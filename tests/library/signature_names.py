"""The library's own classes in the signatures of what it offers."""

import ast
import inspect
from collections.abc import Iterable, Iterator
from functools import cache

from tests.library.pure_modules import LIBRARY

SPECIAL = {"__init__", "__aenter__", "__aiter__", "__anext__", "__enter__", "__iter__", "__next__"}
"""Methods that begin with an underscore and are offered all the same."""


def annotations_of(offered: object) -> Iterator[str]:
    """Yield every annotation of a function, or of the methods, properties and fields of a class."""
    if inspect.isfunction(offered):
        yield from _texts(offered)
    if inspect.isclass(offered):
        for each in offered.__mro__:
            if each.__module__.startswith("ipcom"):
                yield from _texts_of_class(each)


def own_classes_in(annotations: Iterable[str]) -> set[str]:
    """Return the library's classes among the names in annotations, aliases followed to what they stand for."""
    own = set().union(*(_names(ast.parse(text)) for text in annotations)) & _definitions().keys()
    classes = {name for name in own if _definitions()[name] is None}
    aliases = {value for name in own if (value := _definitions()[name]) is not None}
    return classes.union(*(own_classes_in([value]) for value in aliases))


def _texts_of_class(offered: type) -> Iterator[str]:
    fields = inspect.get_annotations(offered)
    yield from (str(text) for name, text in fields.items() if not name.startswith("_"))
    for name, member in vars(offered).items():
        if not name.startswith("_") or name in SPECIAL:
            yield from _texts(getattr(member, "fget", None) or getattr(member, "__func__", member))


def _texts(function: object) -> Iterator[str]:
    if inspect.isfunction(function):
        yield from map(str, inspect.get_annotations(function).values())


def _names(tree: ast.AST) -> set[str]:
    return {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}


@cache
def _definitions() -> dict[str, str | None]:
    """Return what stands at the top of the library's modules: types behind aliases as text, None for classes."""
    found: dict[str, str | None] = {}
    for path in sorted(LIBRARY.rglob("*.py")):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ClassDef):
                found[node.name] = None
            for name, value in _aliases(node):
                found.setdefault(name, ast.unparse(value))
    return found


def _aliases(node: ast.stmt) -> Iterator[tuple[str, ast.expr]]:
    """Yield what a statement names a type, such as `Connector = Callable[...]`; no TypeVar and no other call."""
    target = node.targets[0] if isinstance(node, ast.Assign) else getattr(node, "target", None)
    value = getattr(node, "value", None)
    if isinstance(target, ast.Name) and isinstance(value, (ast.Subscript, ast.BinOp, ast.Name)):
        yield target.id, value
