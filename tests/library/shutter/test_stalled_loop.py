"""A loop that stands still, because of other code, turns no success into an error and teaches nothing."""

import asyncio
import logging
from typing import Any

import pytest

from ipcom.model.motion import Motion
from ipcom.shutter.calibration import Calibration
from ipcom.shutter.confidence import Confidence
from ipcom.shutter.shutter_state import Result
from ipcom.simulator.faults import Faults
from tests.library.shutter.shutter_rig import PAIR, Rig, later

pytestmark = pytest.mark.virtual_time

STALLS_S = [0.3, 1.2, 1.9]
"""Shorter than the 2 s after which a silent link ends: this gateway stands still together with our loop."""
MOMENTS_S = [0.0, 0.02, 0.06, 0.12]
LINE_S = 0.05


def stand_still(seconds: float) -> None:
    """Other code keeps the loop busy for so long; the house goes on."""
    loop: Any = asyncio.get_running_loop()
    loop._virtual.now += seconds


def stall_at(moment: float, seconds: float) -> None:
    """Stand still in `moment` seconds."""
    asyncio.get_running_loop().call_later(moment, stand_still, seconds)


@pytest.mark.parametrize("stall", STALLS_S)
@pytest.mark.parametrize("moment", MOMENTS_S)
async def test_a_start_is_no_failure_because_the_loop_stood_still(
    rig: Rig, moment: float, stall: float
) -> None:
    rig.gateway.faults = Faults().over_line(LINE_S)
    async with rig.known() as shutter:
        stall_at(moment, stall)
        await shutter.open_fully()
        assert await shutter.wait_settled() is Result.REACHED
        assert (shutter.position, rig.motor.position) == (100.0, 100.0)
        assert shutter.confidence is Confidence.KNOWN
        assert rig.motor.starts == 1


@pytest.mark.parametrize("stall", STALLS_S)
@pytest.mark.parametrize("before", [0.3, 0.05, 0.0, -0.05])
async def test_a_stop_that_a_stall_delays_is_known_and_not_learned(
    rig: Rig, before: float, stall: float
) -> None:
    rig.gateway.faults = Faults().over_line(LINE_S)
    async with rig.known() as shutter:
        await later(20.0)
        await shutter.set_position(50)
        stall_at(10.0 - before, stall)
        assert await shutter.wait_settled() is Result.REACHED
        assert shutter.position == pytest.approx(rig.motor.position, abs=1.0)
        for target in (20.0, 70.0, 40.0):
            await shutter.set_position(target)
            await shutter.wait_settled()
            assert rig.motor.position == pytest.approx(target, abs=0.5)


@pytest.mark.parametrize("stall", STALLS_S)
@pytest.mark.parametrize("moment", MOMENTS_S)
async def test_the_end_waits_for_an_answered_read(
    rig: Rig, moment: float, stall: float, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING, "ipcom")
    rig.gateway.faults = Faults().over_line(LINE_S)
    async with rig.known() as shutter:
        await shutter.open_fully()
        await later(3.0)
        stall_at(moment, stall)
    assert rig.is_off()
    assert shutter.stored().moving is Motion.OFF
    assert caplog.text == ""


@pytest.mark.parametrize("stall", STALLS_S)
@pytest.mark.parametrize("moment", MOMENTS_S)
async def test_a_calibration_that_stood_still_at_its_start_measures_all_the_same(
    rig: Rig, moment: float, stall: float
) -> None:
    rig.gateway.faults = Faults().over_line(LINE_S)
    async with Calibration(rig.client, PAIR) as calibration:
        stall_at(moment, stall)
        await calibration.start(Motion.UP)
        went_on = rig.world.history[-1].at
        await later(max(0.0, went_on + 20.0 - rig.world.now()))
        assert await calibration.arrived() == pytest.approx(20.0, abs=0.1)
    assert rig.is_off()
