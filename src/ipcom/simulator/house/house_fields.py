"""Typed reading of a mapping from a house file. Mistakes are collected instead of raised; pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...errors import Problem
from ...model.near_match import did_you_mean
from ..simulator_text import HouseMistake

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from .house_tree import HouseTree, Path

MAX_SHOWN = 60
"""How many characters of a value are shown."""


@dataclass(frozen=True, slots=True)
class Fields:
    """One mapping of a file. `where` is the path to it; all mappings of a file share `problems`."""

    data: Mapping[str, object]
    tree: HouseTree
    problems: list[Problem]
    where: Path = ()

    def complain(self, mistake: HouseMistake, at: str, **values: object) -> None:
        """Note a mistake at one key of this mapping."""
        message = mistake(_where=self.tree.said(self.where), **values)
        line = self.tree.line_of((*self.where, at))
        self.problems.append(Problem(message, file=self.tree.file, line=line))

    def allow(self, names: Iterable[str]) -> None:
        """Complain about every other name."""
        known = tuple(names)
        for name in self.data:
            if name not in known:
                hint = did_you_mean(name, known) or f"there are: {', '.join(known)}"
                self.complain(HouseMistake.FIELD_UNKNOWN, name, name=name, _hint=hint)

    def number(self, name: str, default: float, *, least: float = 0.0, most: float = 86_400.0) -> float:
        """Return a number between two bounds."""
        value = self.data.get(name, default)
        if isinstance(value, bool) or not isinstance(value, int | float) or not least <= value <= most:
            self._complain_of_value(HouseMistake.FIELD_NO_NUMBER, name, low=least, high=most)
            return default
        return float(value)

    def whole(self, name: str, default: int, *, least: int = 1, most: int) -> int:
        """Return a whole number between two bounds."""
        value = self.data.get(name, default)
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            self._complain_of_value(HouseMistake.FIELD_NO_WHOLE_NUMBER, name, low=least, high=most)
            return default
        return value

    def text(self, name: str, default: str) -> str:
        """Return a text."""
        value = self.data.get(name, default)
        if not isinstance(value, str):
            self._complain_of_value(HouseMistake.FIELD_NO_TEXT, name)
            return default
        return value

    def names(self, name: str) -> tuple[str, ...]:
        """Return a list of texts."""
        value = self.data.get(name, [])
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            self._complain_of_value(HouseMistake.FIELD_NO_NAMES, name)
            return ()
        return tuple(value)

    def within(self, name: str) -> Fields:
        """Return the mapping called `name`. It is empty when the file leaves it out."""
        value = self.data.get(name, {})
        if not isinstance(value, dict):
            self._complain_of_value(HouseMistake.FIELD_NO_MAPPING, name)
            value = {}
        keyed = {str(key): item for key, item in value.items()}
        return Fields(keyed, self.tree, self.problems, (*self.where, name))

    def _complain_of_value(self, mistake: HouseMistake, name: str, **values: object) -> None:
        self.complain(mistake, name, name=name, _value=_shown(self.data[name]), **values)


def _shown(value: object) -> str:
    """Return a value for a message, cut. Lists and mappings are not shown: an alias can make them of any length."""
    if isinstance(value, list | dict):
        return "a list" if isinstance(value, list) else "a mapping"
    text = repr(value)
    return text if len(text) <= MAX_SHOWN else f"{text[:MAX_SHOWN]}..."
