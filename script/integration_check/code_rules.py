"""What Home Assistant asks of the code itself: schema, parallel updates, runtime data, and entries that are typed."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from .findings import Finding
from .home_assistant import PLATFORMS
from .modules import Function, assigned, at, functions, imports_name, modules, top_level_function, walk

_OWN_ENTRY = re.compile(r"[A-Za-z]+ConfigEntry")
_ENTRY_NAMES = {"entry", "config_entry"}
_ENTRY_SECOND = {
    "async_migrate_entry",
    "async_remove_config_entry_device",
    "async_remove_entry",
    "async_setup_entry",
    "async_unload_entry",
    "async_get_config_entry_diagnostics",
    "async_get_device_diagnostics",
}


def check(folder: Path) -> Iterator[Finding]:
    """Return what is wrong with the modules that Home Assistant loads."""
    trees = modules(folder)
    init = trees.get("__init__.py")
    if init is None:
        yield Finding("__init__.py", "is missing")
        return
    yield from _schema(init)
    yield from _runtime_data(init)
    yield from _platforms(trees)
    for file, tree in trees.items():
        yield from _entries(file, tree)


def _schema(init: ast.Module) -> Iterator[Finding]:
    has_setup = any(top_level_function(init, name) for name in ("async_setup", "setup"))
    has_schema = assigned(init, "CONFIG_SCHEMA") or imports_name(init, "CONFIG_SCHEMA")
    if has_setup and not has_schema:
        yield Finding("__init__.py", "has async_setup and no CONFIG_SCHEMA")


def _runtime_data(init: ast.Module) -> Iterator[Finding]:
    setup = top_level_function(init, "async_setup_entry")
    if setup is None:
        yield Finding("__init__.py", "has no async_setup_entry")
    elif not any(
        isinstance(node, ast.Attribute) and node.attr == "runtime_data" and isinstance(node.ctx, ast.Store)
        for node in walk(setup)
    ):
        yield at("__init__.py", setup, "async_setup_entry does not set entry.runtime_data")


def _platforms(trees: dict[str, ast.Module]) -> Iterator[Finding]:
    for platform in sorted(PLATFORMS):
        for file in (f"{platform}.py", f"{platform}/__init__.py"):
            if (tree := trees.get(file)) is None:
                continue
            if not _is_number(assigned(tree, "PARALLEL_UPDATES")):
                yield Finding(file, "sets no PARALLEL_UPDATES")
            if top_level_function(tree, "async_setup_entry") is None:
                yield Finding(file, "has no async_setup_entry")
    for file, tree in trees.items():
        for name in _named_platforms(assigned(tree, "PLATFORMS")):
            if not {f"{name}.py", f"{name}/__init__.py"} & trees.keys():
                yield Finding(file, f"names the platform {name}, and there is no {name}.py")


def _named_platforms(value: ast.expr | None) -> Iterator[str]:
    for node in walk(value) if value else ():
        if (
            isinstance(node, ast.Attribute)
            and isinstance(node.value, ast.Name)
            and node.value.id == "Platform"
        ):
            yield node.attr.lower()


def _is_number(value: ast.expr | None) -> bool:
    return isinstance(value, ast.Constant) and type(value.value) is int


def _entries(file: str, tree: ast.Module) -> Iterator[Finding]:
    """An entry of ours is IPComConfigEntry; ConfigEntry[Any] is one of any integration."""
    for function in functions(tree):
        arguments = [*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs]
        for argument in arguments:
            if _is_untyped(argument.annotation) or (
                argument.arg in _ENTRY_NAMES and argument.annotation is None
            ):
                yield at(file, argument, f"{function.name} takes an entry that is not typed")
        if _is_untyped(function.returns):
            yield at(file, function, f"{function.name} returns an entry that is not typed")
        if function in tree.body and function.name in _ENTRY_SECOND and not _second_is_ours(function):
            yield at(file, function, f"{function.name} must take an entry of this integration's own type")
    for node in walk(tree):
        if isinstance(node, ast.AnnAssign) and _is_untyped(node.annotation):
            yield at(file, node, f"{ast.unparse(node.target)} is an entry that is not typed")


def _second_is_ours(function: Function) -> bool:
    if len(function.args.args) < 2:
        return False
    annotation = function.args.args[1].annotation
    return isinstance(annotation, ast.Name) and bool(_OWN_ENTRY.fullmatch(annotation.id))


def _is_untyped(annotation: ast.expr | None) -> bool:
    match annotation:
        case ast.Name(id="ConfigEntry"):
            return True
        case ast.BinOp(left=left, right=right):
            return _is_untyped(left) or _is_untyped(right)
        case ast.Subscript(value=ast.Name(id="ConfigEntry")):
            return False
        case ast.Subscript(slice=inside):
            return _is_untyped(inside)
        case ast.Tuple(elts=elements):
            return any(map(_is_untyped, elements))
    return False
