"""A person says "start" and "it has arrived", both ways, and the times are known."""

import asyncio

import pytest

from ipcom.errors import CommandNotConfirmed, CommandSuperseded, ConfigurationError
from ipcom.model.motion import Motion
from ipcom.shutter.calibration import Calibration
from ipcom.shutter.shutter_state import Result
from ipcom.shutter.travel_times import TravelTimes
from ipcom.simulator.faults import Faults
from tests.library.shutter.shutter_rig import PAIR, Rig, later

pytestmark = pytest.mark.virtual_time


async def measure(calibration: Calibration, motion: Motion, seconds: float) -> float:
    await calibration.start(motion)
    await later(seconds)
    return await calibration.arrived()


async def test_both_ways_give_the_times(rig: Rig) -> None:
    async with Calibration(rig.client, PAIR) as calibration:
        assert calibration.missing == (Motion.UP, Motion.DOWN)
        position = calibration.position
        assert position is None
        assert await measure(calibration, Motion.UP, 20.3) == pytest.approx(20.3, abs=0.05)
        assert rig.is_off()
        assert calibration.position == 100.0
        with pytest.raises(ConfigurationError, match="the way down"):
            calibration.times()
        await measure(calibration, Motion.DOWN, 19.1)
        assert calibration.position == 0.0
        times = calibration.times()
    assert [times.up, times.down] == pytest.approx([20.3, 19.1], abs=0.05)


async def test_the_other_times_stay_as_they_were(rig: Rig) -> None:
    base = TravelTimes(up=1.0, down=1.0, start_delay=0.3, overrun_s=2.0)
    async with Calibration(rig.client, PAIR) as calibration:
        await measure(calibration, Motion.UP, 20.3)
        await measure(calibration, Motion.DOWN, 19.3)
        times = calibration.times(base)
    assert (times.overrun_s, times.start_delay) == (2.0, 0.3)
    assert [times.up, times.down] == pytest.approx([20.0, 19.0], abs=0.05)


async def test_a_direction_may_be_measured_again(rig: Rig) -> None:
    async with Calibration(rig.client, PAIR) as calibration:
        await measure(calibration, Motion.UP, 10.0)
        await measure(calibration, Motion.DOWN, 10.0)
        await measure(calibration, Motion.UP, 12.0)
        assert calibration.position == 100.0
        assert calibration.times().up == pytest.approx(12.0, abs=0.05)


async def test_leaving_stops_the_motor(rig: Rig) -> None:
    async with Calibration(rig.client, PAIR) as calibration:
        await calibration.start(Motion.UP)
        assert calibration.moving is Motion.UP
        await later(3.0)
        assert not rig.is_off()
    assert rig.is_off()


async def test_leaving_while_it_starts_stops_the_motor(rig: Rig) -> None:
    async with Calibration(rig.client, PAIR) as calibration:
        starting = asyncio.create_task(calibration.start(Motion.UP))
        await asyncio.sleep(0.001)
        starting.cancel()
        await asyncio.gather(starting, return_exceptions=True)
    await later(2.0)
    assert rig.is_off()


async def test_a_run_has_a_longest_time(rig: Rig) -> None:
    async with Calibration(rig.client, PAIR, max_run=30.0) as calibration:
        await calibration.start(Motion.UP)
        await later(31.0)
        assert rig.is_off()
        assert calibration.moving is None
        with pytest.raises(CommandSuperseded, match="start again"):
            await calibration.arrived()
        await measure(calibration, Motion.DOWN, 19.0)
        assert calibration.missing == (Motion.UP,)


async def test_a_run_that_the_wall_stops_measures_nothing(rig: Rig) -> None:
    async with Calibration(rig.client, PAIR) as calibration:
        await calibration.start(Motion.UP)
        await later(5.0)
        rig.press("stop")
        await later(1.0)
        with pytest.raises(CommandSuperseded):
            await calibration.arrived()


async def test_a_start_replaces_the_run_under_way(rig: Rig) -> None:
    async with Calibration(rig.client, PAIR) as calibration:
        await calibration.start(Motion.UP)
        await later(5.0)
        assert await measure(calibration, Motion.DOWN, 6.0) == pytest.approx(6.0, abs=0.05)
        assert rig.motor.shortest_reversal_s >= PAIR.pause


@pytest.mark.parametrize("button", ["up", "down"])
async def test_a_motor_that_runs_already_is_stopped_first(rig: Rig, button: str) -> None:
    rig.motor.place(50.0)
    rig.press(button)
    await later(1.0)
    async with Calibration(rig.client, PAIR) as calibration:
        assert await measure(calibration, Motion.UP, 6.0) == pytest.approx(6.0, abs=0.05)
        assert rig.motor.starts == 2


async def test_a_press_between_two_starts_measures_nothing(rig: Rig) -> None:
    async with Calibration(rig.client, PAIR) as calibration:
        starting = asyncio.create_task(calibration.start(Motion.UP))
        await later(0.2)
        rig.press("down")
        with pytest.raises(CommandSuperseded):
            await starting
        with pytest.raises(CommandSuperseded):
            await calibration.arrived()


async def test_a_run_may_be_given_up(rig: Rig) -> None:
    async with Calibration(rig.client, PAIR) as calibration:
        await calibration.stop()
        await calibration.start(Motion.UP)
        await calibration.stop()
        assert rig.is_off()
        assert calibration.missing == (Motion.UP, Motion.DOWN)


async def test_other_outputs_do_not_disturb(rig: Rig) -> None:
    async with Calibration(rig.client, PAIR) as calibration:
        rig.world.write(2, bytes([255] * 8))
        await later(1.0)
        rig.press("up")
        await later(1.0)
        rig.press("stop")
        await later(2.0)
        assert await measure(calibration, Motion.UP, 6.0) == pytest.approx(6.0, abs=0.05)


async def test_a_start_that_fails_says_so(rig: Rig) -> None:
    rig.gateway.faults = Faults(ignore_writes_percent=100.0)
    async with Calibration(rig.client, PAIR) as calibration:
        with pytest.raises(CommandNotConfirmed):
            await calibration.start(Motion.UP)
        with pytest.raises(CommandSuperseded):
            await calibration.arrived()
        rig.gateway.faults = Faults()
    assert rig.is_off()


async def test_leaving_without_a_link_gives_up_in_time(rig: Rig, caplog: pytest.LogCaptureFixture) -> None:
    async with Calibration(rig.client, PAIR) as calibration:
        await calibration.start(Motion.UP)
        await rig.gateway.stop()
    assert "not seen off" in caplog.text


async def test_a_calibration_needs_a_direction(rig: Rig) -> None:
    async with Calibration(rig.client, PAIR) as calibration:
        with pytest.raises(ConfigurationError, match="up or down"):
            await calibration.start(Motion.OFF)
    await calibration.close()


async def test_a_calibration_ends_the_command_of_its_shutter(rig: Rig) -> None:
    async with rig.known() as shutter:
        await shutter.open_fully()
        await later(2.0)
        async with shutter.calibration() as calibration:
            await calibration.start(Motion.UP)
            await later(30.0)
            assert not rig.is_off()
            closing = asyncio.create_task(shutter.close_fully())
            await later(0.5)
            starting = asyncio.create_task(calibration.start(Motion.UP))
            await closing
            assert await shutter.wait_settled() is Result.SUPERSEDED
            await starting
            assert shutter.moving is Motion.UP


async def test_a_shutter_with_a_position_follows_its_calibration(rig: Rig) -> None:
    async with rig.shutter(travel=None) as shutter:
        async with shutter.calibration() as calibration:
            await measure(calibration, Motion.UP, 20.5)
            await measure(calibration, Motion.DOWN, 19.5)
        shutter.adopt(calibration)
        assert shutter.position == 0.0
        await shutter.set_position(50)
        await shutter.wait_settled()
        assert rig.motor.position == pytest.approx(50.0, abs=3.0)


async def test_a_run_to_the_end_ends_by_itself_and_measures_nothing(
    rig: Rig, caplog: pytest.LogCaptureFixture
) -> None:
    rig.motor.place(70.0)
    async with Calibration(rig.client, PAIR) as calibration:
        await calibration.run_to_end(Motion.DOWN, 21.0)
        assert rig.is_off()
        assert rig.motor.position == 0.0
        assert calibration.missing == (Motion.UP, Motion.DOWN)
        assert calibration.moving is None
        assert await measure(calibration, Motion.UP, 20.0) == pytest.approx(20.0, abs=0.05)
    assert caplog.text == ""


async def test_a_run_to_the_end_is_no_longer_than_the_longest(rig: Rig) -> None:
    async with Calibration(rig.client, PAIR, max_run=30.0) as calibration:
        began = asyncio.get_running_loop().time()
        await calibration.run_to_end(Motion.UP)
        assert asyncio.get_running_loop().time() - began == pytest.approx(30.0, abs=0.5)


async def test_a_run_to_the_end_that_the_wall_stops_is_told(rig: Rig) -> None:
    async with Calibration(rig.client, PAIR) as calibration:
        running = asyncio.create_task(calibration.run_to_end(Motion.UP))
        await later(5.0)
        rig.press("stop")
        with pytest.raises(CommandSuperseded):
            await running


async def test_what_was_stopped_is_logged(rig: Rig, caplog: pytest.LogCaptureFixture) -> None:
    async with Calibration(rig.client, PAIR, max_run=30.0, name="Kitchen") as calibration:
        await calibration.start(Motion.UP)
        await later(31.0)
        assert "Kitchen: its run up for a calibration was stopped after 30 s" in caplog.text
        await calibration.start(Motion.DOWN)
        await later(3.0)
    assert "Kitchen: its calibration ended while it ran down, so its motor was stopped" in caplog.text
