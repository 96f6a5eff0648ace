"""Moments that try which reads count, on slow lines and over breaks."""

from __future__ import annotations

import random
from collections.abc import Iterator

from ipcom.model.motion import Motion
from ipcom.simulator.faults import WriteReply
from tests.library.proof.items import command, fault, gateway, light, press
from tests.library.proof.plan import Item
from tests.library.proof.proof_house import LAMPS, PLAIN
from tests.library.proof.stalls import Stall, Trigger

LAMP = LAMPS[4]
"""Its module holds no motor, but outputs that are not declared."""
WAIT_S = 0.5
"""So long a reply to a write is waited for."""
LEARNT_S = 11.0
"""A line that becomes slow is known as such after eight reads."""


def refused_after_a_break(rng: random.Random, at: float) -> Iterator[Item]:
    """The gateway refuses the login for a while, as it does while the old session lingers."""
    yield gateway(at, rng.choice((1.5, 4.0, 6.0)), refuse_login=True)
    yield fault(at + 0.1, "link_break", rng.random() < 0.5)
    yield light(at + 0.5, LAMP, rng.choice((0, 255)))


def break_after_a_read(rng: random.Random, at: float) -> Iterator[Item]:
    """The link breaks just after a read was answered, is back at once, and a command waits."""
    yield fault(at, "line", 0.001, 0.5, 0.0, 1, lasts=3.0)
    yield light(at + 0.5, LAMPS[3], 255)
    yield light(at + 1.5, LAMPS[3], 255)
    broken_at = at + 1.5 + rng.uniform(0.001, 0.012)
    yield fault(broken_at, "link_break", True)
    yield light(broken_at + rng.uniform(0.0, 0.01), LAMP, rng.choice((0, 255)))
    yield light(broken_at + rng.uniform(0.0, 0.01), LAMPS[3], 0)


def line_becomes_slow(rng: random.Random, at: float) -> Iterator[Item]:
    """A command comes when the line has just become slow, and each read is older than it used to be."""
    address = rng.choice((PLAIN[0], PLAIN[0], LAMP))
    values = rng.choice(((255, 0), (0, 255)))
    yield light(at, address, values[0])
    slow_at = at + 3.0
    yield fault(slow_at, "line", rng.choice((0.1, 0.2, 0.4)), rng.choice((0.2, 0.5)), 0.0, 1, lasts=6.0)
    first = slow_at + rng.uniform(0.0, 0.8)
    yield light(first, address, values[1])
    if rng.random() < 0.5:
        yield light(first + rng.uniform(0.3, 1.5), LAMPS[3], rng.choice((0, 255)))
    if rng.random() < 0.3:
        yield press(first + rng.uniform(0.0, 0.5), "press_light", rng.choice(PLAIN[:2]), 0.1)


def stop_beside_a_slow_reply(rng: random.Random, at: float) -> Iterator[Item]:
    """On a slow line a person stops a shutter while a write waits for its reply, and the last read is old."""
    name = rng.choice(("blind", "apart"))
    yield fault(at, "line", rng.choice((0.8, 1.0, 1.0)), 0.5, 0.0, 1, lasts=LEARNT_S + 3.0)
    yield press(at + LEARNT_S - 1.5, "press_shutter", name, "up", None)
    yield light(at + LEARNT_S - 0.5, LAMP, 255)
    yield light(at + LEARNT_S - 0.5, LAMPS[3], rng.choice((0, 255)))
    yield command(at + LEARNT_S - 0.5 + rng.uniform(1.2, 3.0), "stop", name)


def late_replies_at_the_start(rng: random.Random, at: float) -> Iterator[Item]:
    """A program has just begun, on a slow line, when replies to writes come after their time, as snapshots."""
    trip = rng.choice((0.2, 0.3))
    late_s = round(WAIT_S - trip + trip * rng.uniform(0.1, 0.6), 4)
    yield fault(at, "line", trip, rng.choice((0.3, 0.5)), 0.0, 1, lasts=8.0)
    yield gateway(at, 8.0, write_reply=WriteReply.OUTPUTS, write_reply_s=late_s)
    yield fault(at + 0.1, "kill", None, 0.0, 0)
    yield light(at + 0.3, LAMPS[3], rng.choice((0, 255)))
    yield light(at + 0.3, LAMP, rng.choice((0, 255)))


def reply_in_two_halves(rng: random.Random, at: float) -> Iterator[Item]:
    """A reply to a write has begun to arrive when the time for it is over, and ends when a read is under way."""
    begins_s = rng.uniform(0.2, 0.47)
    yield gateway(at, 8.0, write_reply=WriteReply.OUTPUTS, write_reply_s=round(begins_s, 4))
    yield fault(at, "stutter", round(WAIT_S - begins_s + rng.uniform(0.03, 0.2), 4), lasts=8.0)
    yield light(at + 0.5, LAMPS[3], 255)
    yield light(at + 4.5, LAMPS[3], 0)
    yield press(at + rng.uniform(0.5, 2.0), "press_light", rng.choice(LAMPS), 0.1)


def reply_after_its_time_in_a_pause(rng: random.Random, at: float) -> Iterator[Item]:
    """While a shutter waits between two directions a reply to its stop answers a read, and the answer comes, too."""
    name = rng.choice(("roller", "apart"))
    trip = 0.02
    yield fault(at, "line", trip, 0.5, 0.0, 1, lasts=6.0)
    yield command(at + 0.5, "drive", name, Motion.UP)
    late_s = round(WAIT_S - trip * rng.uniform(0.1, 0.9), 4)
    yield gateway(at + 1.8, 3.0, write_reply=WriteReply.OUTPUTS, write_reply_s=late_s)
    yield command(at + 2.0, "drive", name, Motion.DOWN)
    yield press(at + 2.0 + rng.uniform(0.1, 0.45), "press_light", rng.choice(LAMPS[3:]), 0.1)
    yield command(at + 9.0, "stop", name)


def stalled_reads(rng: random.Random, at: float) -> Iterator[Item]:
    """The loop stands still during many reads, one after the other."""
    seconds = rng.choice((0.04, 0.06, 0.1))
    yield fault(at, "stall", Stall(rng.choice((Trigger.READ, Trigger.ARRIVES)), seconds, times=24))
    yield light(at + rng.uniform(5.0, 8.0), LAMPS[3], rng.choice((0, 255)))


READS = (
    refused_after_a_break,
    break_after_a_read,
    line_becomes_slow,
    stop_beside_a_slow_reply,
    stalled_reads,
    late_replies_at_the_start,
    reply_in_two_halves,
    reply_after_its_time_in_a_pause,
)
