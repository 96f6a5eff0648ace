"""A machine that sleeps while a motor runs: its clock stood still, the motor did not."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from ipcom.errors import CommandNotConfirmed, CommandSuperseded
from ipcom.model.motion import Motion
from ipcom.shutter.calibration import Calibration
from ipcom.shutter.confidence import Confidence
from ipcom.shutter.shutter_state import Result
from tests.library.shutter.shutter_rig import PAIR, Rig, SleepyClock, later, make_client, make_gateway

pytestmark = pytest.mark.virtual_time

ESTIMATED = Confidence.ESTIMATED


class Laptop:
    """A machine with our program on it, that can sleep."""

    def __init__(self, rig: Rig, clock: SleepyClock) -> None:
        self.rig = rig
        self._clock = clock

    async def sleep(self, seconds: float) -> None:
        """Let the house go on for so long while the loop's clock stands still."""
        self.rig.world.speed = seconds * 1000.0
        await later(0.001)
        self.rig.world.speed = 1.0
        self._clock.ahead += seconds

    def wait_between_clocks(self, seconds: float) -> None:
        """Let other programs run for so long when our program has read the wall clock the next time."""
        self._clock.waits = seconds


@pytest.fixture
async def laptop() -> AsyncIterator[Laptop]:
    clock = SleepyClock()
    async with make_gateway() as gateway, make_client(gateway, clock) as client:
        yield Laptop(Rig(gateway, client), clock)


async def test_a_motor_ran_on_by_the_wall_clock(laptop: Laptop) -> None:
    rig = laptop.rig
    async with rig.known() as shutter:
        rig.press("up")
        await later(3.0)
        await laptop.sleep(5.0)
        await later(1.0)
        assert shutter.moving is Motion.UP
        assert shutter.position == pytest.approx(rig.motor.position, abs=3.0)
        rig.press("stop")
        await later(1.0)
        assert shutter.confidence is ESTIMATED


async def test_a_target_that_was_passed_meanwhile_stops_it_at_once(laptop: Laptop) -> None:
    rig = laptop.rig
    async with rig.known() as shutter:
        await shutter.set_position(50)
        await later(3.0)
        await laptop.sleep(10.0)
        await later(2.0)
        assert rig.is_off()
        assert shutter.position == pytest.approx(rig.motor.position, abs=3.0)
        assert shutter.confidence is ESTIMATED
        assert rig.motor.starts == 1
        with pytest.raises(CommandNotConfirmed, match=r"missed its target .* stands at 6\d %"):
            await shutter.wait_settled()


async def test_a_target_still_ahead_is_reached(laptop: Laptop) -> None:
    rig = laptop.rig
    async with rig.known() as shutter:
        await shutter.set_position(80)
        await later(3.0)
        await laptop.sleep(5.0)
        assert await shutter.wait_settled() is Result.REACHED
        assert rig.motor.position == pytest.approx(80.0, abs=2.0)


async def test_a_run_that_ended_meanwhile_is_estimated(laptop: Laptop) -> None:
    rig = laptop.rig
    async with rig.known() as shutter:
        rig.world.press_shutter(PAIR, "up", held=8.0)
        await later(4.0)
        await laptop.sleep(8.0)
        await later(2.0)
        assert rig.is_off()
        assert shutter.moving is None
        assert shutter.position == pytest.approx(rig.motor.position, abs=22.0)
        assert shutter.confidence is ESTIMATED


async def test_a_full_run_slept_through_proves_no_end(laptop: Laptop) -> None:
    rig = laptop.rig
    async with rig.known() as shutter:
        await shutter.open_fully()
        await later(3.0)
        await laptop.sleep(30.0)
        await later(30.0)
        assert (shutter.position, shutter.confidence) == (100.0, ESTIMATED)
        assert rig.is_off()


async def test_a_standing_shutter_stays_known(laptop: Laptop) -> None:
    async with laptop.rig.known() as shutter:
        await laptop.sleep(3600.0)
        await later(2.0)
        assert (shutter.position, shutter.confidence) == (0.0, Confidence.KNOWN)


async def test_a_calibration_run_slept_through_measures_nothing(laptop: Laptop) -> None:
    rig = laptop.rig
    async with Calibration(rig.client, PAIR) as calibration:
        await calibration.start(Motion.UP)
        await later(3.0)
        await laptop.sleep(5.0)
        await later(2.0)
        assert calibration.moving is None
        assert rig.is_off()
        assert calibration.slept
        with pytest.raises(CommandSuperseded, match="slept meanwhile"):
            await calibration.arrived()


async def test_a_run_down_that_was_slept_through_says_so(laptop: Laptop) -> None:
    async with Calibration(laptop.rig.client, PAIR) as calibration:
        running = asyncio.ensure_future(calibration.run_to_end(Motion.DOWN, 10.0))
        await later(3.0)
        await laptop.sleep(5.0)
        with pytest.raises(CommandSuperseded, match="slept meanwhile"):
            await running
        await later(1.0)
        assert laptop.rig.is_off()
        await calibration.run_to_end(Motion.DOWN, 10.0)
        assert not calibration.slept


async def test_a_calibration_goes_on_although_the_program_had_to_wait_between_its_two_clocks(
    laptop: Laptop,
) -> None:
    """A machine with many more programs than cores is no machine that slept."""
    async with Calibration(laptop.rig.client, PAIR) as calibration:
        for motion in (Motion.DOWN, Motion.UP):
            await calibration.start(motion)
            await later(4.0)
            laptop.wait_between_clocks(1.5)
            await later(4.0)
            assert calibration.moving is motion
            assert await calibration.arrived() == pytest.approx(8.0, abs=0.2)


async def test_an_arrival_told_just_after_a_sleep_measures_nothing(laptop: Laptop) -> None:
    rig = laptop.rig
    async with Calibration(rig.client, PAIR) as calibration:
        await calibration.start(Motion.UP)
        await later(3.0)
        await laptop.sleep(5.0)
        with pytest.raises(CommandSuperseded, match="slept meanwhile"):
            await calibration.arrived()
        assert rig.is_off()
        assert calibration.missing == (Motion.UP, Motion.DOWN)
