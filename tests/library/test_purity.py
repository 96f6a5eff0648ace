"""A module that is called pure has no clock, no network, no log, no loop and no chance of its own."""

from pathlib import Path

import pytest

from tests.library.imports import imports_of, reached
from tests.library.pure_modules import LIBRARY, is_pure, promises, pure_modules
from tests.library.purity import impurities

ROOMS = ("model", "protocol", "client/planning", "simulator/house")
"""Packages that are pure as a whole: their own docstrings say so, and this list keeps them to it."""

NAMES_ONLY = {"errors.py"}
"""Modules without any code that runs."""

TOLD_TO_THE_LOG = {("shutter/stored.py", "shutter/unknown_words.py")}
"""A stored position with a word of another release is read all the same, and the log says so once."""


def shown(path: Path) -> str:
    return path.relative_to(LIBRARY).as_posix()


each_pure_module = pytest.mark.parametrize("path", pure_modules(), ids=shown)


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_promises_to_be_pure(room: str) -> None:
    assert is_pure(LIBRARY / room / "__init__.py")


@pytest.mark.parametrize(
    ("docstring", "pure"),
    [
        ("What a write still owes; pure.", True),
        ("What a write still owes (pure).", True),
        ("What a write still owes (pure: time is an argument).", True),
        ("What a write still owes. Pure.", True),
        ("What a write still owes.\n\nThis module is pure: time is an argument.", True),
        ("What a write still owes, purely.", False),
        ("What a write still owes.", False),
    ],
)
def test_a_module_promises_to_be_pure_in_any_spelling(docstring: str, pure: bool) -> None:
    assert promises(f'"""{docstring}"""\n') is pure


@each_pure_module
def test_a_pure_module_does_nothing_by_itself(path: Path) -> None:
    assert not impurities(path.read_text(encoding="utf-8"))


@each_pure_module
def test_a_pure_module_imports_pure_ones_only(path: Path) -> None:
    others = {other for each in imports_of(path) if each.level for other in reached(path, each)}
    impure = {shown(other) for other in others if not is_pure(other)} - NAMES_ONLY
    assert not {(shown(path), other) for other in impure} - TOLD_TO_THE_LOG


@pytest.mark.parametrize(
    "source",
    [
        "import time",
        "import time as t",
        "import os.path",
        "from time import monotonic",
        "from asyncio import sleep as nap",
        "import importlib",
        "def later():\n    import socket",
        "__import__('time')",
        "open('file')",
        "import random\nrandom.random()",
        "import random as chance\nchance.choice([1])",
        "from random import uniform",
        "import random\nrandom.Random()",
        "from random import Random\nRandom()",
        "import datetime\ndatetime.datetime.now()",
        "from datetime import datetime\ndatetime.now()",
        "from datetime import datetime as D\nD.utcnow()",
        "import logging",
    ],
)
def test_what_is_not_pure_is_found(source: str) -> None:
    assert impurities(source)


@pytest.mark.parametrize(
    "source",
    [
        "from random import Random\nRandom(7)",
        "import random\ndef draw(rng: random.Random) -> float:\n    return rng.random()",
        "from datetime import UTC, datetime\ndatetime.fromtimestamp(0.0, UTC)",
        "def due(self) -> float:\n    return self.now",
        "from ..errors import ConfigurationError",
    ],
)
def test_what_takes_time_and_chance_as_arguments_is_pure(source: str) -> None:
    assert not impurities(source)
