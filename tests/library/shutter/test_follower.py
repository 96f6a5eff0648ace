"""The position follows every movement, also one from the wall, which is neither taken for ours nor undone."""

import asyncio

import pytest

from ipcom.model.motion import Motion
from ipcom.shutter.confidence import Confidence
from ipcom.shutter.height_and_tilt import Height
from ipcom.shutter.shutter_state import Result
from ipcom.shutter.travel_times import TravelTimes
from ipcom.simulator.faults import Faults
from tests.library.shutter.shutter_rig import PAIR, TIMES, Rig, later

pytestmark = pytest.mark.virtual_time

ONE_READ = 2.0
"""Points by which an edge seen within 350 ms may be off."""


async def test_a_wall_switch_moves_the_position(rig: Rig) -> None:
    async with rig.known() as shutter:
        rig.press("up")
        await later(8.0)
        motion = shutter.moving
        assert motion is Motion.UP
        rig.press("stop")
        await later(1.0)
        assert shutter.moving is None
        assert shutter.position == pytest.approx(rig.motor.position, abs=ONE_READ)
        assert shutter.confidence is Confidence.ESTIMATED


async def test_a_whole_run_at_the_wall_makes_an_unknown_position_known(rig: Rig) -> None:
    rig.motor.place(33.0)
    async with rig.shutter() as shutter:
        rig.press("up")
        await later(TIMES.full_run(Motion.UP) + 1.0)
        position = shutter.position
        assert position is None
        rig.press("stop")
        await later(1.0)
        assert (shutter.position, shutter.confidence) == (100.0, Confidence.KNOWN)


@pytest.mark.parametrize("button", ["down", "stop"])
async def test_a_press_at_the_wall_ends_our_command(rig: Rig, button: str) -> None:
    async with rig.known() as shutter:
        await shutter.set_position(80)
        await later(5.0)
        rig.press(button)
        assert await shutter.wait_settled() is Result.SUPERSEDED
        assert shutter.target is None
        await later(3.0)
        assert shutter.moving is (Motion.DOWN if button == "down" else None)
        assert shutter.position == pytest.approx(rig.motor.position, abs=ONE_READ)
        starts = rig.motor.starts
        await later(30.0)
        assert rig.motor.starts == starts


async def test_a_run_at_the_wall_is_not_ended_by_us(rig: Rig) -> None:
    async with rig.known() as shutter:
        await shutter.set_position(50)
        await later(1.0)
        rig.press("down")
        await later(100.0)
        assert rig.world.is_on(PAIR.down)
        assert shutter.moving is Motion.DOWN


async def test_a_target_during_a_run_at_the_wall_is_reached(rig: Rig) -> None:
    async with rig.known() as shutter:
        rig.press("up")
        await later(4.0)
        await shutter.set_position(60)
        assert await shutter.wait_settled() is Result.REACHED
        assert rig.motor.starts == 1
        assert rig.motor.position == pytest.approx(60.0, abs=ONE_READ)
        assert rig.is_off()


async def test_a_target_behind_a_run_at_the_wall_is_reached_after_the_pause(rig: Rig) -> None:
    async with rig.known() as shutter:
        rig.press("up")
        await later(10.0)
        await shutter.set_position(20)
        await shutter.wait_settled()
        assert rig.motor.position == pytest.approx(20.0, abs=ONE_READ)
        assert rig.motor.shortest_reversal_s >= PAIR.pause


@pytest.mark.parametrize("line_s", [0.0, 0.05, 0.2])
@pytest.mark.parametrize("before", [0.9, 0.7, 0.6, 0.55, 0.52, 0.45, 0.3, 0.2, 0.1, 0.05])
async def test_a_timed_stop_leaves_the_opposite_movement_of_a_person_alone(
    rig: Rig, before: float, line_s: float
) -> None:
    rig.gateway.faults = Faults().over_line(line_s)
    async with rig.known() as shutter:
        await later(20.0)
        await shutter.set_position(50)
        went_on = rig.world.history[-1].at
        await later(went_on + 10.0 - before - rig.world.now())
        rig.press("down")
        result = await shutter.wait_settled()
        assert result is Result.SUPERSEDED or before < 2 * line_s
        await later(3.0)
        assert rig.world.is_on(PAIR.down)
        assert shutter.moving is Motion.DOWN
        assert rig.motor.both_on_count == 0


async def test_a_press_between_the_two_runs_of_a_command_ends_it(rig: Rig) -> None:
    rig.motor.place(30.0)
    async with rig.shutter() as shutter:
        await shutter.set_position(20)
        while shutter.moving is not None:
            await later(0.05)
        rig.press("down")
        assert await shutter.wait_settled() is Result.SUPERSEDED
        await later(5.0)
        assert rig.world.is_on(PAIR.down)
        assert not rig.world.is_on(PAIR.up)


@pytest.mark.parametrize("button", ["up", "down"])
@pytest.mark.parametrize("known", [True, False])
async def test_a_press_while_the_motor_comes_to_rest_between_two_runs_ends_the_command(
    rig: Rig, known: bool, button: str
) -> None:
    """Two runs because the position is unknown, or because the slats are to turn back."""
    blind = TravelTimes(up=20.0, down=19.0, stop_lag=0.6, tilt=1.5)
    rig.motor.place(30.0)
    async with rig.shutter(travel=blind) as shutter:
        if known:
            shutter.set_known_position(30.0, 50.0)
        await shutter.set_position(20)
        while shutter.moving is not None:
            await later(0.05)
        rig.press(button)
        assert await shutter.wait_settled() is Result.SUPERSEDED
        await later(5.0)
        assert rig.world.is_on(PAIR.up if button == "up" else PAIR.down)


@pytest.mark.parametrize("after", [0.1, 0.4, 0.8])
async def test_a_press_for_the_direction_of_the_second_run_ends_the_command_too(
    rig: Rig, after: float
) -> None:
    rig.motor.place(30.0)
    async with rig.shutter() as shutter:
        await shutter.set_position(20)
        while shutter.moving is not None:
            await later(0.05)
        await later(after)
        rig.press("up")
        assert await shutter.wait_settled() is Result.SUPERSEDED
        await later(10.0)
        assert rig.world.is_on(PAIR.up)


async def test_a_press_during_our_pause_cancels_our_start(rig: Rig) -> None:
    async with rig.known() as shutter:
        await shutter.set_position(80)
        await later(10.0)
        closing = asyncio.create_task(shutter.close_fully())
        await later(0.6)
        assert rig.is_off()
        rig.press("up")
        await closing
        assert await shutter.wait_settled() is Result.SUPERSEDED
        await later(5.0)
        assert shutter.moving is Motion.UP
        assert not rig.world.is_on(PAIR.down)


async def test_a_run_that_a_timer_of_the_bus_cuts_short_stays_estimated(rig: Rig) -> None:
    async with rig.known() as shutter:
        await shutter.open_fully()
        await later(TIMES.up + 0.5)
        rig.press("stop")
        await shutter.wait_settled()
        await later(1.0)
        assert (shutter.position, shutter.confidence) == (100.0, Confidence.ESTIMATED)


async def test_both_relays_on_are_switched_off_and_leave_the_position_unknown(rig: Rig) -> None:
    async with rig.known() as shutter:
        await shutter.set_position(80)
        await later(2.0)
        rig.world.write(5, bytes([255, 255, 0, 0, 0, 0, 0, 0]))
        assert await shutter.wait_settled() is Result.SUPERSEDED
        await later(2.0)
        assert rig.is_off()
        assert (shutter.position, shutter.confidence, shutter.moving) == (None, Confidence.UNKNOWN, None)


@pytest.mark.parametrize("offset", [0.0, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3])
async def test_our_own_movements_are_never_taken_for_the_wall(rig: Rig, offset: float) -> None:
    async with rig.known() as shutter:
        await later(offset)
        for target in (60, 30, 75, 10, 90):
            await shutter.set_position(target)
            await later(0.4 + offset)
            assert shutter.target == Height(target)
            assert await shutter.wait_settled() is Result.REACHED
            assert rig.motor.position == pytest.approx(target, abs=1.0)


async def test_commands_in_quick_succession_end_in_the_last(rig: Rig) -> None:
    async with rig.known() as shutter:
        tasks = [asyncio.create_task(shutter.set_position(percent)) for percent in (90, 20, 70, 35)]
        await asyncio.gather(*tasks)
        assert await shutter.wait_settled() is Result.REACHED
        assert rig.motor.position == pytest.approx(35.0, abs=1.0)


async def test_a_stop_right_after_a_start_stops(rig: Rig) -> None:
    async with rig.known() as shutter:
        opening = asyncio.create_task(shutter.open_fully())
        await asyncio.sleep(0)
        await shutter.stop()
        await opening
        await later(5.0)
        assert rig.is_off()
        assert shutter.moving is None


async def test_a_caller_who_gives_up_before_it_moves_leaves_it_standing(rig: Rig) -> None:
    async with rig.known() as shutter:
        await shutter.set_position(80)
        await later(8.0)
        closing = asyncio.create_task(shutter.close_fully())
        await later(0.3)
        closing.cancel()
        with pytest.raises(asyncio.CancelledError):
            await closing
        await shutter.wait_settled()
        await later(3.0)
        assert rig.is_off()


@pytest.mark.parametrize("button", ["up", "down"])
async def test_a_caller_who_gives_up_does_not_stop_what_a_person_began(rig: Rig, button: str) -> None:
    async with rig.known() as shutter:
        await shutter.set_position(80)
        await later(8.0)
        closing = asyncio.create_task(shutter.close_fully())
        await later(0.3)
        rig.press(button)
        await asyncio.sleep(0.03)
        closing.cancel()
        await asyncio.gather(closing, return_exceptions=True)
        await later(3.0)
        assert rig.world.is_on(PAIR.up if button == "up" else PAIR.down)


@pytest.mark.parametrize("line_s", [0.05, 0.3])
@pytest.mark.parametrize("moment", [0.0, 0.5, 1.0, 1.5, 2.0])
async def test_a_caller_who_gives_up_at_any_moment_of_the_start_leaves_it_standing(
    rig: Rig, moment: float, line_s: float
) -> None:
    rig.gateway.faults = Faults().over_line(line_s)
    async with rig.known() as shutter:
        await later(20.0)
        opening = asyncio.create_task(shutter.open_fully())
        await later(moment * line_s + 0.001)
        opening.cancel()
        await asyncio.gather(opening, return_exceptions=True)
        await later(5.0)
        assert rig.is_off()


async def test_a_caller_who_gives_up_after_another_has_asked_changes_nothing(rig: Rig) -> None:
    async with rig.known() as shutter:
        opening = asyncio.create_task(shutter.open_fully())
        await asyncio.sleep(0)
        other = asyncio.create_task(shutter.set_position(40))
        await asyncio.sleep(0)
        opening.cancel()
        await other
        assert await shutter.wait_settled() is Result.REACHED
        assert rig.motor.position == pytest.approx(40.0, abs=1.0)


async def test_a_caller_can_wait_until_a_run_at_the_wall_has_ended(rig: Rig) -> None:
    async with rig.known() as shutter:
        assert await shutter.wait_settled() is Result.REACHED
        rig.press("up")
        await later(1.0)
        waiting = asyncio.create_task(shutter.wait_settled())
        await later(3.0)
        assert not waiting.done()
        rig.press("stop")
        assert await waiting is Result.REACHED


async def test_a_caller_who_waits_returns_when_the_shutter_is_closed(rig: Rig) -> None:
    async with rig.known() as shutter:
        rig.press("up")
        await later(1.0)
        waiting = asyncio.create_task(shutter.wait_settled())
        await later(0.1)
    await waiting
