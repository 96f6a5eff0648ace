"""Which times belong to which motor, and two commands at once."""

import asyncio

import pytest

from ipcom.errors import ConnectionLost
from ipcom.shutter.shutter_state import Result
from ipcom.shutter.tilt_motor import both, height_times, settled, tilt_times, with_tilt_motor
from ipcom.shutter.travel_times import TravelTimes
from tests.library.shutter.tilt_rig import FIRST_PART, OWN_MOTOR, TIMES

REACHED, THERE, SUPERSEDED = Result.REACHED, Result.ALREADY_THERE, Result.SUPERSEDED


def test_each_motor_has_its_own_times_and_they_can_be_put_together_again() -> None:
    times = TravelTimes(up=20.0, down=19.0, start_delay=0.2, tilt=6.0, tilt_model=OWN_MOTOR)
    height, slats = height_times(times), tilt_times(times)
    assert height is not None
    assert slats is not None
    assert (height.up, height.down, height.slack) == (20.0, 19.0, 0.0)
    assert (slats.up, slats.down, slats.start_delay) == (6.0, 6.0, 0.2)
    assert with_tilt_motor(height, slats) == times


def test_slats_that_turn_with_the_curtain_change_no_times() -> None:
    assert height_times(TIMES[FIRST_PART]) is TIMES[FIRST_PART]
    assert height_times(None) is None
    assert tilt_times(None) is None


async def test_one_command_that_fails_does_not_keep_the_other_from_being_done() -> None:
    done = asyncio.Event()

    async def fails() -> None:
        raise ConnectionLost("gone")

    async def takes_a_while() -> None:
        await asyncio.sleep(0)
        done.set()

    with pytest.raises(ConnectionLost):
        await both(fails(), takes_a_while())
    assert done.is_set()


@pytest.mark.parametrize(
    ("results", "together"),
    [
        ((REACHED, THERE), REACHED),
        ((REACHED, SUPERSEDED), SUPERSEDED),
        ((THERE, THERE), THERE),
    ],
)
async def test_two_commands_end_as_the_worse_of_them(results: tuple[Result, ...], together: Result) -> None:
    async def ended(result: Result) -> Result:
        return result

    assert await settled(*(ended(result) for result in results)) is together


async def test_an_error_of_one_motor_is_told() -> None:
    async def fails() -> Result:
        raise ConnectionLost("gone")

    async def ended() -> Result:
        return REACHED

    with pytest.raises(ConnectionLost):
        await settled(ended(), fails())
