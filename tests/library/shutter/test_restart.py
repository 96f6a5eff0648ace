"""A new program takes up where the one before left off, and stops what that one set moving."""

import asyncio

import pytest

from ipcom.errors import ConnectionLost
from ipcom.model.devices import RelayRole
from ipcom.model.motion import Motion
from ipcom.shutter.confidence import Confidence
from ipcom.shutter.shutter import Shutter
from ipcom.shutter.stored import StoredPosition
from ipcom.simulator.gateway.gateway import SimulatedGateway
from tests.library.shutter.shutter_rig import PAIR, TIMES, Rig, later, make_client

pytestmark = pytest.mark.virtual_time


async def test_a_standing_shutter_stands_where_it_stood(rig: Rig) -> None:
    async with rig.known() as shutter:
        await shutter.set_position(40)
        await shutter.wait_settled()
        stored = shutter.stored()
    async with rig.shutter(restore=stored) as shutter:
        assert shutter.position == pytest.approx(40.0, abs=0.1)
        assert shutter.confidence is Confidence.ESTIMATED


async def test_a_movement_of_ours_that_a_crash_left_behind_is_stopped(rig: Rig) -> None:
    async with rig.known() as shutter:
        await shutter.open_fully()
        stored = shutter.stored()
        assert (stored.moving, stored.ours) == (Motion.UP, True)
    rig.world.write(5, bytes([0, 255, 0, 0, 0, 0, 0, 0]))
    await later(5.0)
    async with rig.shutter(restore=stored) as shutter:
        await shutter.wait_settled()
        assert rig.is_off()
        assert shutter.confidence is Confidence.ESTIMATED
        assert shutter.position == pytest.approx(rig.motor.position, abs=3.0)


async def test_a_movement_whose_start_no_read_showed_before_the_crash_is_stopped(rig: Rig) -> None:
    async with rig.known() as shutter:
        opening = asyncio.create_task(shutter.open_fully())
        await asyncio.sleep(0)
        stored = shutter.stored()
        opening.cancel()
    assert (stored.moving, stored.ours) == (Motion.OFF, True)
    rig.world.write(5, bytes([0, 255, 0, 0, 0, 0, 0, 0]))
    await later(5.0)
    async with rig.shutter(restore=stored) as shutter:
        await shutter.wait_settled()
        assert rig.is_off()


async def test_a_movement_of_others_found_at_the_start_goes_on(rig: Rig) -> None:
    rig.press("up")
    await later(2.0)
    async with rig.shutter(restore=StoredPosition(0.0, None, Confidence.KNOWN)) as shutter:
        assert (shutter.position, shutter.moving) == (None, Motion.UP)
        await later(10.0)
        assert not rig.is_off()


async def test_a_movement_that_ended_unseen_leaves_the_position_unknown(rig: Rig) -> None:
    stored = StoredPosition(50.0, None, Confidence.ESTIMATED, moving=Motion.UP, ours=True)
    async with rig.shutter(restore=stored) as shutter:
        assert (shutter.position, shutter.confidence) == (None, Confidence.UNKNOWN)


async def test_before_the_first_read_what_was_stored_is_kept(gateway: SimulatedGateway) -> None:
    stored = StoredPosition(50.0, None, Confidence.KNOWN)
    client = make_client(gateway)
    async with Shutter(client, PAIR, travel=TIMES, restore=stored) as shutter:
        assert shutter.stored() == stored
        async with client:
            await later(1.0)
            gateway.press_shutter(PAIR, "up")
            await later(2.0)
            assert shutter.moving is Motion.UP


async def test_starting_twice_is_starting_once(rig: Rig) -> None:
    async with rig.known() as shutter:
        await shutter.start()
        assert shutter.position == 0.0
    await shutter.close()


async def test_close_is_permanent_and_what_was_known_stays_readable(rig: Rig) -> None:
    async with rig.known() as shutter:
        await shutter.open_fully()
        await shutter.wait_settled()
    assert shutter.stored().position == 100.0
    for refused in (shutter.start, shutter.open_fully, shutter.stop):
        with pytest.raises(ConnectionLost, match="make a new one"):
            await refused()
    await shutter.close()


@pytest.mark.parametrize("gone", ["open", "aclose"])
def test_the_names_that_could_be_taken_for_another_are_gone(rig: Rig, gone: str) -> None:
    with pytest.raises(AttributeError):
        getattr(rig.shutter(), gone)


async def test_close_moves_no_motor_and_stops_the_one_that_it_set_moving(rig: Rig) -> None:
    rig.motor.place(50.0)
    async with rig.shutter() as shutter:
        await shutter.close()
        await later(3.0)
        assert (rig.motor.starts, rig.motor.position) == (0, 50.0)
    async with rig.shutter() as shutter:
        await shutter.close_fully()
        assert rig.motor.running is RelayRole.DOWN
        await later(2.0)
        await shutter.close()
        assert rig.is_off()
        await later(3.0)
        assert 30.0 < rig.motor.position < 50.0


async def test_ctrl_c_stops_our_motor(rig: Rig) -> None:
    async def program() -> None:
        async with rig.known() as shutter:
            await shutter.open_fully()
            await shutter.wait_settled()

    running = asyncio.create_task(program())
    await later(5.0)
    assert not rig.is_off()
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    assert rig.is_off()
