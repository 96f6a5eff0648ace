"""Functions stay short: nine of ten have at most twelve lines, in the library and in the integration."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.library.pure_modules import LIBRARY

INTEGRATION = LIBRARY.parents[1] / "custom_components/ipcom"
LINES = 12
"""From `def` to the last line. The docstring is not counted: nobody shall leave out what a caller has to know."""
LONGER = 0.1
"""This part of all functions may be longer: constructors, tables, and rules that read best in one piece."""
NAMED = 15

NEWER_SYNTAX = (
    (re.compile(r"^type (\w+) =", re.MULTILINE), r"\1 ="),
    (re.compile(r"^(\s*(?:async )?(?:def|class) \w+)\[.*?\](?=\()", re.MULTILINE), r"\1"),
    (re.compile(r"^(\s*except) ([\w.]+(?:, [\w.]+)+):", re.MULTILINE), r"\1 (\2):"),
)
"""The integration is written for Home Assistant's Python, this test runs on the library's oldest."""


class Function(NamedTuple):
    lines: int
    path: Path
    name: str
    first: int

    def __str__(self) -> str:
        shown = self.path.relative_to(LIBRARY.parents[1])
        return f"{self.lines} lines: {self.name} ({shown}:{self.first})"


def parsed(text: str) -> ast.Module:
    for pattern, older in NEWER_SYNTAX:
        text = pattern.sub(older, text)
    return ast.parse(text)


def functions_of(path: Path, tree: ast.Module) -> Iterator[Function]:
    for node in ast.walk(tree):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            assert node.end_lineno is not None
            lines = node.end_lineno - node.lineno + 1 - docstring_lines(node)
            yield Function(lines, path, node.name, node.lineno)


def docstring_lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    if ast.get_docstring(node) is None:
        return 0
    docstring = node.body[0]
    assert docstring.end_lineno is not None
    return docstring.end_lineno - docstring.lineno + 1


@cache
def all_functions() -> list[Function]:
    paths = [path for tree in (LIBRARY, INTEGRATION) for path in sorted(tree.rglob("*.py"))]
    return [each for path in paths for each in functions_of(path, parsed(path.read_text("utf-8")))]


def test_nine_of_ten_functions_have_at_most_twelve_lines() -> None:
    functions = all_functions()
    longer = [each for each in functions if each.lines > LINES]
    newest = sorted(longer, key=lambda each: (each.path.stat().st_mtime, each.lines), reverse=True)
    assert len(longer) <= LONGER * len(functions), (
        f"{len(longer)} of {len(functions)} functions have more than {LINES} lines; split some."
        " Those of the files that were changed last:\n" + "\n".join(map(str, newest[:NAMED]))
    )


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("def f():\n    pass\n", 2),
        ('def f():\n    """One."""\n    return 1\n', 2),
        ('def f(\n    a,\n):\n    """One.\n\n    Two.\n    """\n\n    return a\n', 5),
        ("async def f[T: int](a: T) -> T:\n    return a\n", 2),
        ("try:\n    pass\nexcept OSError, ValueError:\n    def f():\n        pass\n", 2),
        ("type A = int\nclass B[T](C):\n    def f(self): pass\n", 1),
    ],
)
def test_lines_are_counted_without_the_docstring(text: str, lines: int) -> None:
    (function,) = functions_of(LIBRARY, parsed(text))
    assert function.lines == lines
