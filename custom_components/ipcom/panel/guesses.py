"""A guess at what an output is that has no name yet, from what it did. Pure.

It fills a form in before a person looks at it, and decides nothing.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from enum import StrEnum

from .movements import Movements

OUTPUTS_PER_MODULE = 8
IN_TURN_S = 180.0
"""Who tries both buttons of a shutter presses the second one within this time."""
NEIGHBOURS, STRANGERS = 1, 2
"""How often both relays of a shutter must have been on by then: outputs side by side, and any two others."""


class GuessedKind(StrEnum):
    """What an output may be."""

    LIGHT = "light"
    DIMMER = "dimmer"
    SHUTTER = "shutter"
    """One direction of a shutter; the other one is said, too."""
    SCENE = "scene"
    """One of several that a button switches together."""


@dataclass(frozen=True, slots=True)
class Guess:
    """What an output may be, and with which others."""

    kind: GuessedKind
    others: tuple[int, ...] = field(default=())


def guess(movements: Movements, index: int, mapped: Collection[int]) -> Guess | None:
    """Return what an output may be that has just moved; None for one that has a name, or that only we have switched."""
    reads = tuple(reversed(movements.from_outside))
    own = next((read for read in reads if any(each.index == index for each in read)), None)
    if index in mapped or own is None:
        return None
    if movements.shows_levels(index):
        return Guess(GuessedKind.DIMMER)
    if (partner := _other_direction(movements, index, mapped)) is not None:
        return Guess(GuessedKind.SHUTTER, (partner,))
    if others := tuple(sorted(each.index for each in own if each.index != index)):
        return Guess(GuessedKind.SCENE, others)
    return Guess(GuessedKind.LIGHT)


def _other_direction(movements: Movements, index: int, mapped: Collection[int]) -> int | None:
    """Return the output that moved in turn with this one, if they were never on together."""
    partner = _moved_before(movements, index, mapped)
    if partner is None or movements.on_together(index, partner) or movements.shows_levels(partner):
        return None
    needed = NEIGHBOURS if _side_by_side(index, partner) else STRANGERS
    enough = all(_times_on(movements, each) >= needed for each in (index, partner))
    return partner if enough else None


def _moved_before(movements: Movements, index: int, mapped: Collection[int]) -> int | None:
    """Return the last other output without a name that moved, not long ago, alone; None if there were several."""
    since = movements.moved[index].last.at - IN_TURN_S
    for read in reversed(movements.from_outside):
        others = [each for each in read if each.index != index and each.index not in mapped]
        if others:
            (first, *more) = others
            return None if more or first.at < since else first.index
    return None


def _times_on(movements: Movements, index: int) -> int:
    return sum(each.switched_on for read in movements.from_outside for each in read if each.index == index)


def _side_by_side(index: int, other: int) -> bool:
    same_module = index // OUTPUTS_PER_MODULE == other // OUTPUTS_PER_MODULE
    return same_module and abs(index - other) == 1
