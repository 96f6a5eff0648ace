"""Moments that try what goes before a keep-alive, and the silence after it."""

from __future__ import annotations

import random
from collections.abc import Iterator

from tests.library.proof.items import command, fault, light, press
from tests.library.proof.plan import Item
from tests.library.proof.proof_house import LAMPS

LAMP = LAMPS[3]
EARLY_S = 1.0
"""Most runs have one keep-alive only."""


def busy_keep_alive(rng: random.Random, _at: float) -> Iterator[Item]:
    """Commands come all the time around a keep-alive; most of them need a read only."""
    value = rng.choice((0, 255))
    steps = [n * 0.03 + rng.uniform(0.0, 0.01) for n in range(-4, 20)]
    yield fault(EARLY_S, "at_keep_alive", tuple(light(step, LAMP, value) for step in steps))


def stop_at_a_keep_alive(rng: random.Random, _at: float) -> Iterator[Item]:
    """A person stops a shutter while a read is under way, just when a keep-alive is due."""
    name = rng.choice(("blind", "apart"))
    items = (
        press(-2.5, "press_shutter", name, "up", None),
        fault(-1.5, "line", rng.choice((0.25, 0.3, 0.34)), 0.5, 0.0, 1, lasts=4.0),
        command(rng.uniform(-0.1, 0.1), "stop", name),
    )
    yield fault(EARLY_S, "at_keep_alive", items)


KEEP_ALIVE = (busy_keep_alive, stop_at_a_keep_alive)
