"""Every theme: what a run is about. Half of the runs mix everything; each of the others plays one theme on purpose."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from itertools import count

from tests.library.proof.plan import Item
from tests.library.proof.themes.commands import COMMANDS, SLOTS_OF
from tests.library.proof.themes.link import LINK
from tests.library.proof.themes.motors import MOTORS
from tests.library.proof.themes.moves import MOVES
from tests.library.proof.themes.positions import POSITIONS

Pattern = Callable[[random.Random, float], Iterator[Item]]

THEMES: tuple[tuple[Pattern, ...], ...] = (LINK, COMMANDS, MOTORS, POSITIONS, MOVES)
BEGIN_S = (2.0, 3.0)
SLOT_S = 14.0
"""A pattern has the house for itself for so long."""
SLOTS = 4


def is_mixed(seed: int) -> bool:
    """Whether this run mixes everything."""
    return seed % 2 == 0


def theme_of(seed: int) -> tuple[Pattern, ...]:
    """The patterns that this run is about; none for a run that mixes everything."""
    return () if is_mixed(seed) else THEMES[seed // 2 % len(THEMES)]


def seeds_about(theme: int, first: int) -> Iterator[int]:
    """The seeds from `first` on that play the theme of this number."""
    return (seed for seed in count(first) if theme_of(seed) is THEMES[theme])


def draw_theme(seed: int, patterns: tuple[Pattern, ...]) -> Iterator[Item]:
    """Patterns of a theme, one after the other."""
    rng = random.Random(f"theme {seed}")
    slot = 0
    while slot < SLOTS:
        pattern = rng.choice([each for each in patterns if slot + SLOTS_OF.get(each, 1) <= SLOTS])
        yield from pattern(rng, rng.uniform(*BEGIN_S) + slot * SLOT_S)
        slot += SLOTS_OF.get(pattern, 1)
