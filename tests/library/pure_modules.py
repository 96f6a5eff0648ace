"""The modules that know no clock, no network and no randomness of their own.

A module promises this with the word "pure" in its docstring, or its package does for all that lies in it. test_purity.py
holds all of them to it, and script/test asks for full coverage of them: `python tests/library/pure_modules.py` prints
them.
"""

import ast
import re
import sys
from functools import cache
from pathlib import Path

from ipcom import errors

LIBRARY = Path(errors.__file__).parent

_PROMISE = re.compile(r"\bpure\b", re.IGNORECASE)


def pure_modules(library: Path = LIBRARY) -> list[Path]:
    """Return the modules that promise to be pure, or whose package does."""
    return [path for path in sorted(library.rglob("*.py")) if is_pure(path, library)]


def is_pure(path: Path, library: Path = LIBRARY) -> bool:
    """Tell whether a module is pure by its own promise or by that of a package around it."""
    packages = (folder / "__init__.py" for folder in path.parents if folder.is_relative_to(library))
    return any(_file_promises(each) for each in (path, *packages))


@cache
def _file_promises(path: Path) -> bool:
    return promises(path.read_text(encoding="utf-8"))


def promises(source: str) -> bool:
    """Tell whether a module's docstring says that it is pure, however it is spelt."""
    return bool(_PROMISE.search(ast.get_docstring(ast.parse(source)) or ""))


if __name__ == "__main__":
    sys.stdout.writelines(f"{path}\n" for path in pure_modules())
