"""Relays that a timer of the bus switches off a little before our full run is over."""

import logging

import pytest

from ipcom.model.motion import Motion
from ipcom.shutter.confidence import Confidence
from ipcom.shutter.shutter_state import Result
from tests.library.shutter.shutter_rig import PAIR, Rig, house_with, later

pytestmark = pytest.mark.virtual_time

ESTIMATED, UNKNOWN = Confidence.ESTIMATED, Confidence.UNKNOWN
TIMER_S = 20.2
"""Longer than the travel up (20 s) and down (19 s), shorter than the full runs."""
TIMERS = dict.fromkeys(PAIR.addresses, TIMER_S)


async def test_a_command_for_that_end_is_done(caplog: pytest.LogCaptureFixture) -> None:
    async with house_with(auto_off=TIMERS) as rig, rig.shutter() as shutter:
        await shutter.open_fully()
        assert await shutter.wait_settled() is Result.REACHED
        assert (shutter.position, shutter.confidence) == (100.0, ESTIMATED)
        await shutter.set_position(40)
        assert await shutter.wait_settled() is Result.REACHED
        assert rig.motor.position == pytest.approx(40.0, abs=1.0)
    assert "went off by itself" not in caplog.text


async def test_a_command_with_another_leg_ends_there_says_so_and_the_next_one_starts_from_that_end(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.INFO, "ipcom.shutter")
    async with house_with(auto_off=TIMERS) as rig, rig.shutter() as shutter:
        rig.motor.place(50.0)
        await shutter.set_position(40)
        assert await shutter.wait_settled() is Result.SUPERSEDED
        assert (shutter.position, shutter.confidence) == (0.0, ESTIMATED)
        assert "went off by itself after 20." in shutter.reason
        assert "counts as closed" in caplog.text
        await later(5.0)
        assert rig.is_off()
        await shutter.set_position(40)
        assert await shutter.wait_settled() is Result.REACHED
        assert rig.motor.position == pytest.approx(40.0, abs=1.0)
        assert rig.motor.starts == 2


async def test_a_timer_seen_at_that_age_before_lets_the_command_go_on() -> None:
    async with house_with(auto_off=TIMERS) as rig, rig.shutter(run_full_first=True) as shutter:
        await shutter.set_position(40)
        assert await shutter.wait_settled() is Result.SUPERSEDED
        await shutter.set_position(40)
        assert await shutter.wait_settled() is Result.REACHED
        assert rig.motor.position == pytest.approx(40.0, abs=1.0)
        assert rig.motor.shortest_reversal_s >= PAIR.pause


async def test_a_run_at_the_wall_teaches_the_timer_too() -> None:
    async with house_with(auto_off=TIMERS) as rig, rig.shutter() as shutter:
        rig.press("down")
        await later(25.0)
        assert (shutter.position, shutter.confidence) == (0.0, ESTIMATED)
        await shutter.set_position(60)
        assert await shutter.wait_settled() is Result.REACHED
        assert rig.motor.position == pytest.approx(60.0, abs=1.0)


@pytest.mark.parametrize("before", [0.6, 4.0])
async def test_an_off_sooner_than_that_is_a_person_who_wins(rig: Rig, before: float) -> None:
    async with rig.shutter() as shutter:
        await shutter.open_fully()
        await later(20.0 - before - 0.2)
        rig.press("stop")
        assert await shutter.wait_settled() is Result.SUPERSEDED
        assert (shutter.position, shutter.confidence) == (None, UNKNOWN)


async def test_an_off_at_another_age_than_before_ends_the_command(rig: Rig) -> None:
    async with rig.shutter(run_full_first=True) as shutter:
        rig.press("down")
        await later(18.8)
        rig.press("stop")
        await later(2.0)
        assert (shutter.position, shutter.confidence) == (0.0, ESTIMATED)
        await shutter.set_position(40)
        await later(20.1)
        rig.press("stop")
        assert await shutter.wait_settled() is Result.SUPERSEDED


async def test_a_run_whose_beginning_no_read_showed_proves_nothing() -> None:
    async with house_with() as rig:
        rig.press("up")
        await later(1.0)
        async with rig.shutter() as shutter:
            assert shutter.moving is Motion.UP
            await later(20.2)
            rig.press("stop")
            await later(1.0)
            assert (shutter.position, shutter.confidence) == (None, UNKNOWN)


async def test_a_run_that_was_not_watched_wholly_proves_nothing(rig: Rig) -> None:
    async with rig.shutter() as shutter:
        await shutter.open_fully()
        await later(5.0)
        await rig.gateway.stop()
        await later(1.0)
        await rig.gateway.start()
        await later(14.2)
        rig.press("stop")
        await later(1.0)
        assert (shutter.position, shutter.confidence) == (None, UNKNOWN)
