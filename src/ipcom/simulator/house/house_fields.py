"""Typed reading of a mapping from a house file. Mistakes are collected instead of raised."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...errors import Problem
from ...model.near_match import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


@dataclass(frozen=True, slots=True)
class Fields:
    """One mapping of a file. `where` is the path to it; all mappings of a file share `problems`."""

    data: Mapping[str, object]
    file: str
    problems: list[Problem]
    where: str = ""

    def complain(self, message: str, fix: str = "") -> None:
        """Note a mistake."""
        self.problems.append(Problem(f"{self.where}{message}", fix, self.file))

    def allow(self, names: Iterable[str]) -> None:
        """Complain about every other name."""
        known = tuple(names)
        for name in self.data:
            if name not in known:
                hint = did_you_mean(name, known) or f"there are: {', '.join(known)}"
                self.complain(f'"{name}" is unknown', hint)

    def number(self, name: str, default: float, *, least: float = 0.0, most: float = 86_400.0) -> float:
        """Return a number between two bounds."""
        value = self.data.get(name, default)
        if isinstance(value, bool) or not isinstance(value, int | float) or not least <= value <= most:
            self.complain(f"{name}: {value!r}", f"write a number from {least:g} to {most:g}")
            return default
        return float(value)

    def whole(self, name: str, default: int, *, least: int = 1, most: int) -> int:
        """Return a whole number between two bounds."""
        value = self.data.get(name, default)
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            self.complain(f"{name}: {value!r}", f"write a whole number from {least} to {most}")
            return default
        return value

    def text(self, name: str, default: str) -> str:
        """Return a text."""
        value = self.data.get(name, default)
        if not isinstance(value, str):
            self.complain(f"{name}: {value!r}", "write a text")
            return default
        return value

    def names(self, name: str) -> tuple[str, ...]:
        """Return a list of texts."""
        value = self.data.get(name, [])
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            self.complain(f"{name}: {value!r}", "write a list of names")
            return ()
        return tuple(value)

    def within(self, name: str) -> Fields:
        """Return the mapping called `name`. It is empty when the file leaves it out."""
        value = self.data.get(name, {})
        if not isinstance(value, dict):
            self.complain(f"{name}: {value!r}", "write a mapping, key: value")
            value = {}
        keyed = {str(key): item for key, item in value.items()}
        return Fields(keyed, self.file, self.problems, f"{self.where}{name}: ")
