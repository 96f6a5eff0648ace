"""Each code of the library's errors is the key of an exception, whose placeholders are the error's values."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

from .findings import Finding, read_json
from .texts import placeholders

SOURCES = Path(__file__).parents[2] / "src"
ROOMS = ("public", "portal", "blocking")
"""What the integration is released with; the command line and the simulator speak English."""


@cache
def codes() -> Mapping[str, frozenset[str]]:
    """Return the names of the values of each code."""
    sys.path.insert(0, str(SOURCES))
    try:
        for room in ROOMS:
            import_module(f"ipcom.{room}")
        sentences = import_module("ipcom.sentence").Sentence
        errors = import_module("ipcom.errors").IPComError
    finally:
        sys.path.remove(str(SOURCES))
    of_classes = {kind("").code: frozenset[str]() for kind in _below(errors)}
    released = filter(_released, sentences.__subclasses__())
    return of_classes | {each.code: each.placeholders for table in released for each in table}


def check(folder: Path) -> Iterator[Finding]:
    """Return codes without a text, and texts with other placeholders than the code has values."""
    texts = read_json(folder / "translations/en.json").get("exceptions", {})
    for code, values in sorted(codes().items()):
        if code not in texts:
            yield Finding("translations/en.json", f"exceptions.{code} is missing: the library has this code")
        elif (ours := placeholders(texts[code].get("message", ""))) != values:
            yield Finding(
                "translations/en.json",
                f"exceptions.{code} has the placeholders {sorted(ours)}, the code has the values {sorted(values)}",
            )


def _below(kind: type[Any]) -> Iterator[type[Any]]:
    yield kind
    for each in kind.__subclasses__():
        yield from _below(each)


def _released(table: type[Any]) -> bool:
    """Tell whether a table is part of a release; those of tests and of the simulator are not."""
    return table.__module__.startswith("ipcom.") and not table.__module__.startswith("ipcom.simulator")
