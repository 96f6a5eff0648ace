"""What makes a module impure: a clock, a network, a log, a loop or chance of its own, however it is imported."""

import ast
from collections.abc import Iterator

HARMLESS = {
    "__future__",
    "abc",
    "bisect",
    "collections",
    "dataclasses",
    "datetime",
    "difflib",
    "enum",
    "functools",
    "hashlib",
    "heapq",
    "ipaddress",
    "itertools",
    "math",
    "operator",
    "pathlib",
    "random",
    "re",
    "statistics",
    "tomllib",
    "types",
    "typing",
    "unicodedata",
    "xml",
    "yaml",
}
"""Modules and packages that do nothing by themselves, apart from the names that follow."""

HARMLESS_IN = {
    "random": {"Random"},
    "datetime": {"UTC", "date", "datetime", "timedelta", "timezone"},
    "hashlib": {"sha256"},
}
"""Of these modules, only these names."""

CLOCKS = {"now", "today", "utcnow"}
"""Methods of dates and times that read a clock."""

WAYS_ROUND = {"__builtins__", "__import__", "eval", "exec", "globals", "input", "open", "print"}
"""Built-in names that import or do anything."""


def impurities(source: str) -> list[str]:
    """Return what a module's source has that a pure one may not have; imports of the library itself do not count."""
    tree = ast.parse(source)
    aliases = dict(_aliases(tree))
    return [found for node in ast.walk(tree) for found in _impurities_of(node, aliases)]


def _aliases(tree: ast.AST) -> Iterator[tuple[str, str]]:
    """Yield the names by which a module knows others, and what each stands for."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.asname or alias.name, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield from ((alias.asname or alias.name, f"{node.module}.{alias.name}") for alias in node.names)


def _impurities_of(node: ast.AST, aliases: dict[str, str]) -> Iterator[str]:
    match node:
        case ast.Import():
            yield from (alias.name for alias in node.names if _top(alias.name) not in HARMLESS)
        case ast.ImportFrom(module=str(module), level=0):
            yield from (f"{module}.{alias.name}" for alias in node.names if _is_impure(module, alias.name))
        case ast.Attribute(value=ast.Name(id=name), attr=attribute) if name in aliases:
            whole = aliases[name]
            if _is_impure(whole, attribute) or (_top(whole) == "datetime" and attribute in CLOCKS):
                yield f"{whole}.{attribute}"
        case ast.Attribute(value=ast.Attribute(value=ast.Name(id=name), attr=inner), attr=attribute):
            if aliases.get(name) == "datetime" and attribute in CLOCKS:
                yield f"datetime.{inner}.{attribute}"
        case ast.Call(func=func, args=[], keywords=[]) if _name_of(func, aliases) == "random.Random":
            yield "random.Random without a seed"
        case ast.Name(id=name) if name in WAYS_ROUND:
            yield name


def _is_impure(module: str, name: str) -> bool:
    return _top(module) not in HARMLESS or (module in HARMLESS_IN and name not in HARMLESS_IN[module])


def _name_of(node: ast.AST, aliases: dict[str, str]) -> str:
    match node:
        case ast.Name(id=name):
            return aliases.get(name, name)
        case ast.Attribute(value=ast.Name(id=name), attr=attribute):
            return f"{aliases.get(name, name)}.{attribute}"
    return ""


def _top(module: str) -> str:
    return module.partition(".")[0]
