"""When what comes may be old, in virtual time; a clock beside it stands for a machine that sleeps."""

import asyncio
import time

import pytest

from ipcom.bridge.broker.quiet_time import LOOK_S, STOOD_STILL_S, QuietTime, clock_that_counts_sleep

pytestmark = pytest.mark.virtual_time
TICKS = 12


class Machine:
    """A clock that goes on while the loop sleeps."""

    def __init__(self) -> None:
        self.slept = 0.0

    def __call__(self) -> float:
        return asyncio.get_running_loop().time() + self.slept


async def test_the_time_after_a_subscription_passes_in_three_seconds() -> None:
    quiet = QuietTime(Machine())
    quiet.begin(TICKS)
    await asyncio.sleep(2.9)
    early = [quiet.is_early]
    await asyncio.sleep(0.2)
    early.append(quiet.is_early)
    quiet.begin(TICKS)
    assert [*early, quiet.is_early] == [True, False, True]
    quiet.end()


async def test_while_the_program_runs_nothing_is_old() -> None:
    quiet = QuietTime(Machine())
    quiet.begin(0)
    for _ in range(40):
        await asyncio.sleep(0.3)
        assert not quiet.is_early
        assert quiet.stood_still_s == pytest.approx(0.0)
    quiet.end()


async def test_what_waited_while_the_machine_slept_may_be_old_and_what_comes_just_after_it() -> None:
    machine = Machine()
    quiet = QuietTime(machine)
    quiet.begin(TICKS)
    await asyncio.sleep(10.0)
    machine.slept = STOOD_STILL_S + LOOK_S + 0.1
    early = [quiet.is_early]
    assert STOOD_STILL_S - LOOK_S < quiet.stood_still_s <= STOOD_STILL_S + LOOK_S
    for pause in (LOOK_S, 3.0 + LOOK_S):
        await asyncio.sleep(pause)
        early.append(quiet.is_early)
    assert early == [True, True, False]
    quiet.end()


async def test_a_short_standstill_only_makes_what_comes_older() -> None:
    machine = Machine()
    quiet = QuietTime(machine)
    quiet.begin(0)
    machine.slept = LOOK_S + 1.5
    assert not quiet.is_early
    assert quiet.stood_still_s == pytest.approx(1.5)
    quiet.end()


def test_the_clock_counts() -> None:
    assert clock_that_counts_sleep() >= time.monotonic() - 1.0
