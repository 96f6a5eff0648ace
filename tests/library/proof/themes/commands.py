"""Moments that try the life of a command: when it leaves, for how long it is looked for, and what stays owed."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator

from ipcom.model.address import OutputAddress
from ipcom.model.motion import Motion
from tests.library.proof.items import command, fault, gateway, light, press
from tests.library.proof.plan import Item
from tests.library.proof.proof_house import DIMMERS, LAMPS, LIGHTS, UNDECLARED

SIMPLE_LAMPS = LAMPS[3:]
"""Lamps whose modules hold no shutter."""
TIMELESS = ("blind", "apart")
"""Shutters that no bus timer stops on their way up."""


def stop_in_a_long_outage(rng: random.Random, at: float) -> Iterator[Item]:
    """A shutter is stopped while there is no link, or just after it came back."""
    name = rng.choice(TIMELESS)
    yield command(at, "drive", name, Motion.UP)
    yield fault(at + rng.uniform(0.3, 0.6), "reboot", True, 3.6, False)
    yield _stop(rng, at + rng.uniform(1.0, 5.5), name)


def stop_lost_with_its_link(rng: random.Random, at: float) -> Iterator[Item]:
    """A stop is not done, and the link breaks upon it."""
    name = rng.choice(TIMELESS)
    yield command(at, "drive", name, Motion.UP)
    yield gateway(at + 1.0, rng.choice((0.3, 0.6)), ignore_writes_percent=100.0)
    yield _stop(rng, at + 1.1, name)
    yield fault(at + 1.1 + rng.choice((0.012, 0.03, 0.2)), "link_break", True)


def stop_that_is_never_done(rng: random.Random, at: float) -> Iterator[Item]:
    """A person moves a shutter at the wall, and nothing comes of the stop of another."""
    name = rng.choice(TIMELESS)
    yield press(at, "press_shutter", name, "up", None)
    yield gateway(at + 0.4, 12.0, ignore_writes_percent=100.0)
    yield _stop(rng, at + rng.uniform(0.6, 1.2), name)
    yield press(at + 13.0, "press_shutter", name, "stop", None)


def _stop(rng: random.Random, at: float, name: str) -> Item:
    return command(at, "stop", name) if rng.random() < 0.5 else command(at, "drive", name, Motion.OFF)


def _switched(at: float, address: OutputAddress, value: int) -> Iterator[Item]:
    """A lamp that shows the opposite, and a second later is to change."""
    yield light(at, address, 255 - value)
    yield light(at + 1.0, address, value)


def first_command(rng: random.Random, at: float) -> Iterator[Item]:
    """A command waits until the program has started."""
    yield fault(at + 0.6, rng.choice(("kill", "restart")), None, 0.5, 0)
    yield from _switched(at + rng.uniform(-0.3, 0.3), rng.choice(SIMPLE_LAMPS), rng.choice((0, 255)))


def frame_that_is_never_done(rng: random.Random, at: float) -> Iterator[Item]:
    """Nothing comes of a frame, nor of the next one; the link may break, for a moment or for long."""
    yield from _switched(at, rng.choice(LAMPS), rng.choice((0, 255)))
    yield gateway(at + 0.9, 9.0, ignore_writes_percent=100.0)
    breaks = rng.randrange(5)
    if breaks in (1, 2):
        yield fault(at + 1.0 + rng.uniform(0.012, 0.8), "link_break", True)
    elif breaks == 3:
        yield fault(at + 1.0 + rng.uniform(0.012, 1.2), "reboot", True, rng.choice((2.5, 4.0)), False)
    elif breaks == 4:
        yield fault(at + 1.0 + rng.uniform(0.012, 1.2), "flap", rng.choice((3.0, 5.0)))


def press_in_a_break(rng: random.Random, at: float) -> Iterator[Item]:
    """A person changes the module of a lost frame while there is no link."""
    address = rng.choice(LAMPS)
    yield from _switched(at, address, rng.choice((0, 255)))
    yield gateway(at + 0.9, 0.3, ignore_writes_percent=100.0)
    yield fault(at + 1.0 + rng.choice((0.012, 0.03)), "reboot", True, 0.4, False)
    beside = [a for a in (*LIGHTS, *UNDECLARED[:1]) if a.module == address.module]
    if rng.random() < 0.8:
        yield press(at + 1.0 + rng.uniform(0.1, 0.4), "press_light", rng.choice(beside), 0.1)


def long_way_back(rng: random.Random, at: float) -> Iterator[Item]:
    """On a slow line a frame is lost, and so is the link: it takes some seconds until it is looked for."""
    lamp, value = rng.choice(SIMPLE_LAMPS), rng.choice((0, 255))
    yield light(at, lamp, 255 - value)
    yield fault(at + 0.8, "kill", None, 0.5, 0)
    yield fault(at + 0.9, "line", 0.7, 0.5, 0.0, 1, lasts=11.0)
    yield gateway(at + 1.0, 11.0, ignore_writes_percent=100.0)
    yield light(at + 4.8, lamp, value)
    yield fault(at + 4.8 + rng.uniform(1.3, 2.7), "link_break", True)


def hand_on_the_neighbour(rng: random.Random, at: float) -> Iterator[Item]:
    """A person holds the button of a dimmer whose module a command is for."""
    lamp = rng.choice(SIMPLE_LAMPS)
    dimmer = next(a for a in DIMMERS if a.module == lamp.module)
    yield press(at + 0.9, "press_light", dimmer, rng.choice((1.0, 4.0, 6.0)))
    yield from _switched(at + rng.uniform(0.1, 0.8), lamp, rng.choice((0, 255)))


def full_dimmer(rng: random.Random, at: float) -> Iterator[Item]:
    """A dimmer goes to its full level, and is told to once more."""
    dimmer = rng.choice(DIMMERS)
    yield light(at, dimmer, rng.choice((0, 30, 60)))
    yield light(at + 3.0, dimmer, 100)
    yield light(at + 3.0 + rng.uniform(0.1, 4.0), dimmer, 100)
    if rng.random() < 0.5:
        yield press(at + 8.5, "press_light", dimmer, rng.choice((0.1, 1.0)))
        yield light(at + 8.5 + rng.uniform(0.3, 2.0), dimmer, rng.choice((98, 99, 100)))


def undeclared_after_its_neighbour(rng: random.Random, at: float) -> Iterator[Item]:
    """An undeclared output is to go on just after another of its module went off at the wall."""
    first, second = rng.sample(UNDECLARED[:2], 2)
    off_at = at + rng.uniform(0.8, 1.6)
    yield press(at, "press_light", first, 0.1)
    yield press(off_at, "press_light", first, 0.1)
    on_at = off_at + rng.uniform(0.3, 1.3)
    yield rng.choice((command(on_at, "undeclared", second, 255), command(on_at, "pulse", second, 0.5)))
    yield command(on_at + 4.0, "undeclared", second, 0)


def pulse_that_does_not_end(rng: random.Random, at: float) -> Iterator[Item]:
    """The frame that ends a pulse is lost, and the link may break upon it; then both frames of another one are lost."""
    seconds = rng.choice((0.5, 2.0))
    address = rng.choice(UNDECLARED)
    yield command(at, "pulse", address, seconds)
    yield gateway(at + 7.0, 2.0, ignore_writes_percent=100.0)
    yield command(at + 7.1, "pulse", address, 0.5)
    yield gateway(at + seconds - 0.2, rng.choice((0.5, 0.9, 2.0)), ignore_writes_percent=100.0)
    if rng.random() < 0.4:
        yield fault(at + seconds + rng.uniform(0.02, 0.2), "link_break", True)


def pulse_of_a_program_that_ends(rng: random.Random, at: float) -> Iterator[Item]:
    """The program ends in order while a pulse lasts."""
    yield command(at, "pulse", rng.choice(UNDECLARED), rng.choice((2.0, 5.0)))
    yield fault(at + rng.uniform(0.3, 1.8), "restart", None, 0.5, 0)


def held_up_for_long(rng: random.Random, at: float) -> Iterator[Item]:
    """People play with a shutter, and a lamp of its module waits; others ask for it again with more."""
    lamp, value, apart = LAMPS[rng.randrange(2)], rng.choice((0, 255)), rng.uniform(7.0, 8.0)
    yield light(at - 0.8, lamp, 255 - value)
    for n in range(54):
        yield press(at + n * 0.68, "press_shutter", "roller", ("up", "stop", "down", "stop")[n % 4], None)
    for n in range(4):
        beside = SIMPLE_LAMPS[n % 2]
        yield _scene(at + 0.5 + n * apart, {lamp: value, beside: 255 * (n // 2 % 2)})
        if rng.random() < 0.3:
            yield light(at + 1.5 + n * apart, SIMPLE_LAMPS[1 - n % 2], 255)


def _scene(at: float, values: dict[OutputAddress, int]) -> Item:
    return command(at, "scene", tuple(values.items()))


COMMANDS: tuple[Callable[[random.Random, float], Iterator[Item]], ...] = (
    stop_in_a_long_outage,
    stop_lost_with_its_link,
    stop_that_is_never_done,
    first_command,
    frame_that_is_never_done,
    press_in_a_break,
    long_way_back,
    hand_on_the_neighbour,
    full_dimmer,
    undeclared_after_its_neighbour,
    pulse_that_does_not_end,
    pulse_of_a_program_that_ends,
    held_up_for_long,
)
SLOTS_OF: dict[Callable[..., object], int] = {held_up_for_long: 3}
"""Patterns that take longer than one slot."""
