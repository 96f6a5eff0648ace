"""Public names as they stand in the source: definitions, their members, and what is said of each."""

from __future__ import annotations

import ast
import importlib
import inspect
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import zip_longest
from pathlib import Path
from types import ModuleType

from toolchain.project import ROOT

SRC = ROOT / "src"
Function = ast.FunctionDef | ast.AsyncFunctionDef
WIDTH = 110
"""Characters in a line of the page that shows a signature."""

LITERALS = (int, float, str)


@dataclass(frozen=True, slots=True)
class Member:
    """One thing that a class has: how it is written, and what its docstring says."""

    name: str
    written: str
    text: str
    needs_text: bool


@dataclass(frozen=True, slots=True)
class Definition:
    """One public name: its module, how it is written, what is said of it, and its members."""

    name: str
    module: str
    written: str
    text: str
    members: tuple[Member, ...] = ()


def public_names(package: str) -> list[str]:
    """The names in a package's `__all__`; of a module without one, the classes that it defines."""
    module = importlib.import_module(package)
    if hasattr(module, "__all__"):
        return sorted(name for name in module.__all__ if not name.startswith("__"))
    return sorted(node.name for node in tree_of(package).body if isinstance(node, ast.ClassDef))


def definition(package: str, name: str) -> Definition:
    """Find where a public name is defined, and read it there."""
    value = getattr(importlib.import_module(package), name)
    if inspect.isclass(value) or inspect.isfunction(value):
        module = value.__module__
        return _defined(
            module, next(node for node in tree_of(module).body if getattr(node, "name", "") == name)
        )
    for module in _modules():
        for node, text in _assignments(tree_of(module).body):
            if _target(node) == name:
                return Definition(name, module, ast.unparse(node), text)
    raise LookupError(f"no module defines {package}.{name}")


@cache
def tree_of(module: str) -> ast.Module:
    """The syntax tree of a module."""
    path = SRC / module.replace(".", "/")
    file = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
    return ast.parse(file.read_text(encoding="utf-8"))


@cache
def _modules() -> tuple[str, ...]:
    """Every module of the library; packages export names that they do not define."""
    files = sorted(path for path in (SRC / "ipcom").rglob("*.py") if path.name != "__init__.py")
    return tuple(_dotted(path) for path in files)


def _dotted(path: Path) -> str:
    return ".".join(path.relative_to(SRC).with_suffix("").parts)


def _defined(module: str, node: ast.stmt) -> Definition:
    if isinstance(node, Function):
        return Definition(node.name, module, _signature(module, node), _docstring(node))
    assert isinstance(node, ast.ClassDef)
    begin = _method(node, "__init__")
    text = [_docstring(node), _docstring(begin) if begin else ""]
    written = _wrapped_call(module, node.name, begin.args) if begin else _class_line(node)
    return Definition(
        node.name, module, written, "\n\n".join(filter(None, text)), tuple(_members(module, node))
    )


def _class_line(node: ast.ClassDef) -> str:
    bases = ", ".join(ast.unparse(base) for base in node.bases)
    return f"class {node.name}({bases})" if bases else f"class {node.name}"


def _members(module: str, node: ast.ClassDef) -> Iterator[Member]:
    for field, text in _assignments(node.body):
        yield from _if_public(Member(_target(field), _written_field(module, field), text, needs_text=False))
    begin = _method(node, "__init__")
    for field, text in _assignments(begin.body if begin else []):
        if text:
            name = _target(field).removeprefix("self.")
            yield from _if_public(Member(name, name, text, needs_text=False))
    for each in node.body:
        if isinstance(each, Function) and "setter" not in _decorators(each):
            written = _property(each) if "property" in _decorators(each) else _signature(module, each)
            yield from _if_public(Member(each.name, written, _docstring(each), needs_text=True))


def _if_public(member: Member) -> Iterator[Member]:
    if not member.name.startswith("_"):
        yield member


def _assignments(body: list[ast.stmt]) -> Iterator[tuple[ast.Assign | ast.AnnAssign, str]]:
    """Each assignment to one name, with the string that stands below it."""
    for node, after in zip_longest(body, body[1:]):
        if isinstance(node, ast.AnnAssign) or (isinstance(node, ast.Assign) and len(node.targets) == 1):
            yield node, _text_of(after)


def _text_of(node: ast.stmt | None) -> str:
    if (
        isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
    ):
        return inspect.cleandoc(node.value.value)
    return ""


def _target(node: ast.Assign | ast.AnnAssign) -> str:
    return ast.unparse(node.target if isinstance(node, ast.AnnAssign) else node.targets[0])


def _written_field(module: str, node: ast.Assign | ast.AnnAssign) -> str:
    """`name: type = default` of a dataclass, `NAME = value` of an enum; a call as default says nothing."""
    if isinstance(node, ast.Assign):
        return ast.unparse(node)
    default = (
        "" if node.value is None or isinstance(node.value, ast.Call) else f" = {_value(module, node.value)}"
    )
    return f"{_target(node)}: {ast.unparse(node.annotation)}{default}"


def _value(module: str, node: ast.expr) -> str:
    """A default as a reader wants it: the value of a constant instead of its name, and no private names."""
    if isinstance(node, ast.Name):
        if node.id.startswith("_"):
            return "..."
        value = getattr(_imported(module), node.id, None)
        if isinstance(value, LITERALS):
            return repr(value)
    return ast.unparse(node)


@cache
def _imported(module: str) -> ModuleType:
    return importlib.import_module(module)


def _property(node: Function) -> str:
    return f"{node.name}: {ast.unparse(node.returns)}" if node.returns else node.name


def _signature(module: str, node: Function) -> str:
    prefix = "async " if isinstance(node, ast.AsyncFunctionDef) else ""
    returns = f" -> {ast.unparse(node.returns)}" if node.returns else ""
    return f"{prefix}{_call(module, node.name, node.args)}{returns}"


def _call(module: str, name: str, arguments: ast.arguments) -> str:
    """A call with its arguments as they are declared, without `self`, in one line."""
    return f"{name}({', '.join(_arguments(module, arguments))})"


def _wrapped_call(module: str, name: str, arguments: ast.arguments) -> str:
    """The same with a line for each argument, if it is long."""
    line = _call(module, name, arguments)
    if len(line) <= WIDTH:
        return line
    return "\n".join([f"{name}(", *(f"    {part}," for part in _arguments(module, arguments)), ")"])


def _arguments(module: str, arguments: ast.arguments) -> list[str]:
    plain = [*arguments.posonlyargs, *arguments.args]
    defaults = [None] * (len(plain) - len(arguments.defaults)) + list(arguments.defaults)
    parts = [_argument(module, *pair) for pair in zip(plain, defaults, strict=True)]
    if plain and plain[0].arg in {"self", "cls"}:
        parts = parts[1:]
    if arguments.vararg:
        parts.append(f"*{_argument(module, arguments.vararg, None)}")
    elif arguments.kwonlyargs:
        parts.append("*")
    parts += [
        _argument(module, *pair) for pair in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True)
    ]
    if arguments.kwarg:
        parts.append(f"**{_argument(module, arguments.kwarg, None)}")
    return parts


def _argument(module: str, argument: ast.arg, default: ast.expr | None) -> str:
    typed = f"{argument.arg}: {ast.unparse(argument.annotation)}" if argument.annotation else argument.arg
    if default is None:
        return typed
    separator = " = " if argument.annotation else "="
    return f"{typed}{separator}{_value(module, default)}"


def _method(node: ast.ClassDef, name: str) -> Function | None:
    return next((each for each in node.body if isinstance(each, Function) and each.name == name), None)


def _docstring(node: ast.ClassDef | Function) -> str:
    return ast.get_docstring(node) or ""


def _decorators(node: Function) -> set[str]:
    """The last part of each decorator: `property`, `setter`, `classmethod`."""
    return {ast.unparse(each).rpartition(".")[2] for each in node.decorator_list}
