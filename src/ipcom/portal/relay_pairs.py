"""Which two relays drive one shutter; pure.

The portal names no pairs, and two relays of different motors under one guard would leave both motors without one.
So a pair is certain only where two relays of a module share a name and differ in their direction, or share a name and
are neighbours. Neighbours with different names are a guess, which an owner must confirm.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..model.devices import RelayRole
from ..model.graphic_types import graphic_type
from .relay_names import split_direction

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .drawn_outputs import DrawnOutput


@dataclass(frozen=True, slots=True)
class RelayPair:
    """Two relays, and how sure it is that they belong together and which of them is up."""

    up: DrawnOutput
    down: DrawnOutput
    name: str
    certain: bool
    """Whether they belong together for certain."""
    directed: bool
    """Whether the portal says which of them is up."""


@dataclass(frozen=True, slots=True)
class _NamedRelay:
    output: DrawnOutput
    base: str
    role: RelayRole | None


def pair_relays(relays: Iterable[DrawnOutput]) -> tuple[tuple[RelayPair, ...], tuple[DrawnOutput, ...]]:
    """Return the pairs, and the relays for which there is no other."""
    left = [_relay(each) for each in relays]
    pairs: list[RelayPair] = []
    for alike in (_same_name_other_way, _named_neighbours, _neighbours):
        for first in list(left):
            partners = [each for each in left if first in left and each is not first and alike(first, each)]
            if len(partners) == 1:
                second = partners[0]
                left.remove(first)
                left.remove(second)
                pairs.append(_pair(first, second, certain=alike is not _neighbours))
    return (
        tuple(sorted(pairs, key=lambda pair: pair.up.address)),
        tuple(each.output for each in left),
    )


def _relay(output: DrawnOutput) -> _NamedRelay:
    base, told = split_direction(output.name)
    drawn = graphic_type(output.graphic_type).relay_role
    return _NamedRelay(output, base.casefold(), drawn or told)


def _same_name_other_way(first: _NamedRelay, second: _NamedRelay) -> bool:
    return (
        _same_module(first, second)
        and first.base == second.base
        and {first.role, second.role} == set(RelayRole)
    )


def _named_neighbours(first: _NamedRelay, second: _NamedRelay) -> bool:
    return _neighbours(first, second) and first.base == second.base


def _neighbours(first: _NamedRelay, second: _NamedRelay) -> bool:
    """Tell whether they are outputs 1 and 2, 3 and 4, 5 and 6 or 7 and 8, and not known to go the same way."""
    pair = {(each.output.address.output - 1) // 2 for each in (first, second)}
    same_way = first.role is not None and first.role is second.role
    return _same_module(first, second) and len(pair) == 1 and not same_way


def _same_module(first: _NamedRelay, second: _NamedRelay) -> bool:
    return first.output.address.module == second.output.address.module


def _pair(first: _NamedRelay, second: _NamedRelay, *, certain: bool) -> RelayPair:
    turned = first.role is RelayRole.DOWN or second.role is RelayRole.UP
    up, down = (second, first) if turned else (first, second)
    return RelayPair(up.output, down.output, _name_of(up, down), certain, directed=bool(up.role or down.role))


def _name_of(up: _NamedRelay, down: _NamedRelay) -> str:
    names = [split_direction(each.output.name)[0] for each in (up, down)]
    return names[0] if up.base == down.base else " / ".join(dict.fromkeys(names))
