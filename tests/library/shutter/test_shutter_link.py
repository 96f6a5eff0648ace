"""The link breaks while a motor runs: it is looked at first, stopped when due, and never forgotten."""

import asyncio
import logging

import pytest

from ipcom.errors import CommandNotConfirmed, ConnectionLost
from ipcom.model.motion import Motion
from ipcom.shutter.confidence import Confidence
from ipcom.shutter.shutter_state import Result
from ipcom.simulator.faults import Faults, WriteReply
from tests.library.shutter.shutter_rig import PAIR, Rig, later

pytestmark = pytest.mark.virtual_time


async def away(rig: Rig, seconds: float) -> None:
    await rig.gateway.stop()
    await later(seconds)
    await rig.gateway.start()


async def test_a_link_that_is_back_in_time_lets_it_reach_its_target(rig: Rig) -> None:
    async with rig.known() as shutter:
        await shutter.set_position(60)
        await later(3.0)
        await away(rig, 2.0)
        assert await shutter.wait_settled() is Result.REACHED
        assert rig.motor.position == pytest.approx(60.0, abs=1.0)
        assert shutter.confidence is Confidence.ESTIMATED


async def test_a_link_that_is_back_past_the_target_stops_at_once(
    rig: Rig, caplog: pytest.LogCaptureFixture
) -> None:
    async with rig.known() as shutter:
        await shutter.set_position(30)
        await later(3.0)
        await away(rig, 8.0)
        with pytest.raises(ConnectionLost):
            await shutter.wait_settled()
        await later(4.0)
        assert rig.is_off()
        assert shutter.position == pytest.approx(rig.motor.position, abs=2.0)
        assert shutter.confidence is Confidence.ESTIMATED
    assert [record.levelno for record in caplog.records if record.name == "ipcom.shutter"] == [
        logging.WARNING
    ]


async def test_a_link_that_is_back_shortly_past_the_target_says_that_it_was_missed(rig: Rig) -> None:
    async with rig.known() as shutter:
        await shutter.set_position(30)
        await later(5.0)
        await away(rig, 1.3)
        with pytest.raises(CommandNotConfirmed, match="missed its target"):
            await shutter.wait_settled()
        assert rig.is_off()
        assert shutter.position == pytest.approx(rig.motor.position, abs=2.0)


async def test_a_full_run_that_was_not_watched_wholly_is_estimated(rig: Rig) -> None:
    async with rig.known() as shutter:
        await shutter.open_fully()
        await later(5.0)
        await away(rig, 1.0)
        assert await shutter.wait_settled() is Result.REACHED
        assert (shutter.position, shutter.confidence) == (100.0, Confidence.ESTIMATED)
        assert rig.is_off()


async def test_an_unknown_position_is_found_by_a_run_that_was_watched_wholly(rig: Rig) -> None:
    rig.motor.place(50.0)
    async with rig.shutter() as shutter:
        await shutter.set_position(60)
        await later(5.0)
        await away(rig, 1.0)
        assert await shutter.wait_settled() is Result.REACHED
        assert rig.motor.position == pytest.approx(60.0, abs=1.0)


async def test_an_end_that_no_run_was_watched_to_leaves_the_command_with_an_error(rig: Rig) -> None:
    rig.motor.place(50.0)
    async with rig.shutter() as shutter:
        await shutter.set_position(60)
        for _ in range(3):
            await later(14.0)
            await away(rig, 1.0)
        with pytest.raises(CommandNotConfirmed, match="not watched wholly"):
            await shutter.wait_settled()
        await later(10.0)
        assert rig.is_off()
        assert shutter.position is None


async def test_a_motor_that_stopped_while_no_read_was_answered_is_estimated(rig: Rig) -> None:
    async with rig.known() as shutter:
        await shutter.open_fully()
        await later(5.0)
        await rig.gateway.stop()
        await later(0.5)
        rig.press("stop")
        await later(0.5)
        await rig.gateway.start()
        assert await shutter.wait_settled() is Result.SUPERSEDED
        assert shutter.confidence is Confidence.ESTIMATED
        assert shutter.position == pytest.approx(rig.motor.position, abs=5.0)


async def test_a_gateway_that_forgets_its_outputs_ends_the_movement(rig: Rig) -> None:
    async with rig.known() as shutter:
        await shutter.open_fully()
        await later(5.0)
        await rig.gateway.reboot(keep_outputs=False, down_s=1.0)
        assert await shutter.wait_settled() is Result.SUPERSEDED
        assert shutter.moving is None
        assert shutter.position == pytest.approx(rig.motor.position, abs=8.0)


async def test_a_known_shutter_that_stands_stays_known_over_a_break(rig: Rig) -> None:
    async with rig.known() as shutter:
        await away(rig, 5.0)
        await later(3.0)
        assert (shutter.position, shutter.confidence) == (0.0, Confidence.KNOWN)


async def test_a_command_without_a_link_says_so_and_nothing_moves_later(rig: Rig) -> None:
    async with rig.known() as shutter:
        await rig.gateway.stop()
        await later(0.5)
        with pytest.raises(ConnectionLost):
            await shutter.set_position(50)
        await rig.gateway.start()
        await later(10.0)
        assert rig.motor.starts == 0


async def test_a_stop_without_a_link_says_so_and_stops_as_soon_as_it_can(rig: Rig) -> None:
    async with rig.known() as shutter:
        await shutter.open_fully()
        await later(2.0)
        await rig.gateway.stop()
        with pytest.raises(ConnectionLost):
            await shutter.stop()
        await rig.gateway.start()
        await later(4.0)
        assert rig.is_off()
        assert shutter.position == pytest.approx(rig.motor.position, abs=2.0)


async def test_a_start_that_the_gateway_ignores_is_reported_and_leaves_it_standing(rig: Rig) -> None:
    async with rig.known() as shutter:
        rig.gateway.faults = Faults(ignore_writes_percent=100.0)
        with pytest.raises(CommandNotConfirmed):
            await shutter.open_fully()
        rig.gateway.faults = Faults()
        await later(5.0)
        assert rig.is_off()
        assert (shutter.position, shutter.confidence) == (0.0, Confidence.KNOWN)


async def test_a_stop_that_the_gateway_ignores_is_reported_and_tried_for_ever(rig: Rig) -> None:
    async with rig.known() as shutter:
        await shutter.set_position(40)
        rig.gateway.faults = Faults(ignore_writes_percent=100.0)
        with pytest.raises(CommandNotConfirmed):
            await shutter.wait_settled()
        rig.gateway.faults = Faults()
        await later(3.0)
        assert rig.is_off()
        assert shutter.position == pytest.approx(rig.motor.position, abs=2.0)
        assert await shutter.wait_settled() is Result.REACHED


async def test_a_fifth_of_all_writes_ignored_still_ends_where_the_position_says(rig: Rig) -> None:
    rig.gateway.faults = Faults(ignore_writes_percent=20.0, seed=3)
    async with rig.known() as shutter:
        for target in (50, 20, 80, 35):
            try:
                await shutter.set_position(target)
                await shutter.wait_settled()
            except CommandNotConfirmed:
                await later(10.0)
            assert rig.is_off()
            assert shutter.position == pytest.approx(rig.motor.position, abs=2.5)


async def test_a_slow_link_is_reckoned_with(rig: Rig) -> None:
    rig.gateway.faults = Faults(delay_s=0.05)
    async with rig.known() as shutter:
        for target in (50, 20, 80, 35):
            await shutter.set_position(target)
            await shutter.wait_settled()
            assert shutter.position == pytest.approx(target, abs=1.0)
            assert rig.motor.position == pytest.approx(target, abs=1.5)


@pytest.mark.parametrize("reply", list(WriteReply))
@pytest.mark.parametrize("reply_s", [0.0, 0.3])
async def test_however_a_gateway_answers_writes_the_target_is_met(
    rig: Rig, reply: WriteReply, reply_s: float
) -> None:
    rig.gateway.faults = Faults(write_reply=reply, write_reply_s=reply_s)
    async with rig.known() as shutter:
        for target in (50, 20, 80, 35):
            await shutter.set_position(target)
            await shutter.wait_settled()
            assert rig.motor.position == pytest.approx(target, abs=2.0)
            assert shutter.position == pytest.approx(rig.motor.position, abs=2.0)


async def test_the_end_of_the_program_stops_our_motor(rig: Rig) -> None:
    async with rig.known() as shutter:
        await shutter.open_fully()
        await later(3.0)
    assert rig.is_off()
    assert shutter.stored().moving is Motion.OFF


async def test_the_end_of_the_program_leaves_the_walls_motor_alone(rig: Rig) -> None:
    async with rig.known() as shutter:
        rig.press("up")
        await later(3.0)
    assert not rig.is_off()
    assert shutter.stored().moving is Motion.UP
    assert not shutter.stored().ours


async def test_the_end_of_the_program_leaves_alone_what_a_person_turned_round_without_a_link(
    rig: Rig,
) -> None:
    async with rig.known() as shutter:
        await shutter.open_fully()
        await later(3.0)
        await rig.gateway.stop()
        rig.press("down")
        await later(1.0)
        restarting = asyncio.create_task(rig.gateway.start())
    await restarting
    assert rig.world.is_on(PAIR.down)


async def test_a_persons_stop_that_is_under_way_is_seen_to_its_end(rig: Rig) -> None:
    async with rig.known() as shutter:
        rig.press("up")
        await later(1.0)
        stopping = asyncio.create_task(shutter.stop())
        await asyncio.sleep(0)
    assert rig.is_off()
    await stopping


async def test_the_end_without_a_link_takes_two_seconds_at_most(
    rig: Rig, caplog: pytest.LogCaptureFixture
) -> None:
    loop = asyncio.get_running_loop()
    async with rig.known() as shutter:
        await shutter.open_fully()
        await later(3.0)
        await rig.gateway.stop()
        began = loop.time()
    assert loop.time() - began <= 2.0
    assert "not seen off at the end" in caplog.text


async def test_closing_the_client_alone_stops_our_motor(rig: Rig) -> None:
    async with rig.known() as shutter:
        await shutter.open_fully()
        await later(3.0)
        await rig.client.close()
        assert rig.is_off()
