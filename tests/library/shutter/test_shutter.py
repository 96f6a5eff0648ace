"""Commands bring the shutter where they say, and the position follows the motor."""

import asyncio

import pytest

from ipcom.errors import ConfigurationError, ConnectionLost
from ipcom.model.address import OutputAddress
from ipcom.model.motion import Motion
from ipcom.model.shutter_pair import ShutterPair
from ipcom.shutter.confidence import Confidence
from ipcom.shutter.height_and_tilt import Height
from ipcom.shutter.shutter import Shutter
from ipcom.shutter.shutter_state import Result, ShutterState
from ipcom.shutter.travel_times import TravelTimes
from tests.library.shutter.shutter_rig import PAIR, TIMES, Rig, later

pytestmark = pytest.mark.virtual_time

CLOSE_ENOUGH = 0.5


async def test_open_runs_the_whole_travel_and_the_overrun_and_then_is_known(rig: Rig) -> None:
    async with rig.shutter() as shutter:
        before = shutter.position
        assert before is None
        await shutter.open_fully()
        motion = shutter.moving
        assert motion is Motion.UP
        await later(TIMES.full_run(Motion.UP) - 0.5)
        assert not rig.is_off()
        assert await shutter.wait_settled() is Result.REACHED
        assert rig.is_off()
        assert (shutter.position, shutter.confidence) == (100.0, Confidence.KNOWN)
        assert rig.motor.position == 100.0
        assert shutter.moving is None


async def test_close_ends_known_at_zero(rig: Rig) -> None:
    rig.motor.place(70.0)
    async with rig.shutter() as shutter:
        await shutter.close_fully()
        await shutter.wait_settled()
        assert (shutter.position, shutter.confidence, rig.motor.position) == (0.0, Confidence.KNOWN, 0.0)


@pytest.mark.parametrize("target", [7.0, 40.0, 93.5])
async def test_a_position_is_reached_by_time(rig: Rig, target: float) -> None:
    async with rig.known() as shutter:
        await shutter.set_position(target)
        goal = shutter.target
        assert goal == Height(target)
        assert await shutter.wait_settled() is Result.REACHED
        assert shutter.target is None
        assert rig.motor.position == pytest.approx(target, abs=CLOSE_ENOUGH)
        assert shutter.position == pytest.approx(rig.motor.position, abs=CLOSE_ENOUGH)
        assert shutter.confidence is Confidence.ESTIMATED
        assert rig.is_off()


async def test_the_ends_are_full_runs(rig: Rig) -> None:
    async with rig.known() as shutter:
        await shutter.set_position(100)
        await shutter.wait_settled()
        assert (shutter.position, shutter.confidence) == (100.0, Confidence.KNOWN)
        await shutter.set_position(0)
        await shutter.wait_settled()
        assert (shutter.position, shutter.confidence) == (0.0, Confidence.KNOWN)


async def test_another_target_on_the_way_the_same_way(rig: Rig) -> None:
    async with rig.known() as shutter:
        await shutter.set_position(80)
        await later(4.0)
        await shutter.set_position(50)
        await shutter.wait_settled()
        assert rig.motor.position == pytest.approx(50.0, abs=CLOSE_ENOUGH)
        assert rig.motor.starts == 1


async def test_another_target_the_other_way_pauses_between(rig: Rig) -> None:
    async with rig.known() as shutter:
        await shutter.set_position(80)
        await later(10.0)
        await shutter.set_position(20)
        assert shutter.moving is Motion.DOWN
        await shutter.wait_settled()
        assert rig.motor.position == pytest.approx(20.0, abs=CLOSE_ENOUGH)
        assert rig.motor.shortest_reversal_s >= PAIR.pause


async def test_stop_on_the_way_stays_there(rig: Rig) -> None:
    async with rig.known() as shutter:
        await shutter.open_fully()
        await later(5.0)
        await shutter.stop()
        assert rig.is_off()
        await later(40.0)
        assert shutter.position == pytest.approx(rig.motor.position, abs=CLOSE_ENOUGH)
        assert 20.0 < rig.motor.position < 30.0


async def test_a_position_from_an_unknown_place_goes_to_the_nearer_end_first(rig: Rig) -> None:
    rig.motor.place(45.0)
    async with rig.shutter() as shutter:
        await shutter.set_position(70)
        await shutter.wait_settled()
        assert rig.motor.position == pytest.approx(70.0, abs=CLOSE_ENOUGH)
        assert rig.motor.starts == 2


async def test_full_run_first_when_the_position_is_not_known_for_certain(rig: Rig) -> None:
    async with rig.known(run_full_first=True) as shutter:
        await shutter.set_position(30)
        await shutter.wait_settled()
        assert rig.motor.starts == 1
        await shutter.set_position(60)
        await shutter.wait_settled()
        assert rig.motor.starts == 3
        assert rig.motor.position == pytest.approx(60.0, abs=CLOSE_ENOUGH)


async def test_a_move_too_small_is_not_made(rig: Rig) -> None:
    async with rig.known() as shutter:
        await shutter.set_position(0.5)
        assert await shutter.wait_settled() is Result.ALREADY_THERE
        assert rig.motor.starts == 0


async def test_without_times_it_opens_closes_and_stops(rig: Rig) -> None:
    async with rig.shutter(travel=None) as shutter:
        await shutter.open_fully()
        await later(10.0)
        assert (shutter.position, shutter.moving) == (None, Motion.UP)
        await shutter.close_fully()
        motion = shutter.moving
        assert motion is Motion.DOWN
        await shutter.stop()
        assert shutter.moving is None
        assert (shutter.tilt, shutter.confidence, shutter.travel_times) == (None, Confidence.UNKNOWN, None)


async def test_without_times_a_run_ends_after_the_seconds_that_were_given(rig: Rig) -> None:
    async with rig.shutter(travel=None, untimed_run=30.0) as shutter:
        await shutter.open_fully()
        await later(28.0)
        assert not rig.is_off()
        await later(3.0)
        assert rig.is_off()
        assert shutter.moving is None


async def test_without_times_a_run_ends_at_the_longest_allowed(rig: Rig) -> None:
    async with rig.shutter(travel=None) as shutter:
        await shutter.open_fully()
        began = asyncio.get_running_loop().time()
        assert await shutter.wait_settled() is Result.REACHED
        assert asyncio.get_running_loop().time() - began == pytest.approx(PAIR.max_run, abs=1.0)
        assert rig.is_off()
        assert shutter.position is None


async def test_a_subscriber_sees_the_position_twice_a_second_and_quiet_afterwards(rig: Rig) -> None:
    async with rig.known() as shutter:
        told: list[ShutterState] = []
        unsubscribe = shutter.subscribe(told.append)
        await shutter.set_position(50)
        await shutter.wait_settled()
        moving = [state.position or 0.0 for state in told if state.moving is Motion.UP]
        assert len(moving) >= 18
        assert moving == sorted(moving)
        assert told[-1].moving is None
        seen = len(told)
        await later(30.0)
        assert len(told) - seen <= 1
        unsubscribe()
        await shutter.open_fully()
        assert len(told) - seen <= 1


async def test_slats_turn_by_short_moves(rig: Rig) -> None:
    times = TravelTimes(up=20.0, down=19.0, tilt=1.5)
    async with rig.shutter(travel=times) as shutter:
        shutter.set_known_position(50.0, 0.0)
        await shutter.set_tilt(60)
        await shutter.wait_settled()
        assert shutter.tilt == pytest.approx(60.0, abs=2.0)
        assert shutter.position == pytest.approx(50.0)
        await shutter.set_tilt(20)
        await shutter.wait_settled()
        assert shutter.tilt == pytest.approx(20.0, abs=4.0)


async def test_slats_of_an_unknown_blind_find_their_place_from_the_end(rig: Rig) -> None:
    async with rig.shutter(travel=TravelTimes(up=20.0, down=19.0, tilt=1.5)) as shutter:
        await shutter.set_tilt(50)
        await shutter.wait_settled()
        assert shutter.tilt == pytest.approx(50.0, abs=2.0)
        assert shutter.position == 0.0


async def test_delay_and_lag_of_the_motor_are_reckoned_with(rig: Rig) -> None:
    times = TravelTimes(up=20.0, down=19.0, start_delay=0.2, stop_lag=0.1)
    rig.motor.spec = type(rig.motor.spec)(up_s=20.0, down_s=19.0, start_delay_s=0.2, stop_lag_s=0.1)
    async with rig.known(travel=times) as shutter:
        for target in (30.0, 70.0, 45.0):
            await shutter.set_position(target)
            await shutter.wait_settled()
            assert rig.motor.position == pytest.approx(target, abs=CLOSE_ENOUGH)


async def test_other_times_from_now_on(rig: Rig) -> None:
    async with rig.shutter(travel=None) as shutter:
        shutter.set_travel(TIMES)
        shutter.set_known_position(0.0)
        shutter.set_travel(TravelTimes(up=20.0, down=19.0, overrun_s=2.0), run_full_first=False)
        assert (shutter.position, shutter.confidence) == (0.0, Confidence.KNOWN)
        await shutter.set_position(50)
        with pytest.raises(ConfigurationError, match="moving"):
            shutter.set_travel(None)
        await shutter.wait_settled()
        assert rig.motor.position == pytest.approx(50.0, abs=CLOSE_ENOUGH)


async def test_impossible_positions_and_tilts_are_refused(rig: Rig) -> None:
    async with rig.shutter(travel=None) as shutter:
        with pytest.raises(ConfigurationError, match="no travel times"):
            await shutter.set_position(50)
        with pytest.raises(ConfigurationError, match="no travel times"):
            await shutter.set_tilt(50)
        with pytest.raises(ConfigurationError, match="no travel times"):
            shutter.set_known_position(50)
    async with rig.shutter() as shutter:
        with pytest.raises(ConfigurationError, match="no tilt time"):
            await shutter.set_tilt(50)
        for wrong in (-1.0, 100.5, float("nan")):
            with pytest.raises(ConfigurationError, match="give 0 to 100"):
                await shutter.set_position(wrong)
    with pytest.raises(ConnectionLost, match="not started"):
        await rig.shutter().open_fully()
    short = ShutterPair(up=OutputAddress(5, 2), down=OutputAddress(5, 1), max_run=20.0)
    with pytest.raises(ConfigurationError, match="longest run"):
        Shutter(rig.client, short, travel=TIMES)
