"""A person tells the position while it moves, or the way to go is hardly one."""

import asyncio

import pytest

from ipcom.errors import InterlockError
from ipcom.model.motion import Motion
from ipcom.shutter.confidence import Confidence
from ipcom.shutter.shutter import Shutter
from ipcom.shutter.shutter_state import Result
from ipcom.shutter.travel_times import TravelTimes
from ipcom.simulator.faults import Faults
from tests.library.shutter.shutter_rig import PAIR, Rig, later

pytestmark = pytest.mark.virtual_time


async def ends(shutter: Shutter, rig: Rig) -> float:
    """Where the motor stands when the command is over."""
    assert await shutter.wait_settled() is Result.REACHED
    assert rig.is_off()
    return rig.motor.position


async def test_a_told_position_on_the_way_moves_the_stop(rig: Rig) -> None:
    rig.motor.place(20.0)
    async with rig.known() as shutter:
        await shutter.set_position(60)
        await later(4.0)
        shutter.set_known_position(rig.motor.position)
        assert await ends(shutter, rig) == pytest.approx(60.0, abs=0.5)
        assert rig.motor.starts == 1
        assert shutter.confidence is Confidence.ESTIMATED


async def test_a_told_position_behind_the_target_turns_it_round(rig: Rig) -> None:
    rig.motor.place(50.0)
    async with rig.known() as shutter:
        await shutter.set_position(60)
        await later(4.0)
        shutter.set_known_position(rig.motor.position)
        assert shutter.position == pytest.approx(70.0, abs=0.5)
        assert await ends(shutter, rig) == pytest.approx(60.0, abs=0.5)
        assert rig.motor.starts == 2
        assert rig.motor.shortest_reversal_s >= PAIR.pause


async def test_a_press_before_it_turns_round_is_not_taken_for_the_way_back(rig: Rig) -> None:
    rig.gateway.faults = Faults().over_line(0.3)
    rig.motor.place(50.0)
    async with rig.known() as shutter:
        await later(10.0)
        await shutter.set_position(60)
        await later(4.0)
        shutter.set_known_position(rig.motor.position)
        while shutter.moving is not None:
            await later(0.01)
        await later(0.1)
        rig.press("down")
        assert await shutter.wait_settled() is Result.SUPERSEDED
        await later(PAIR.max_run + 10.0)
        assert shutter.moving is Motion.DOWN


async def test_a_position_told_at_the_last_moment_still_counts(rig: Rig) -> None:
    rig.motor.place(10.0)
    async with rig.known() as shutter:
        await shutter.set_position(60)
        await later(9.9)
        shutter.set_known_position(rig.motor.position)
        assert await ends(shutter, rig) == pytest.approx(60.0, abs=0.5)


async def test_a_position_told_at_the_target_stops_it_there(rig: Rig) -> None:
    rig.motor.place(40.0)
    async with rig.known() as shutter:
        await shutter.set_position(60)
        await later(4.0)
        shutter.set_known_position(60.0)
        await ends(shutter, rig)
        assert shutter.position == pytest.approx(60.0, abs=1.0)
        assert rig.motor.starts == 1


async def test_a_told_position_on_a_full_run_does_not_shorten_it(rig: Rig) -> None:
    async with rig.known() as shutter:
        await shutter.open_fully()
        await later(5.0)
        shutter.set_known_position(90.0)
        assert await ends(shutter, rig) == 100.0
        assert (shutter.position, shutter.confidence) == (100.0, Confidence.KNOWN)


@pytest.mark.parametrize(
    ("round_trip", "start_delay", "target", "made"),
    [
        (0.0, 0.0, 50.9, False),
        (0.0, 0.0, 51.1, True),
        (0.0, 0.3, 52.4, False),
        (0.0, 0.3, 52.6, True),
        (0.3, 0.0, 53.2, False),
        (0.3, 0.0, 53.4, True),
    ],
)
async def test_a_move_too_short_for_motor_and_line_is_not_made(
    rig: Rig, round_trip: float, start_delay: float, target: float, made: bool
) -> None:
    rig.gateway.faults = Faults().over_line(round_trip)
    times = TravelTimes(up=20.0, down=19.0, start_delay=start_delay, min_move=0.2)
    async with rig.shutter(travel=times) as shutter:
        await later(20.0)
        shutter.set_known_position(50.0)
        await shutter.set_position(target)
        result = await shutter.wait_settled()
        assert result is (Result.REACHED if made else Result.ALREADY_THERE)
        assert rig.motor.starts == made


async def test_a_motor_that_passes_its_target_is_stopped_and_the_command_fails(rig: Rig) -> None:
    async with rig.known() as shutter:
        rig.press("up")
        await later(5.0)
        await shutter.set_position(25)
        assert await shutter.wait_settled() is Result.REACHED
        assert shutter.moving is None
        assert shutter.position == pytest.approx(rig.motor.position, abs=2.0)


async def test_a_position_that_is_asked_for_twice_is_there_already(rig: Rig) -> None:
    async with rig.known() as shutter:
        await shutter.set_position(40)
        await shutter.wait_settled()
        await shutter.set_position(40)
        assert await shutter.wait_settled() is Result.ALREADY_THERE
        assert rig.motor.starts == 1
        assert shutter.moving is not Motion.UP


@pytest.mark.parametrize("before_s", [0.4, 0.3, 0.2, 0.1, 0.0])
async def test_a_position_told_while_the_stop_is_on_its_way_is_gone_on_from(
    rig: Rig, before_s: float
) -> None:
    rig.motor.place(10.0)
    async with rig.known() as shutter:
        shutter.set_known_position(30.0)
        rig.gateway.faults = Faults().over_line(0.4)
        await later(3.0)
        await shutter.set_position(60)
        began = asyncio.get_running_loop().time()
        await later(began + 6.0 - before_s - asyncio.get_running_loop().time())
        shutter.set_known_position(rig.motor.position)
        assert await shutter.wait_settled() is Result.REACHED
        assert rig.motor.position == pytest.approx(60.0, abs=4.0)


def both_on(rig: Rig) -> None:
    """Both relays go on."""
    rig.world.write(PAIR.up.module, bytes([255, 255, 0, 0, 0, 0, 0, 0]))


async def stays_both_on(rig: Rig) -> None:
    """A switch is broken: both relays go on again until the client only reports it."""
    for _ in range(4):
        both_on(rig)
        await later(1.0)
    assert all(rig.world.is_on(address) for address in PAIR.addresses)


async def test_a_position_told_while_both_relays_are_on_is_refused_and_stays_unknown(rig: Rig) -> None:
    async with rig.known() as shutter:
        await stays_both_on(rig)
        with pytest.raises(
            InterlockError, match="both directions are on, so a position cannot be told"
        ) as refused:
            shutter.set_known_position(40.0)
        assert refused.value.addresses == PAIR.addresses
        assert (shutter.position, shutter.confidence) == (None, Confidence.UNKNOWN)
        rig.world.write(PAIR.up.module, bytes(8))
        await later(1.0)
        shutter.set_known_position(40.0)
        assert (shutter.position, shutter.confidence) == (40.0, Confidence.KNOWN)


async def test_a_calibration_is_not_adopted_while_both_relays_are_on(rig: Rig) -> None:
    async with rig.known() as shutter:
        before = shutter.travel_times
        async with shutter.calibration() as calibration:
            for motion in (Motion.UP, Motion.DOWN):
                await calibration.start(motion)
                await later(25.0)
                await calibration.arrived()
        await stays_both_on(rig)
        with pytest.raises(InterlockError):
            shutter.adopt(calibration)
        assert (shutter.travel_times, shutter.position) == (before, None)


async def test_a_shutter_found_with_both_relays_on_stands_where_nothing_tells(rig: Rig) -> None:
    async with rig.known() as shutter:
        stored = shutter.stored()
    await stays_both_on(rig)
    async with rig.shutter(restore=stored) as shutter:
        assert (shutter.position, shutter.confidence) == (None, Confidence.UNKNOWN)
        rig.world.write(PAIR.up.module, bytes(8))
        await later(1.0)
        assert (shutter.position, shutter.confidence) == (None, Confidence.UNKNOWN)
