"""Reading a profile out of its table. Mistakes are collected, each with the path of its key."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from ...errors import ConfigurationError, Problem
from ...model.bus_type import BusType
from ...model.host import DEFAULT_PORT, parse_host
from ...model.near_match import did_you_mean
from ..console.options import BUSES, HIGHEST_PORT, LONGEST_TIMEOUT_S, SHORTEST_TIMEOUT_S
from .profile import SECTION, Profile

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

PASSWORDS = ("password", "password_file", "password_variable")
"""The three ways to say the password, of which one is enough."""
_EXAMPLES = {"host": '"192.168.1.20"', "username": '"demo"'}
"""What every profile has."""
_TEXTS = ("host", "username", "password", "password_variable", "bus_type")
_PATHS = ("password_file", "devices")
_KNOWN = ("host", "port", "username", *PASSWORDS, "bus", "bus_type", "devices", "timeout")
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


class ProfileFields:
    """The table of one profile. What is wrong is added to `problems`."""

    def __init__(self, name: str, table: Mapping[str, object], file: Path, problems: list[Problem]) -> None:
        self._name = name
        self._table = table
        self._file = file
        self._problems = problems

    def read(self) -> Profile | None:
        """Return the profile; None after noting a mistake."""
        before = len(self._problems)
        known_keys(self._table, _KNOWN, f"{SECTION}.{self._name}.", self._file, self._problems)
        found = self._values()
        self._check_host(found["host"], found["port"])
        self._check_bus_type(found["bus_type"])
        self._check_passwords()
        return Profile(self._name, self._file, **found) if len(self._problems) == before else None

    def _values(self) -> dict[str, Any]:
        """Return the values by key, None for those that are missing or wrong."""
        return {
            **{name: self._text(name) for name in _TEXTS},
            **{name: self._path(name) for name in _PATHS},
            "port": self._whole("port", 1, HIGHEST_PORT),
            "bus": self._whole("bus", *BUSES),
            "timeout": self._number("timeout", SHORTEST_TIMEOUT_S, LONGEST_TIMEOUT_S),
        }

    def _text(self, name: str) -> str | None:
        value = self._table.get(name)
        if value is None:
            self._require(name)
        elif not isinstance(value, str):
            self._wrong(name, "not text", f"write {name} = {_quoted(name, value)}")
        elif not value.strip():
            self._complain(name, "is empty", "write what it is, or delete the line")
        else:
            return value
        return None

    def _require(self, name: str) -> None:
        if name in _EXAMPLES:
            self._complain(None, f"{SECTION}.{self._name} has no {name}", f"write {name} = {_EXAMPLES[name]}")

    def _whole(self, name: str, low: int, high: int) -> int | None:
        value = self._table.get(name)
        if value is None or (type(value) is int and low <= value <= high):
            return value
        self._wrong(
            name,
            f"not a whole number from {low} to {high}",
            f"write {name} = {low} to {high}, without quotes",
        )
        return None

    def _number(self, name: str, low: float, high: float) -> float | None:
        value = self._table.get(name)
        if value is None:
            return None
        if type(value) in (int, float) and isinstance(value, int | float) and low <= value <= high:
            return float(value)
        self._wrong(
            name, f"not a number from {low:g} to {high:g}", f"write {name} = 10, in seconds, without quotes"
        )
        return None

    def _check_bus_type(self, kind: str | None) -> None:
        if kind is not None and kind not in set(BusType):
            fix = f'write bus_type = "{BusType.MINIDO.value}"'
            self._wrong("bus_type", f"none of {', '.join(BusType)}", fix)

    def _check_passwords(self) -> None:
        given = [name for name in PASSWORDS if name in self._table]
        if len(given) > 1:
            message = f"{SECTION}.{self._name} has {' and '.join(given)}"
            self._complain(None, message, "keep one, and delete the others")

    def _check_host(self, host: str | None, port: int | None) -> None:
        if host is None:
            return
        try:
            parse_host(host, DEFAULT_PORT if port is None else port)
        except ConfigurationError as error:
            for problem in error.problems:
                self._complain(None, f"{SECTION}.{self._name}.host: {problem.message}", problem.fix)

    def _path(self, name: str) -> Path | None:
        """Return a path, seen from the folder of the file; `~` is the user's home."""
        text = self._text(name)
        if text is None:
            return None
        try:
            return self._file.parent / Path(text).expanduser()
        except RuntimeError:
            self._complain(name, "begins with ~, but no home is known", "write the whole path")
            return None

    def _wrong(self, name: str, what: str, fix: str) -> None:
        self._complain(name, f"is {_shown(name, self._table[name])}, {what}", fix)

    def _complain(self, name: str | None, message: str, fix: str) -> None:
        path = f"{SECTION}.{self._name}.{name} " if name else ""
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
