"""Moments that try relays of motors: stops, pauses and closing."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator

from ipcom.model.motion import Motion
from ipcom.simulator.faults import WriteReply
from tests.library.proof.items import command, fault, gateway, light, press
from tests.library.proof.plan import Item
from tests.library.proof.proof_house import LAMPS, SHUTTERS

SHORT_S = (0.005, 0.02, 0.06, 0.15, 0.3)
FAR_LAMPS = LAMPS[3:]
"""Lamps in modules without motors."""


def both_on_often(rng: random.Random, at: float) -> Iterator[Item]:
    """A broken switch puts both directions on, again and again; after a while a person stops that."""
    name = rng.choice(tuple(SHUTTERS))
    yield fault(at, "broken_switch", name, rng.choice((2, 3, 5, 6)))
    yield press(at + 6.0 + rng.choice(SHORT_S), "press_shutter", name, "stop", None)


def found_running(rng: random.Random, at: float) -> Iterator[Item]:
    """A command wants a movement that a person has begun at the wall."""
    name = rng.choice(("blind", "apart"))
    yield press(at, "press_shutter", name, "up", None)
    yield command(at + rng.uniform(0.6, 2.0), "drive", name, Motion.UP)
    yield press(at + 12.5, "press_shutter", name, "stop", None)


def closed_by_its_client(rng: random.Random, at: float) -> Iterator[Item]:
    """A program that uses the client alone closes it while a motor runs."""
    yield command(at, "drive", rng.choice(("blind", "apart")), Motion.UP)
    yield fault(at + rng.uniform(0.5, 3.0), "close_client", 0.5)


def closed_over_a_person(rng: random.Random, at: float) -> Iterator[Item]:
    """A person turns a movement round while there is no link, and the program ends before or after it is back."""
    name = rng.choice(("blind", "apart"))
    yield command(at, "open", name) if rng.random() < 0.6 else command(at, "drive", name, Motion.UP)
    yield fault(at + 1.0, "flap", rng.choice((1.5, 2.5)))
    yield press(at + 1.1, "press_shutter", name, "stop", None)
    yield press(at + 1.7, "press_shutter", name, "down", None)
    yield fault(at + 1.8 + rng.uniform(0.0, 2.5), "restart", None, 0.5, 0)
    yield press(at + 12.0, "press_shutter", name, "stop", None)


def stopped_before_it_begins(rng: random.Random, at: float) -> Iterator[Item]:
    """A person stops a movement whose frame has left and has not acted."""
    name = rng.choice(("blind", "apart"))
    yield gateway(at, 1.0, late_writes_s=rng.choice((0.1, 0.3)))
    yield command(at + 0.1, "drive", name, Motion.UP)
    yield command(at + 0.1 + rng.choice(SHORT_S), "stop", name)


def reversed_before_its_end(rng: random.Random, at: float) -> Iterator[Item]:
    """A person turns a movement round at the wall before its timed end is asked for, or is due."""
    name = rng.choice(tuple(SHUTTERS))
    there, back = rng.choice(((Motion.UP, Motion.DOWN), (Motion.DOWN, Motion.UP)))
    yield command(at, "drive", name, there)
    yield press(at + 1.2, "press_shutter", name, str(back), None)
    given_at = at + 1.2 + rng.choice((-0.1, 0.3, 0.45, 0.55, 0.9))
    yield command(given_at, "stop_at", name, there, rng.choice((0.0, 0.05, 0.3, 0.6)))
    yield press(at + 3.3, "press_shutter", name, "stop", None)


def end_beside_a_write(rng: random.Random, at: float) -> Iterator[Item]:
    """The end of a timed move is due while a write waits for its reply."""
    name = rng.choice(tuple(SHUTTERS))
    motion = rng.choice((Motion.UP, Motion.DOWN))
    yield gateway(at, 4.0, write_reply=WriteReply.NONE)
    yield command(at + 0.2, "drive", name, motion)
    yield command(at + 1.4, "stop_at", name, motion, 0.6)
    yield light(at + 2.0 - rng.choice((0.03, 0.1, 0.2, 0.4)), rng.choice(FAR_LAMPS), rng.choice((0, 255)))


def stop_beside_another(rng: random.Random, at: float) -> Iterator[Item]:
    """One of two shutters is stopped while a write waits for its reply; the other may share its module."""
    one, other = rng.sample(tuple(SHUTTERS), 2)
    motions = dict.fromkeys(("roller", "blind"), Motion.UP) | {"apart": rng.choice((Motion.UP, Motion.DOWN))}
    yield gateway(at, 5.0, write_reply=WriteReply.NONE)
    yield command(at + 0.1, "drive", one, motions[one])
    yield command(at + 0.8, "drive", other, motions[other])
    yield light(at + 2.0, rng.choice(FAR_LAMPS), rng.choice((0, 255)))
    moment = rng.choice(SHORT_S)
    yield command(at + 2.0 + moment, "stop", one)
    if rng.random() < 0.5:
        yield command(at + 1.5, "stop_at", other, motions[other], 0.5 + moment - rng.choice(SHORT_S))
    yield command(at + 4.0, "stop", other)


def reversal_whose_stop_is_lost(rng: random.Random, at: float) -> Iterator[Item]:
    """A movement is turned round while the gateway does nothing that it is told."""
    name = rng.choice(tuple(SHUTTERS))
    one, other = rng.sample((Motion.UP, Motion.DOWN), 2)
    yield command(at, "drive", name, one)
    yield gateway(at + 1.5, rng.uniform(0.2, 0.9), ignore_writes_percent=100.0)
    yield command(at + 1.6, "drive", name, other)
    yield command(at + 8.0, "stop", name)


def stop_beside_a_lost_start(rng: random.Random, at: float) -> Iterator[Item]:
    """A shutter is stopped when the start of another one of its module was lost a moment ago."""
    one, other = rng.sample(("roller", "blind"), 2)
    yield command(at, "drive", one, Motion.UP)
    yield gateway(at + 1.0, 0.4, ignore_writes_percent=100.0)
    yield command(at + 1.1, "drive", other, Motion.UP)
    yield command(at + 1.1 + rng.uniform(0.6, 1.3), "stop", one)


MOTORS: tuple[Callable[[random.Random, float], Iterator[Item]], ...] = (
    both_on_often,
    found_running,
    closed_by_its_client,
    closed_over_a_person,
    stopped_before_it_begins,
    reversed_before_its_end,
    end_beside_a_write,
    stop_beside_another,
    reversal_whose_stop_is_lost,
    stop_beside_a_lost_start,
)
