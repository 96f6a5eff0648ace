"""Moments that try shutters that are sent to positions: moves, turns of the slats, calibration, files."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator

from ipcom.model.motion import Motion
from tests.library.proof.items import command, fault, press
from tests.library.proof.plan import Item
from tests.library.proof.proof_house import DOWN_S

FULL_S = 4.0
"""A full run, its stop, and the pause."""


def percent(rng: random.Random, low: float, high: float) -> float:
    """A position between these."""
    return round(rng.uniform(low, high), 1)


def somewhere(rng: random.Random, at: float) -> Iterator[Item]:
    """One position after the other."""
    yield command(at, "known", "roller")
    yield command(at + 0.2, "position", "roller", percent(rng, 5.0, 95.0))
    yield command(at + 5.0, "position", "roller", percent(rng, 5.0, 95.0))


def hardly_a_move(rng: random.Random, at: float) -> Iterator[Item]:
    """A position that is nearly where it stands."""
    stands = percent(rng, 30.0, 70.0)
    name = rng.choice(("roller", "blind"))
    yield command(at, "known", "roller")
    yield command(at + 0.2, "position", name, stands)
    yield command(at + 8.5, "position", name, round(stands + rng.uniform(-3.0, 3.0), 1))


def slats(rng: random.Random, at: float) -> Iterator[Item]:
    """A blind with its slats open, or closed, goes to a height; its slats may be turned first, or the move stopped."""
    yield command(at, rng.choice(("open", "close")), "blind")
    if rng.random() < 0.3:
        yield command(at + FULL_S + 0.3, "tilt", rng.choice((0.0, 50.0, 100.0)))
    yield command(at + 6.0, "position", "blind", percent(rng, 30.0, 70.0))


def stopped_on_the_way(rng: random.Random, at: float) -> Iterator[Item]:
    """A person stops a move, of a blind with its slats turned mostly."""
    name = rng.choice(("blind", "blind", "roller"))
    yield command(at, rng.choice(("open", "close")), name)
    yield command(at + FULL_S + 0.5, "position", name, percent(rng, 30.0, 70.0))
    yield command(at + FULL_S + 0.5 + rng.uniform(0.3, 3.5), "stop", name)


def told_on_the_way(rng: random.Random, at: float) -> Iterator[Item]:
    """A person was mistaken about where it stands, and puts that right while it moves."""
    yield command(at, "known", "roller")
    yield command(at + 0.2, "position", "roller", percent(rng, 60.0, 80.0))
    yield command(at + FULL_S, "mistaken", "roller", percent(rng, 30.0, 99.0))
    yield command(at + FULL_S + 0.5, "position", "roller", percent(rng, 5.0, 20.0))
    yield command(at + FULL_S + 0.5 + rng.uniform(0.1, 0.5), "known", "roller")


def told_at_the_end(rng: random.Random, at: float) -> Iterator[Item]:
    """A person was mistaken, and puts that right just when the stop leaves, on any line."""
    believed, target = percent(rng, 45.0, 55.0), percent(rng, 10.0, 20.0)
    given_at = at + FULL_S + 0.5
    stops_at = given_at + (believed - target) / 100.0 * DOWN_S
    yield command(at, "open", "roller")
    trip_s = rng.choice((0.02, 0.1, 0.2))
    yield fault(at + FULL_S, "line", trip_s, 0.5, 0.0, 1, lasts=4.0)
    yield command(at + FULL_S + 0.1, "mistaken", "roller", believed)
    yield command(given_at, "position", "roller", target)
    yield command(stops_at + trip_s * rng.uniform(0.5, 2.2), "known", "roller")


def second_target(rng: random.Random, at: float) -> Iterator[Item]:
    """A second target before the first is reached, in the same direction or the other."""
    name = rng.choice(("roller", "blind"))
    yield command(at, rng.choice(("open", "close")), name)
    yield command(at + FULL_S + 0.5, "position", name, percent(rng, 10.0, 90.0))
    yield command(at + FULL_S + 0.5 + rng.uniform(0.05, 2.5), "position", name, percent(rng, 10.0, 90.0))


def killed_while_moving(rng: random.Random, at: float) -> Iterator[Item]:
    """The program dies while a shutter moves for it, and the next one starts."""
    name = rng.choice(("roller", "blind", "apart"))
    yield command(at, "known", "roller")
    yield command(at + 0.2, "close", name)
    yield command(at + 5.0, "open", name)
    yield fault(at + 5.0 + rng.uniform(0.1, 1.5), "kill", None, rng.choice((0.0, 0.3, 0.8)), 0)


def taken_away(rng: random.Random, at: float) -> Iterator[Item]:
    """A shutter is closed while it moves, and its client goes on."""
    name = rng.choice(("roller", "blind", "apart"))
    yield command(at, "open", name)
    yield command(at + FULL_S + 0.5, "close", name)
    yield command(at + FULL_S + 0.5 + rng.uniform(0.3, 1.5), "taken_away", name)


def moved_without_a_program(rng: random.Random, at: float) -> Iterator[Item]:
    """A person moves a shutter while there is no program, and the next one may see it moving."""
    yield command(at, "known", "roller")
    yield command(at + 0.2, "position", "roller", percent(rng, 40.0, 60.0))
    killed_at, pause_s = at + 5.0, rng.uniform(1.0, 1.6)
    yield fault(killed_at, "kill", None, pause_s, 0)
    pressed_at = killed_at + rng.uniform(0.0, 0.4)
    yield press(pressed_at, "press_shutter", "roller", rng.choice(("up", "down")), None)
    yield press(killed_at + pause_s + rng.uniform(-0.2, 1.0), "press_shutter", "roller", "stop", None)


def slept_on_the_way(rng: random.Random, at: float) -> Iterator[Item]:
    """The machine sleeps while a shutter is on its way to a position, and mostly past it."""
    name = rng.choice(("roller", "blind"))
    yield command(at, rng.choice(("open", "close")), name)
    given_at = at + FULL_S + 0.5
    yield command(given_at, "position", name, percent(rng, 40.0, 60.0))
    yield fault(given_at + rng.uniform(0.2, 0.8), "sleep", rng.choice((1.2, 1.8, 2.5)))


def measured(rng: random.Random, at: float) -> Iterator[Item]:
    """A person measures a shutter, and leaves, or is disturbed by another at the wall or by a machine that sleeps."""
    name, motion = rng.choice(("roller", "blind")), rng.choice((Motion.UP, Motion.DOWN))
    yield command(at, "calibrate", name, motion, rng.choice((4.0, 6.0)), rng.uniform(2.4, 3.2))
    what = rng.randrange(4)
    if what == 0:
        yield command(at + rng.uniform(0.3, 2.0), "leaves", name)
    elif what == 1:
        button = rng.choice(("stop", "up", "down"))
        yield press(at + rng.uniform(0.4, 1.2), "press_shutter", name, button, None)
    elif what in (2, 3):
        yield fault(at + rng.uniform(0.5, 2.0), "sleep", rng.choice((1.5, 2.0)))


MOVES: tuple[Callable[[random.Random, float], Iterator[Item]], ...] = (
    somewhere,
    hardly_a_move,
    slats,
    stopped_on_the_way,
    told_on_the_way,
    told_at_the_end,
    told_at_the_end,
    second_target,
    killed_while_moving,
    taken_away,
    moved_without_a_program,
    slept_on_the_way,
    measured,
    measured,
)
