"""Moments that try what is known of positions: timers, presses, runs that no read showed."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator

from tests.library.proof.items import light
from tests.library.proof.plan import Item
from tests.library.proof.proof_house import LAMPS


def lamp(rng: random.Random, at: float) -> Iterator[Item]:
    """A lamp is switched."""
    yield light(at, rng.choice(LAMPS), 255)


POSITIONS: tuple[Callable[[random.Random, float], Iterator[Item]], ...] = (lamp,)
