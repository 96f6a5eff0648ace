"""What happens in one run: commands, presses at the wall and faults, each at its time; the seed decides all."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any


class Group(StrEnum):
    """Whose doing an item is."""

    COMMAND = "command"
    PRESS = "press"
    FAULT = "fault"


@dataclass(frozen=True, slots=True)
class Item:
    """`kind` names the method of the stage that does it, `at` seconds after the start."""

    at: float
    group: Group
    kind: str
    args: tuple[Any, ...] = ()
    lasts: float = 0.0

    def __str__(self) -> str:
        lasts = f" for {self.lasts:g} s" if self.lasts else ""
        return f"{self.at:8.4f} {self.kind}{self.args}{lasts}"


@dataclass(frozen=True, slots=True)
class Plan:
    """One run; `seed` decides the house and the order of what is ready together, too."""

    seed: int
    items: tuple[Item, ...] = field(default=())
    seconds: float = 60.0
    neighbour: bool = False
    """Whether another program is on the same gateway; then only the first rule is promised."""

    def without(self, dropped: frozenset[int]) -> Plan:
        """The same run without some of its items."""
        return replace(self, items=tuple(item for n, item in enumerate(self.items) if n not in dropped))

    def count(self, group: Group) -> int:
        """How many items of a group it has."""
        return sum(item.group is group for item in self.items)

    def __str__(self) -> str:
        return "\n".join([f"seed {self.seed}, {self.seconds:g} s", *map(str, self.items)])
