"""All sentences that the library can say, walked by importing every module of it."""

import importlib
from collections.abc import Iterator
from functools import cache

from ipcom.sentence import Sentence
from tests.library.pure_modules import LIBRARY

COMMAND_LINE = "cli"


@cache
def tables() -> tuple[type[Sentence], ...]:
    """Return the table of each room of the library."""
    for path in sorted(LIBRARY.rglob("*.py")):
        parts = path.relative_to(LIBRARY).with_suffix("").parts
        if parts[0] != COMMAND_LINE and not parts[-1].startswith("__"):
            importlib.import_module(".".join(("ipcom", *parts)))
    found = [kind for kind in Sentence.__subclasses__() if kind.__module__.startswith("ipcom.")]
    return tuple(sorted(found, key=lambda kind: kind.__name__))


def sentences() -> Iterator[Sentence]:
    """Yield every sentence of every table."""
    for table in tables():
        yield from table
