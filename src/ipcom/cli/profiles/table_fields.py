"""Reading the values of one table of the configuration file. Mistakes are collected, each with the path of its key."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from ...errors import Problem
from ...model.near_match import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

SECTION = "gateways"
"""The table of the file that holds a table for each gateway."""
PASSWORDS = ("password", "password_file", "password_variable")
"""The three ways to say the password, of which one is enough."""
MAX_SHOWN = 40
"""How many characters of a wrong value are shown."""


def known_keys(
    table: Mapping[str, object], known: Iterable[str], where: str, file: Path, problems: list[Problem]
) -> None:
    """Note every key of a table that is not `known`."""
    keys = tuple(known)
    for name in table:
        if name not in keys:
            fix = did_you_mean(name, keys) or f"known are {', '.join(keys)}"
            problems.append(Problem(f"unknown key {where}{name}", fix, str(file)))


class TableFields:
    """One table. What is wrong is added to `problems`."""

    examples: ClassVar[Mapping[str, str]] = {}
    """What must be there, with an example."""

    def __init__(self, where: str, table: Mapping[str, object], file: Path, problems: list[Problem]) -> None:
        """`where` is what stands before the keys in messages, with its point."""
        self.where = where
        self._table = table
        self._file = file
        self._problems = problems

    def known(self, names: Iterable[str]) -> None:
        """Note every key that is not one of these."""
        known_keys(self._table, names, self.where, self._file, self._problems)

    def text(self, name: str) -> str | None:
        """Return a text; None after noting a mistake, and for one that is missing."""
        value = self._table.get(name)
        if value is None:
            self.require(name)
        elif not isinstance(value, str):
            self.wrong(name, "not text", f"write {name} = {_quoted(name, value)}")
        elif not value.strip():
            self.complain(name, "is empty", "write what it is, or delete the line")
        else:
            return value
        return None

    def require(self, name: str) -> None:
        """Note that a key is missing, if it must be there."""
        if name in self.examples:
            self.complain(None, f"{self.where[:-1]} has no {name}", f"write {name} = {self.examples[name]}")

    def whole(self, name: str, low: int, high: int) -> int | None:
        """Return a whole number."""
        value = self._table.get(name)
        if value is None or (type(value) is int and low <= value <= high):
            return value
        self.wrong(
            name,
            f"not a whole number from {low} to {high}",
            f"write {name} = {low} to {high}, without quotes",
        )
        return None

    def number(self, name: str, low: float, high: float) -> float | None:
        """Return a number of seconds."""
        value = self._table.get(name)
        if value is None:
            return None
        if type(value) in (int, float) and isinstance(value, int | float) and low <= value <= high:
            return float(value)
        self.wrong(
            name, f"not a number from {low:g} to {high:g}", f"write {name} = 10, in seconds, without quotes"
        )
        return None

    def flag(self, name: str) -> bool | None:
        """Return true or false."""
        value = self._table.get(name)
        if value is None or isinstance(value, bool):
            return value
        self.wrong(name, "neither true nor false", f"write {name} = true, without quotes")
        return None

    def texts(self, name: str) -> tuple[str, ...] | None:
        """Return a list of texts."""
        value = self._table.get(name)
        if value is None:
            return None
        if isinstance(value, list) and all(isinstance(each, str) for each in value):
            return tuple(value)
        self.wrong(name, "no list of names", f'write {name} = ["home"]')
        return None

    def check_passwords(self) -> None:
        """Note a second way to say the password."""
        given = [name for name in PASSWORDS if name in self._table]
        if len(given) > 1:
            message = f"{self.where[:-1]} has {' and '.join(given)}"
            self.complain(None, message, "keep one, and delete the others")

    def path(self, name: str) -> Path | None:
        """Return a path, seen from the folder of the file; `~` is the user's home, and `$NAME` a folder that it names."""
        text = self.text(name)
        if text is not None and text.startswith("$"):
            text = self._in_named_folder(name, text)
        if text is None:
            return None
        try:
            return self._file.parent / Path(text).expanduser()
        except RuntimeError:
            self.complain(name, "begins with ~, but no home is known", "write the whole path")
            return None

    def _in_named_folder(self, name: str, text: str) -> str | None:
        """Put the value of a variable before the rest of a path, as of `$CREDENTIALS_DIRECTORY/broker`."""
        variable, slash, rest = text[1:].partition("/")
        folder = os.environ.get(variable)
        if not folder:
            fix = f"set {variable} to the folder, or write the whole path"
            self.complain(name, f"begins with ${variable}, which is not set", fix)
            return None
        return f"{folder}{slash}{rest}"

    def wrong(self, name: str, what: str, fix: str) -> None:
        """Note a wrong value, with what is wrong about it and what to write."""
        self.complain(name, f"is {_shown(name, self._table[name])}, {what}", fix)

    def complain(self, name: str | None, message: str, fix: str) -> None:
        """Note a mistake, of a key or of the whole table."""
        path = f"{self.where}{name} " if name else ""
        self._problems.append(Problem(f"{path}{message}", fix, str(self._file)))


def _quoted(name: str, value: object) -> str:
    """Return a number as the text that was probably meant; a password stays out of messages."""
    return f'"{value}"' if type(value) in (int, float) and name not in PASSWORDS else '"..."'


def _shown(name: str, value: object) -> str:
    """Return a value for a message, cut; never that of a password."""
    if name in PASSWORDS:
        return "something else"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | dict):
        return "a list" if isinstance(value, list) else "a table"
    text = f'"{value}"' if isinstance(value, str) else str(value)
    return text if len(text) <= MAX_SHOWN else f"{text[:MAX_SHOWN]}..."
