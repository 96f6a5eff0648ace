"""Things that happen together by chance too rarely, placed on purpose: each rule has a moment in which it is tried."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator

from ipcom.model.motion import Motion
from ipcom.simulator.faults import WriteReply
from tests.library.proof.items import command, fault, gateway, light, press
from tests.library.proof.plan import Item
from tests.library.proof.proof_house import DIMMERS, LAMPS, LIGHTS, SHUTTERS, UNDECLARED
from tests.library.proof.stalls import Stall, Trigger

PATTERNS_A_RUN = 2
FIRST_S, LAST_S = 2.0, 45.0
KEEP_ALIVE_S = 30.01
SHORT_S = (0.01, 0.03, 0.08, 0.2, 0.4)


def draw_patterns(seed: int) -> Iterator[Item]:
    """The patterns of this seed."""
    rng = random.Random(f"patterns {seed}")
    for _ in range(PATTERNS_A_RUN):
        at = rng.uniform(FIRST_S, LAST_S)
        yield from rng.choice(PATTERNS)(rng, at)


def stop_beside_an_owed_reply(rng: random.Random, at: float) -> Iterator[Item]:
    """A write waits for its reply when a person stops a shutter."""
    name = rng.choice(tuple(SHUTTERS))
    yield gateway(at, 6.0, write_reply=WriteReply.NONE)
    yield command(at + 0.3, "drive", name, rng.choice((Motion.UP, Motion.DOWN)))
    yield light(at + 2.3, LAMPS[4], rng.choice((0, 255)))
    yield command(at + 2.3 + rng.choice(SHORT_S), "stop", name)


def end_of_a_move_beside_owed_replies(rng: random.Random, at: float) -> Iterator[Item]:
    """Writes wait for their replies when timed stops are due."""
    yield gateway(at, 12.0, write_reply=WriteReply.NONE)
    yield command(at + 0.1, "position", "roller", rng.choice((10.0, 50.0, 90.0)))
    for n in range(14):
        yield light(at + 0.5 + n * 0.55, rng.choice(LAMPS[3:]), 255 * (n % 2))


def both_on(rng: random.Random, at: float) -> Iterator[Item]:
    """A switch is broken."""
    yield fault(at, "broken_switch", rng.choice(tuple(SHUTTERS)), rng.choice((1, 5, 5)))
    if rng.random() < 0.5:
        yield light(at + rng.choice(SHORT_S), LAMPS[0], rng.choice((0, 255)))


def lost_frame(rng: random.Random, at: float) -> Iterator[Item]:
    """A frame is not done, once or for good; the loop may stand still meanwhile."""
    yield gateway(at, rng.choice((0.2, 0.4, 4.0)), ignore_writes_percent=100.0)
    address = rng.choice((LAMPS[3], LAMPS[4], LAMPS[1], *DIMMERS))
    yield light(at + 0.1, address, rng.choice((30, 41, 100)) if address in DIMMERS else 255)
    yield light(at + 0.4, LAMPS[3] if address != LAMPS[3] else LAMPS[4], rng.choice((0, 255)))
    if rng.random() < 0.5:
        yield command(at + 0.12, "drive", rng.choice(tuple(SHUTTERS)), rng.choice((Motion.UP, Motion.DOWN)))
        yield light(at + rng.choice((0.9, 1.3)), rng.choice(LAMPS[:3]), rng.choice((0, 255)))
    if rng.random() < 0.3:
        yield fault(at + 0.15, "stall", Stall(Trigger.ANY, rng.choice((0.3, 1.7, 2.5))))


def break_after_a_frame(rng: random.Random, at: float) -> Iterator[Item]:
    """The link breaks when a frame has left that was never done; others may change the module meanwhile."""
    yield gateway(at, 0.5, ignore_writes_percent=100.0)
    address = rng.choice((LAMPS[3], LAMPS[4], LAMPS[4], *DIMMERS[1:]))
    yield light(at + 0.1, address, rng.choice((30, 100)) if address in DIMMERS else rng.choice((0, 255)))
    yield fault(at + 0.1 + rng.choice((0.012, 0.03, 0.08)), "link_break", True)
    if rng.random() < 0.4:
        yield command(at + 0.1, "drive", rng.choice(tuple(SHUTTERS)), rng.choice((Motion.UP, Motion.DOWN)))
    if rng.random() < 0.3:
        yield fault(at + 0.25, "flap", rng.choice((2.0, 3.5, 5.0)))
    if rng.random() < 0.5:
        beside = [a for a in LIGHTS if a.module == address.module]
        yield press(at + 0.3, "press_light", rng.choice(beside), 0.1)


def hand_on_a_dimmer(rng: random.Random, at: float) -> Iterator[Item]:
    """A person dims what a command is about."""
    address = rng.choice(DIMMERS)
    if rng.random() < 0.5:
        yield gateway(at, rng.choice((0.3, 2.0)), ignore_writes_percent=100.0)
    if rng.random() < 0.7:
        yield light(at + 0.1, address, rng.choice((1, 30, 40, 100)))
    pressed_at = at + 0.1 + rng.choice((0.05, 0.3, 0.45, 0.6))
    yield press(pressed_at, "press_light", address, rng.choice((0.1, 0.8, 6.0)))
    beside = next(lamp for lamp in LAMPS[2:] if lamp.module == address.module)
    yield light(pressed_at + rng.choice((0.1, 0.3, 0.5)), beside, rng.choice((0, 255)))
    yield light(at + 3.0, address, rng.choice((0, 1, 2, 39, 41)))
    yield light(at + 3.0 + rng.choice(SHORT_S), address, rng.choice((1, 40, 42)))
    yield light(at + 5.5, address, rng.choice((0, 1, 2, 39, 41)))


def command_without_a_link(rng: random.Random, at: float) -> Iterator[Item]:
    """A command comes while there is no link, or just before that is noticed."""
    yield fault(at, "flap", rng.choice((5.0, 6.0)))
    yield light(at + rng.choice((1.9, 2.6, 3.0)), rng.choice(LAMPS), 255)
    yield light(at + 5.5, rng.choice(LIGHTS), 0)
    yield press(at + 5.4, "press_light", rng.choice(LIGHTS), 0.1)


def lamp_beside_a_start(rng: random.Random, at: float) -> Iterator[Item]:
    """A lamp of a shutter's module is switched just after the shutter."""
    yield fault(at, "line", rng.choice((0.02, 0.1, 0.3)), 0.5, 0.0, 1, lasts=6.0)
    yield command(at + 0.2, "drive", "roller", rng.choice((Motion.UP, Motion.DOWN)))
    yield light(at + 0.2 + rng.choice((0.05, 0.15, 0.3, 0.6)), LAMPS[0], rng.choice((0, 255)))
    yield press(at + 0.2 + rng.choice((0.1, 0.3, 0.6, 1.0)), "press_shutter", "roller", "stop", None)
    yield light(at + 1.2, LAMPS[1], rng.choice((0, 255)))


def press_between_two_runs(rng: random.Random, at: float) -> Iterator[Item]:
    """A person acts while a command turns round, or goes on after a stop."""
    name = rng.choice(("roller", "blind"))
    yield command(at, "open" if rng.random() < 0.5 else "close", name)
    yield command(at + 4.5, "position", name, rng.choice((10.0, 50.0, 90.0)))
    yield command(at + 5.2, "position", name, rng.choice((10.0, 50.0, 90.0)))
    button = rng.choice(("up", "down", "stop"))
    yield press(at + 5.2 + rng.choice((0.1, 0.5, 0.9, 1.3, 2.0)), "press_shutter", name, button, None)


def reversals(rng: random.Random, at: float) -> Iterator[Item]:
    """One direction after the other, with presses, breaks and sleep in the pause."""
    name = rng.choice(tuple(SHUTTERS))
    yield command(at, "drive", name, Motion.UP)
    yield command(at + 1.5, "drive", name, Motion.DOWN)
    moment = at + 1.5 + rng.choice((0.1, 0.4, 0.7, 0.95))
    what = rng.choice((0, 0, 0, 1, 2, 3))
    if what == 0:
        yield press(moment, "press_shutter", name, rng.choice(("up", "down")), None)
    elif what == 1:
        yield fault(moment, "link_break", True)
    elif what == 2:
        yield fault(moment, "sleep", 2.0)
    yield command(at + 6.0, "stop", name)


def busy_at_a_keep_alive(rng: random.Random, _at: float) -> Iterator[Item]:
    """Commands come just when the first keep-alive is due."""
    for n in range(6):
        yield light(KEEP_ALIVE_S + n * 0.3, rng.choice(LAMPS), 255 * (n % 2))
    yield gateway(KEEP_ALIVE_S - 5.0, 20.0, keep_alive_bytes=rng.choice((0, 2, 5)))


def garbled_keep_alive(rng: random.Random, at: float) -> Iterator[Item]:
    """What follows a keep-alive makes no sense."""
    yield fault(min(at, 8.0), "garbles")


def pulses(rng: random.Random, at: float) -> Iterator[Item]:
    """Pulses of what is on, beside what is on, lost at the end, or cut by a restart."""
    address = rng.choice(UNDECLARED[:2])
    what = rng.randrange(4)
    if what == 0:
        yield press(at, "press_light", address, 0.1)
    elif what == 1:
        yield gateway(at + 1.45, 0.5, ignore_writes_percent=100.0)
    elif what == 2:
        yield fault(at + 1.8, "restart", None, 0.5, 0)
    yield command(at + 1.2, "pulse", address, rng.choice((0.5, 2.0)))
    yield press(at + 5.0, "press_light", address, 0.1) if what == 0 else command(at + 5.0, "stairs", 255)


def asleep(rng: random.Random, at: float) -> Iterator[Item]:
    """The machine sleeps with a motor on, or between a read and its frame."""
    yield fault(at, "line", 0.2, 0.5, 0.0, 1, lasts=3.0)
    yield command(at + 0.1, "drive", rng.choice(("blind", "apart")), Motion.UP)
    yield light(at + 1.5, LAMPS[4], rng.choice((0, 255)))
    yield fault(at + 1.5 + rng.choice((0.05, 0.15, 0.25)), "sleep", rng.choice((1.5, 60.0, 60.0)))


def stall_after_a_frame(rng: random.Random, at: float) -> Iterator[Item]:
    """The loop stands still for longer than a value is looked for."""
    yield fault(at, "stall", Stall(Trigger.FRAME, rng.choice((1.6, 2.5, 4.0)), rng.randint(0, 2)))
    yield light(at + 0.1, rng.choice(LAMPS), 255)
    yield light(at + 5.0, rng.choice(LAMPS), 0)


def lost_stop(rng: random.Random, at: float) -> Iterator[Item]:
    """A stop is not done, and the link may break upon it: it stays wanted."""
    pair = rng.choice(("blind", "apart"))
    yield command(at, "drive", pair, Motion.UP)
    yield gateway(at + 1.5, rng.choice((0.2, 0.4)), ignore_writes_percent=100.0)
    yield command(at + 1.6, "stop", pair)
    if rng.random() < 0.5:
        yield fault(at + 1.6 + rng.choice((0.012, 0.03)), "link_break", True)


def stop_beside_a_hand_on_a_dimmer(rng: random.Random, at: float) -> Iterator[Item]:
    """A shutter is stopped while a dimmer of its module ramps."""
    yield command(at, "drive", "apart", Motion.DOWN)
    yield press(at + 0.8, "press_light", DIMMERS[0], rng.choice((0.8, 6.0)))
    yield command(at + 0.8 + rng.choice((0.3, 0.6, 1.2)), "stop", "apart")


def closed_while_moving(rng: random.Random, at: float) -> Iterator[Item]:
    """The program ends in order while a motor runs, or while a pulse lasts."""
    yield command(at, "drive", rng.choice(("blind", "apart")), Motion.UP)
    yield command(at + 0.3, "pulse", UNDECLARED[0], 2.0)
    yield fault(at + 1.2, "restart", None, 0.5, 0)


def stall_in_an_attempt(rng: random.Random, at: float) -> Iterator[Item]:
    """The loop stands still while the link comes back."""
    trigger = rng.choice((Trigger.CONNECT, Trigger.LOGIN, Trigger.READ))
    yield fault(at, "link_break", True)
    yield fault(at + 0.1, "stall", Stall(trigger, rng.choice((1.1, 1.5, 2.5)), rng.randint(0, 4)))


def calibrated(rng: random.Random, at: float) -> Iterator[Item]:
    """A person measures a shutter, and may forget it or be disturbed."""
    arrives = rng.choice((1.0, 2.5, 9.0))
    yield command(
        at, "calibrate", "roller", rng.choice((Motion.UP, Motion.DOWN)), rng.choice((2.0, 4.0)), arrives
    )
    if rng.random() < 0.4:
        yield press(at + rng.choice((0.6, 1.4)), "press_shutter", "roller", "stop", None)


def forbidden(rng: random.Random, at: float) -> Iterator[Item]:
    """What a client must refuse."""
    yield command(
        at, "forbidden", rng.choice((*UNDECLARED, *(a for pair in SHUTTERS.values() for a in pair.addresses)))
    )


PATTERNS: tuple[Callable[[random.Random, float], Iterator[Item]], ...] = (
    stop_beside_an_owed_reply,
    stop_beside_an_owed_reply,
    end_of_a_move_beside_owed_replies,
    both_on,
    lost_frame,
    lost_frame,
    break_after_a_frame,
    break_after_a_frame,
    hand_on_a_dimmer,
    hand_on_a_dimmer,
    command_without_a_link,
    lamp_beside_a_start,
    press_between_two_runs,
    reversals,
    busy_at_a_keep_alive,
    garbled_keep_alive,
    pulses,
    asleep,
    stall_after_a_frame,
    stop_beside_a_hand_on_a_dimmer,
    lost_stop,
    closed_while_moving,
    reversals,
    stall_in_an_attempt,
    calibrated,
    forbidden,
)
