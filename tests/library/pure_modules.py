"""The modules that know no clock, no network and no randomness of their own.

A module promises this with the word "pure" in its docstring, or it lies in one of the rooms below. test_layers.py holds
all of them to it, and script/test asks for full coverage of them: `python tests/library/pure_modules.py` prints them.
"""

import ast
import re
import sys
from pathlib import Path

from ipcom import errors

LIBRARY = Path(errors.__file__).parent
PURE_ROOMS = ("model", "protocol", "client/planning", "simulator/house")
"""Packages and modules of the library that are pure as a whole, whatever their docstrings say."""

_PROMISE = re.compile(r"\bpure\b", re.IGNORECASE)


def pure_modules(library: Path = LIBRARY) -> list[Path]:
    """Return the modules that promise to be pure."""
    rooms = [library / room for room in PURE_ROOMS]
    return [
        path
        for path in sorted(library.rglob("*.py"))
        if any(path.is_relative_to(room) for room in rooms) or promises(path.read_text(encoding="utf-8"))
    ]


def promises(source: str) -> bool:
    """Tell whether a module's docstring says that it is pure, however it is spelt."""
    return bool(_PROMISE.search(ast.get_docstring(ast.parse(source)) or ""))


if __name__ == "__main__":
    sys.stdout.writelines(f"{path}\n" for path in pure_modules())
