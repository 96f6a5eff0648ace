"""The integration's Python modules as syntax trees, those in its rooms included."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from .findings import Finding

_VENDOR = "_vendor"
Function = ast.FunctionDef | ast.AsyncFunctionDef


def modules(folder: Path) -> dict[str, ast.Module]:
    """Return each module by its path below the integration's folder."""
    paths = (path for path in sorted(folder.rglob("*.py")) if _VENDOR not in path.relative_to(folder).parts)
    return {path.relative_to(folder).as_posix(): parse(path.read_text(encoding="utf-8")) for path in paths}


@lru_cache(maxsize=256)
def parse(source: str) -> ast.Module:
    """Return a module's syntax tree."""
    return ast.parse(source)


@lru_cache(maxsize=8192)
def walk(tree: ast.AST) -> tuple[ast.AST, ...]:
    """Return a node with all nodes below it."""
    return tuple(ast.walk(tree))


def functions(tree: ast.AST) -> Iterator[Function]:
    """Return all functions and methods of a module or class."""
    yield from (node for node in walk(tree) if isinstance(node, Function))


def top_level_function(tree: ast.Module, name: str) -> Function | None:
    """Return a function of a module by its name."""
    return next((node for node in tree.body if isinstance(node, Function) and node.name == name), None)


def assigned(tree: ast.Module, name: str) -> ast.expr | None:
    """Return the value that a module gives to a name."""
    for node in tree.body:
        match node:
            case ast.Assign(targets=[ast.Name(id=found)], value=value) if found == name:
                return value
            case ast.AnnAssign(target=ast.Name(id=found), value=ast.expr() as value) if found == name:
                return value
    return None


def imports_name(tree: ast.Module, name: str) -> bool:
    """Tell whether a module imports something as `name`."""
    return any(
        name == (alias.asname or alias.name)
        for node in tree.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    )


def imports_from(tree: ast.Module, module: str) -> bool:
    """Tell whether a module imports something from another one."""
    return any(isinstance(node, ast.ImportFrom) and node.module == module for node in tree.body)


def called(tree: ast.AST) -> set[str]:
    """Return the names of all functions and methods that are called."""
    return {
        node.func.attr if isinstance(node.func, ast.Attribute) else node.func.id
        for node in walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute | ast.Name)
    }


def at(file: str, node: ast.AST, message: str) -> Finding:
    """Return a finding at a line."""
    return Finding(f"{file}:{getattr(node, 'lineno', 1)}", message)
