"""Typed reading of a mapping from a house file. Mistakes are collected instead of raised."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...errors import Problem
from ...model.near_match import did_you_mean
from ..simulator_text import HouseMistake

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


@dataclass(frozen=True, slots=True)
class Fields:
    """One mapping of a file. `where` is the path to it; all mappings of a file share `problems`."""

    data: Mapping[str, object]
    file: str
    problems: list[Problem]
    where: str = ""

    def complain(self, mistake: HouseMistake, **values: object) -> None:
        """Note a mistake."""
        self.problems.append(Problem(mistake(_where=self.where, **values), file=self.file))

    def allow(self, names: Iterable[str]) -> None:
        """Complain about every other name."""
        known = tuple(names)
        for name in self.data:
            if name not in known:
                hint = did_you_mean(name, known) or f"there are: {', '.join(known)}"
                self.complain(HouseMistake.FIELD_UNKNOWN, name=name, _hint=hint)

    def number(self, name: str, default: float, *, least: float = 0.0, most: float = 86_400.0) -> float:
        """Return a number between two bounds."""
        value = self.data.get(name, default)
        if isinstance(value, bool) or not isinstance(value, int | float) or not least <= value <= most:
            self.complain(HouseMistake.FIELD_NO_NUMBER, name=name, value=value, low=least, high=most)
            return default
        return float(value)

    def whole(self, name: str, default: int, *, least: int = 1, most: int) -> int:
        """Return a whole number between two bounds."""
        value = self.data.get(name, default)
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            self.complain(HouseMistake.FIELD_NO_WHOLE_NUMBER, name=name, value=value, low=least, high=most)
            return default
        return value

    def text(self, name: str, default: str) -> str:
        """Return a text."""
        value = self.data.get(name, default)
        if not isinstance(value, str):
            self.complain(HouseMistake.FIELD_NO_TEXT, name=name, value=value)
            return default
        return value

    def names(self, name: str) -> tuple[str, ...]:
        """Return a list of texts."""
        value = self.data.get(name, [])
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            self.complain(HouseMistake.FIELD_NO_NAMES, name=name, value=value)
            return ()
        return tuple(value)

    def within(self, name: str) -> Fields:
        """Return the mapping called `name`. It is empty when the file leaves it out."""
        value = self.data.get(name, {})
        if not isinstance(value, dict):
            self.complain(HouseMistake.FIELD_NO_MAPPING, name=name, value=value)
            value = {}
        keyed = {str(key): item for key, item in value.items()}
        return Fields(keyed, self.file, self.problems, f"{self.where}{name}: ")
