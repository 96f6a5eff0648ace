"""Moments in which the machine sleeps, with nothing else that disturbs it until it wakes."""

from __future__ import annotations

import random
from collections.abc import Iterator

from ipcom.model.motion import Motion
from tests.library.proof.items import command, fault, light, press
from tests.library.proof.plan import Item
from tests.library.proof.proof_house import LAMPS

LAMP = LAMPS[3]
READ_S = (0.005, 0.025)
"""After a command: its read is answered, and not yet old."""


def motor_in_sleep(rng: random.Random, at: float) -> Iterator[Item]:
    """A motor runs while the machine sleeps, for longer than its longest run."""
    yield command(at, "drive", rng.choice(("blind", "apart")), Motion.UP)
    yield fault(at + rng.uniform(0.8, 2.0), "sleep", round(rng.uniform(7.6, 8.8), 3))


def move_in_sleep(rng: random.Random, at: float) -> Iterator[Item]:
    """A shutter is on its way to a position when the machine falls asleep."""
    yield command(at, "close" if rng.random() < 0.5 else "open", "roller")
    yield command(at + 4.4, "position", "roller", rng.choice((30.0, 50.0, 70.0)))
    yield fault(at + 4.4 + rng.uniform(0.1, 0.9), "sleep", round(rng.uniform(1.5, 4.0), 3))


def pause_in_sleep(rng: random.Random, at: float) -> Iterator[Item]:
    """The machine sleeps while a shutter waits between two directions."""
    name = rng.choice(("blind", "roller", "apart"))
    yield command(at, "drive", name, Motion.UP)
    yield command(at + 1.5, "drive", name, Motion.DOWN)
    yield fault(at + 1.5 + rng.uniform(0.05, 0.9), "sleep", round(rng.uniform(1.2, 4.0), 3))
    if rng.random() < 0.3:
        yield press(at + 2.6, "press_shutter", name, rng.choice(("up", "stop")), None)
    yield command(at + 9.0, "stop", name)


def command_in_sleep(rng: random.Random, at: float) -> Iterator[Item]:
    """A read was answered just before the machine fell asleep, and commands wait when it wakes."""
    yield light(at, LAMP, 255)
    yield light(at + 1.0, LAMP, 255)
    asleep_at = at + 1.0 + rng.uniform(*READ_S)
    yield from _asleep_with_commands(rng, asleep_at)


def answer_in_sleep(rng: random.Random, at: float) -> Iterator[Item]:
    """A read is under way when the machine falls asleep, and its answer lies there when it wakes."""
    yield fault(at, "line", rng.choice((0.1, 0.2)), 0.5, 0.0, 1, lasts=3.0)
    yield light(at + 0.5, LAMP, rng.choice((0, 255)))
    asleep_at = at + 0.5 + rng.uniform(0.01, 0.5)
    yield from _asleep_with_commands(rng, asleep_at)


def _asleep_with_commands(rng: random.Random, at: float) -> Iterator[Item]:
    seconds = round(rng.uniform(1.3, 5.0), 3)
    yield fault(at, "sleep", seconds)
    yield press(at + rng.uniform(0.1, 1.2), "press_light", rng.choice(LAMPS), 0.1)
    yield light(at + rng.uniform(0.1, 1.2), LAMP, 0)
    yield light(at + rng.uniform(0.1, 1.2), LAMPS[4], rng.choice((0, 255)))


SLEEP = (motor_in_sleep, move_in_sleep, pause_in_sleep, command_in_sleep, answer_in_sleep)
