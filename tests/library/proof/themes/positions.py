"""Moments that try what is known of positions: timers, presses, runs that no read showed."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator

from tests.library.proof.items import command, fault, press
from tests.library.proof.plan import Item
from tests.library.proof.proof_house import DOWN_S, UP_S

NAMES = ("roller", "blind")
WHOLE = ("open", "close")
BUTTONS = {"open": "up", "close": "down"}
OPPOSITE = {"open": "down", "close": "up"}
PERCENTS = (20.0, 50.0, 70.0)
FULL_S = {"open": UP_S * 1.05 + 0.36, "close": DOWN_S * 1.05 + 0.36}
"""A whole run lasts about so long."""
FIRST_S, SLOW_S, LINE_LASTS_S = 0.5, 0.3, 70.0
"""A line that has been slow from the beginning, so that its reads are recent enough for frames."""
MUDDLE_S = 2.5
"""A broken switch was seen, and everything rests again."""


def full_runs(rng: random.Random, at: float) -> Iterator[Item]:
    """Both ways, wholly; the bus may have a timer that ends a run a little before."""
    name = rng.choice(NAMES)
    first, second = rng.sample(WHOLE, 2)
    yield command(at, first, name)
    yield command(at + 5.0, second, name)


def position_from_unknown(rng: random.Random, at: float) -> Iterator[Item]:
    """A position is wanted of a shutter that must find an end first."""
    name = rng.choice(NAMES)
    yield fault(at, "broken_switch", name, 1)
    yield command(at + MUDDLE_S, "position", name, rng.choice(PERCENTS))


def timer_seen_before(rng: random.Random, at: float) -> Iterator[Item]:
    """A position is wanted by way of an end that was run to before."""
    name, whole = rng.choice(NAMES), rng.choice(WHOLE)
    yield command(at, whole, name)
    yield fault(at + 4.5, "broken_switch", name, 1)
    yield command(at + 4.5 + MUDDLE_S, "position", name, 60.0 if whole == "open" else 40.0)


def stopped_at_the_wall(rng: random.Random, at: float) -> Iterator[Item]:
    """A person stops a command's movement."""
    name, kind = rng.choice(NAMES), rng.choice((*WHOLE, "position"))
    yield command(at, rng.choice(WHOLE), name)
    yield command(at + 5.0, kind, name, *([50.0] if kind == "position" else []))
    yield press(at + 5.0 + rng.uniform(0.4, 2.0), "press_shutter", name, "stop", None)


def moved_at_the_wall(rng: random.Random, at: float) -> Iterator[Item]:
    """A person turns a command's movement round."""
    name, whole = rng.choice(NAMES), rng.choice(WHOLE)
    back = "close" if whole == "open" else "open"
    yield command(at, back, name)
    yield command(at + 5.0, whole, name)
    yield press(at + 5.0 + rng.uniform(0.4, 2.0), "press_shutter", name, OPPOSITE[whole], None)
    yield press(at + 10.0, "press_shutter", name, "stop", None)


def moved_between_two_runs(rng: random.Random, at: float) -> Iterator[Item]:
    """A person moves the shutter while a command turns round at an end."""
    name, whole = rng.choice(NAMES), rng.choice(WHOLE)
    yield fault(at, "broken_switch", name, 1)
    yield command(at + MUDDLE_S, "position", name, 60.0 if whole == "open" else 40.0)
    pressed_at = at + MUDDLE_S + FULL_S[whole] + rng.uniform(0.05, 1.0)
    yield press(pressed_at, "press_shutter", name, rng.choice(("up", "down")), None)
    yield press(pressed_at + rng.uniform(2.0, 4.0), "press_shutter", name, "stop", None)


def moved_as_wanted_between_two_runs(rng: random.Random, at: float) -> Iterator[Item]:
    """On a slow line a person begins what the next run is about to, before a read is asked for that run."""
    name, whole = rng.choice(NAMES), rng.choice(WHOLE)
    yield fault(FIRST_S, "line", SLOW_S, 0.5, 0.0, 1, lasts=LINE_LASTS_S)
    yield fault(at, "broken_switch", name, 1)
    yield command(at + MUDDLE_S, "position", name, 60.0 if whole == "open" else 40.0)
    pressed_at = at + MUDDLE_S + FULL_S[whole] + 2.0 * SLOW_S + rng.uniform(0.0, 3.0 * SLOW_S)
    yield press(pressed_at, "press_shutter", name, OPPOSITE[whole], None)


def link_lost_on_the_way(rng: random.Random, at: float) -> Iterator[Item]:
    """The link breaks in a whole run, and a person may stop and go on meanwhile."""
    name, whole = rng.choice(NAMES), rng.choice(WHOLE)
    yield command(at, "close" if whole == "open" else "open", name)
    breaks_at = at + 5.0 + rng.uniform(0.4, 2.2)
    yield command(at + 5.0, whole, name)
    yield fault(breaks_at, "link_break", True)
    if rng.random() < 0.5:
        yield press(breaks_at + 0.05, "press_shutter", name, "stop", None)
        yield press(breaks_at + 0.15, "press_shutter", name, BUTTONS[whole], None)


def found_running(rng: random.Random, at: float) -> Iterator[Item]:
    """A program starts while a shutter moves at the wall's doing."""
    name = rng.choice(NAMES)
    yield command(at, rng.choice(WHOLE), name)
    yield fault(at + 5.0, rng.choice(("kill", "restart")), None, 1.0, 0)
    yield press(at + 5.6, "press_shutter", name, rng.choice(("up", "down")), None)
    yield press(at + 5.6 + rng.uniform(1.2, 4.5), "press_shutter", name, "stop", None)


def both_directions(rng: random.Random, at: float) -> Iterator[Item]:
    """A switch breaks while a position is known, or on the way."""
    name = rng.choice(NAMES)
    yield command(at, rng.choice(WHOLE), name)
    yield fault(at + rng.choice((1.5, 5.0)), "broken_switch", name, 1)
    yield press(at + 8.0, "press_shutter", name, rng.choice(("up", "down")), None)
    yield press(at + 8.0 + rng.uniform(1.0, 3.5), "press_shutter", name, "stop", None)


def told_by_a_person(rng: random.Random, at: float) -> Iterator[Item]:
    """A person tells the position, at rest or on the way."""
    name = rng.choice(NAMES)
    yield command(at, "known", name)
    yield command(at + 1.0, rng.choice(WHOLE), name)
    yield command(at + 1.0 + rng.choice((1.0, 5.0)), "known", name)


POSITIONS: tuple[Callable[[random.Random, float], Iterator[Item]], ...] = (
    full_runs,
    position_from_unknown,
    timer_seen_before,
    stopped_at_the_wall,
    moved_at_the_wall,
    moved_between_two_runs,
    moved_as_wanted_between_two_runs,
    link_lost_on_the_way,
    found_running,
    both_directions,
    told_by_a_person,
)
