"""A blind that was sent to a height gets back the slat angle that it had."""

import asyncio

import pytest

from ipcom.model.motion import Motion
from ipcom.shutter.height_and_tilt import Height
from ipcom.shutter.shutter import Shutter
from ipcom.shutter.shutter_state import Result
from ipcom.shutter.travel_times import TravelTimes
from ipcom.simulator.faults import Faults
from tests.library.shutter.shutter_rig import PAIR, Rig, later

pytestmark = pytest.mark.virtual_time

BLIND = TravelTimes(up=20.0, down=19.0, tilt=1.5)


async def sent(shutter: Shutter, position: float, *, tilt: float, to: float) -> Result:
    """Send it from a known place to a height, and wait until it rests."""
    shutter.set_known_position(position, tilt)
    await shutter.set_position(to)
    return await shutter.wait_settled()


@pytest.mark.parametrize(
    ("position", "tilt", "to", "starts"),
    [
        (50.0, 40.0, 70.0, 2),
        (50.0, 40.0, 20.0, 2),
        (50.0, 100.0, 20.0, 2),
        (50.0, 100.0, 70.0, 1),
        (50.0, 0.0, 20.0, 1),
        (50.0, 0.0, 70.0, 2),
        (50.0, 90.0, 70.0, 1),
    ],
)
async def test_the_slats_get_back_the_angle_they_had(
    rig: Rig, position: float, tilt: float, to: float, starts: int
) -> None:
    async with rig.shutter(travel=BLIND) as shutter:
        assert await sent(shutter, position, tilt=tilt, to=to) is Result.REACHED
        assert shutter.tilt == pytest.approx(tilt, abs=2.0 if starts == 2 else 12.0)
        assert shutter.position == pytest.approx(to, abs=0.5)
        assert rig.motor.starts == starts
        assert rig.motor.shortest_reversal_s >= PAIR.pause
        assert rig.is_off()


@pytest.mark.parametrize("line_s", [0.0, 0.05, 0.2])
async def test_slats_that_are_to_be_fully_open_or_closed_are(rig: Rig, line_s: float) -> None:
    rig.gateway.faults = Faults().over_line(line_s)
    async with rig.shutter(travel=BLIND) as shutter:
        await later(20.0)
        shutter.set_known_position(50.0, 40.0)
        for tilt in (100.0, 0.0, 100.0):
            await shutter.set_tilt(tilt)
            await shutter.wait_settled()
            assert shutter.tilt == tilt
            assert shutter.position == pytest.approx(50.0, abs=2.0)


@pytest.mark.parametrize("to", [0.0, 100.0])
async def test_at_an_end_the_slats_have_the_angle_of_that_end(rig: Rig, to: float) -> None:
    async with rig.shutter(travel=BLIND) as shutter:
        assert await sent(shutter, 50.0, tilt=40.0, to=to) is Result.REACHED
        assert shutter.tilt == to
        assert rig.motor.starts == 1


async def test_an_angle_that_was_unknown_is_not_made_up(rig: Rig) -> None:
    async with rig.shutter(travel=BLIND) as shutter:
        await shutter.set_position(40)
        assert await shutter.wait_settled() is Result.REACHED
        assert rig.motor.starts == 2
        assert shutter.tilt == 100.0


async def test_without_a_tilt_time_there_is_no_second_move(rig: Rig) -> None:
    async with rig.shutter() as shutter:
        await sent(shutter, 50.0, tilt=40.0, to=70.0)
        assert rig.motor.starts == 1


async def test_a_dragged_slider_keeps_the_angle_from_before(rig: Rig) -> None:
    async with rig.shutter(travel=BLIND) as shutter:
        shutter.set_known_position(50.0, 40.0)
        await shutter.set_position(90)
        await later(3.0)
        await shutter.set_position(80)
        assert await shutter.wait_settled() is Result.REACHED
        assert shutter.tilt == pytest.approx(40.0, abs=2.0)


async def test_turning_the_slats_back_is_part_of_the_same_command(rig: Rig) -> None:
    async with rig.shutter(travel=BLIND) as shutter:
        shutter.set_known_position(50.0, 40.0)
        await shutter.set_position(70)
        while shutter.moving is not Motion.DOWN:
            assert shutter.target == Height(70.0)
            await later(0.1)
        assert shutter.target == Height(70.0)


@pytest.mark.parametrize("button", ["up", "down"])
async def test_a_press_in_the_pause_ends_the_command(rig: Rig, button: str) -> None:
    async with rig.shutter(travel=BLIND) as shutter:
        shutter.set_known_position(50.0, 40.0)
        await shutter.set_position(70)
        while shutter.moving is not None:
            await later(0.05)
        await later(0.3)
        rig.press(button)
        assert await shutter.wait_settled() is Result.SUPERSEDED
        await later(5.0)
        assert shutter.moving is (Motion.UP if button == "up" else Motion.DOWN)


@pytest.mark.parametrize("button", ["up", "down"])
async def test_a_press_before_the_first_read_of_the_turn_is_not_taken_for_it(rig: Rig, button: str) -> None:
    rig.gateway.faults = Faults().over_line(0.3)
    async with rig.shutter(travel=BLIND) as shutter:
        await later(10.0)
        shutter.set_known_position(50.0, 40.0 if button == "down" else 60.0)
        await shutter.set_position(70 if button == "down" else 30)
        while shutter.moving is not None:
            await later(0.01)
        await later(0.1)
        rig.press(button)
        assert await shutter.wait_settled() is Result.SUPERSEDED
        await later(PAIR.max_run + 10.0)
        assert shutter.moving is (Motion.UP if button == "up" else Motion.DOWN)


@pytest.mark.parametrize("moment", [0.5, 3.0])
async def test_after_a_stop_the_slats_are_not_turned_back(rig: Rig, moment: float) -> None:
    async with rig.shutter(travel=BLIND) as shutter:
        shutter.set_known_position(50.0, 40.0)
        await shutter.set_position(70)
        await later(moment)
        await shutter.stop()
        await later(10.0)
        assert rig.motor.starts == 1


@pytest.mark.parametrize("moment", [0.5, 3.0])
async def test_after_a_stop_at_the_wall_the_slats_are_not_turned_back(rig: Rig, moment: float) -> None:
    async with rig.shutter(travel=BLIND) as shutter:
        shutter.set_known_position(50.0, 40.0)
        await shutter.set_position(70)
        await later(moment)
        rig.press("stop")
        assert await shutter.wait_settled() is Result.SUPERSEDED
        await later(10.0)
        assert rig.motor.starts == 1


async def test_a_stop_ends_the_turning_back(rig: Rig) -> None:
    async with rig.shutter(travel=BLIND) as shutter:
        shutter.set_known_position(50.0, 0.0)
        await shutter.set_position(70)
        while shutter.moving is not Motion.DOWN:
            await later(0.05)
        rig.press("stop")
        assert await shutter.wait_settled() is Result.SUPERSEDED
        assert rig.is_off()
        await asyncio.sleep(5.0)
        assert rig.motor.starts == 2
