"""One motor alone: it says its shutter's name, tells of changes, and is where its relays brought it."""

import asyncio

import pytest

from ipcom.errors import ConfigurationError, ConnectionLost
from ipcom.model.motion import Motion
from ipcom.shutter.confidence import Confidence
from ipcom.shutter.height_and_tilt import Height
from ipcom.shutter.shutter_state import Result, ShutterState
from ipcom.shutter.stored import StoredPosition
from ipcom.shutter.tracked_motor import TrackedMotor
from ipcom.shutter.travel_times import TravelTimes
from tests.library.shutter.shutter_rig import PAIR, TIMES, Rig

pytestmark = pytest.mark.virtual_time

CLOSED = StoredPosition(position=0.0, confidence=Confidence.KNOWN)


class Told:
    """A motor, and how often it told of a change."""

    def __init__(
        self, rig: Rig, travel: TravelTimes | None = TIMES, restore: StoredPosition = CLOSED
    ) -> None:
        self.times = 0
        self.motor = TrackedMotor(rig.client, PAIR, travel, "Kitchen", restore, self._changed)

    def _changed(self) -> None:
        self.times += 1


async def test_it_moves_and_tells_twice_a_second_on_the_way(rig: Rig) -> None:
    told = Told(rig)
    motor = told.motor
    await motor.start()
    motor.set_known_position(0.0, 0.0)
    before = told.times
    await motor.command(Height(50.0))
    assert (motor.moving, motor.target, motor.is_busy) == (Motion.UP, Height(50.0), True)
    assert await motor.settled() is Result.REACHED
    assert motor.position == pytest.approx(50.0, abs=1.0)
    assert told.times - before >= 20
    assert (motor.moving, motor.target, motor.is_busy) == (None, None, False)
    await motor.close()


async def test_a_motor_without_times_has_no_position(rig: Rig) -> None:
    motor = Told(rig, travel=None).motor
    await motor.start()
    with pytest.raises(ConfigurationError, match="Kitchen"):
        motor.require_times("a position")
    await motor.command(Height(100.0))
    assert motor.state == ShutterState(None, None, Confidence.UNKNOWN, Motion.UP, Height(100.0))
    await motor.command(None)
    assert await motor.settled() is Result.REACHED
    motor.set_travel(TIMES)
    motor.require_times("a position")
    assert (motor.travel_times, motor.position) == (TIMES, None)
    await motor.close()


async def test_it_takes_no_command_before_its_start_nor_after_its_end(rig: Rig) -> None:
    motor = Told(rig).motor
    with pytest.raises(ConnectionLost, match="Kitchen"):
        await motor.command(None)
    await motor.start()
    await motor.close()
    motor.name = "Scullery"
    for refused in (motor.start(), motor.command(Height(0.0))):
        with pytest.raises(ConnectionLost, match="Scullery"):
            await refused


async def test_its_end_stops_what_it_set_moving(rig: Rig) -> None:
    motor = Told(rig).motor
    await motor.start()
    await motor.command(Height(100.0))
    await motor.close()
    await asyncio.sleep(1.0)
    assert rig.is_off()


async def test_what_it_keeps_is_what_it_was_given_until_it_has_looked(rig: Rig) -> None:
    motor = Told(rig).motor
    assert motor.stored() is CLOSED
    await motor.start()
    assert motor.stored().at > 0.0
    await motor.close()
