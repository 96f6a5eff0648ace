"""A blind of each kind ends at the height and the tilt that were asked for, and what it cannot do moves nothing."""

import asyncio

import pytest

from ipcom.errors import ConfigurationError
from ipcom.model.motion import Motion
from ipcom.model.tilt_model import TiltModel
from ipcom.shutter.confidence import Confidence
from ipcom.shutter.height_and_tilt import Height, Slats
from ipcom.shutter.shutter import Shutter
from ipcom.shutter.shutter_state import Result, ShutterState
from ipcom.shutter.stored import StoredPosition
from tests.library.shutter.shutter_rig import PAIR, later
from tests.library.shutter.tilt_rig import (
    CLOSED_END,
    FIRST_PART,
    OWN_MOTOR,
    TILT_PAIR,
    TIMES,
    BlindRig,
    blind,
)

pytestmark = pytest.mark.virtual_time

TURN = 2.0
"""Points of tilt that a short turn may be off in this house without delays."""


async def stands_at(rig: BlindRig, shutter: Shutter, position: float, tilt: float) -> None:
    """Both the believed place and the true one."""
    for height, turned in ((shutter.position, shutter.tilt), rig.real):
        assert height == pytest.approx(position, abs=1.0)
        assert turned == pytest.approx(tilt, abs=TURN)
    assert rig.is_off()
    assert all(motor.both_on_count == 0 for motor in rig.motors)
    assert all(motor.shortest_reversal_s >= PAIR.pause for motor in rig.motors)


async def ends_at(rig: BlindRig, shutter: Shutter, position: float, tilt: float) -> None:
    await shutter.set_position_and_tilt(position, tilt)
    assert await shutter.wait_settled() is Result.REACHED
    await stands_at(rig, shutter, position, tilt)


@pytest.mark.parametrize(
    ("model", "places"),
    [
        (FIRST_PART, [(40.0, 60.0), (40.0, 20.0), (0.0, 50.0), (0.0, 0.0), (100.0, 30.0), (100.0, 100.0)]),
        (CLOSED_END, [(0.0, 50.0), (0.0, 90.0), (60.0, 100.0), (0.0, 30.0), (0.0, 0.0), (100.0, 100.0)]),
        (OWN_MOTOR, [(40.0, 60.0), (40.0, 20.0), (0.0, 50.0), (0.0, 0.0), (100.0, 30.0), (100.0, 100.0)]),
    ],
)
async def test_one_command_ends_at_both(model: TiltModel, places: list[tuple[float, float]]) -> None:
    async with blind(model) as rig, rig.known() as shutter:
        for position, tilt in places:
            await ends_at(rig, shutter, position, tilt)


@pytest.mark.parametrize("model", TiltModel)
async def test_one_command_from_an_unknown_place_ends_at_both(model: TiltModel) -> None:
    async with blind(model) as rig, rig.shutter() as shutter:
        await ends_at(rig, shutter, 0.0, 50.0)


@pytest.mark.parametrize("model", TiltModel)
async def test_the_slats_of_a_closed_blind_turn(model: TiltModel) -> None:
    async with blind(model) as rig, rig.known() as shutter:
        for tilt in (40.0, 100.0, 50.0, 0.0):
            await shutter.set_tilt(tilt)
            assert await shutter.wait_settled() is Result.REACHED
            await stands_at(rig, shutter, 0.0, tilt)


@pytest.mark.parametrize("model", TiltModel)
async def test_a_blind_that_is_there_already_moves_nothing(model: TiltModel) -> None:
    async with blind(model) as rig, rig.known() as shutter:
        await ends_at(rig, shutter, 0.0, 50.0)
        starts = [motor.starts for motor in rig.motors]
        if model is not OWN_MOTOR:  # an end of the curtain is a full run there
            await shutter.set_position_and_tilt(0.0, 50.0)
            assert await shutter.wait_settled() is Result.ALREADY_THERE
        assert [motor.starts for motor in rig.motors] == starts


async def test_a_height_that_is_there_already_still_gets_its_tilt() -> None:
    async with blind(FIRST_PART) as rig, rig.known() as shutter:
        await ends_at(rig, shutter, 40.0, 60.0)
        starts = rig.motors[0].starts
        await ends_at(rig, shutter, 40.0, 20.0)
        assert rig.motors[0].starts == starts + 1
        await shutter.set_position_and_tilt(40.0, 20.0)
        assert await shutter.wait_settled() is Result.ALREADY_THERE


# -- slats that turn only at the closed end --------------------------------


@pytest.mark.parametrize("position", [30.0, 100.0])
async def test_slats_that_cannot_turn_there_say_what_to_do_and_nothing_moves(position: float) -> None:
    async with blind(CLOSED_END) as rig, rig.known() as shutter:
        await shutter.set_position(position)
        await shutter.wait_settled()
        starts = rig.motors[0].starts
        for command in (shutter.set_tilt(40.0), shutter.set_position_and_tilt(position, 40.0)):
            with pytest.raises(ConfigurationError, match="close it first, or give position 0") as caught:
                await command
            assert caught.value.code == "tilt_only_closed"
        assert rig.motors[0].starts == starts
        await stands_at(rig, shutter, position, 100.0)


async def test_a_tilt_on_the_way_down_is_turned_to_at_the_end() -> None:
    async with blind(CLOSED_END) as rig, rig.known() as shutter:
        await shutter.open_fully()
        await shutter.wait_settled()
        await shutter.close_fully()
        await later(5.0)
        await shutter.set_tilt(60.0)
        assert shutter.target == Height(0.0)
        assert await shutter.wait_settled() is Result.REACHED
        await stands_at(rig, shutter, 0.0, 60.0)
        assert rig.motors[0].starts == 3, "open, close, turn"


async def test_a_tilt_while_the_slats_turn_at_the_end_closes_nothing_anew() -> None:
    async with blind(CLOSED_END) as rig, rig.known() as shutter:
        await shutter.set_position_and_tilt(0.0, 100.0)
        await later(0.5)
        await shutter.set_tilt(40.0)
        assert await shutter.wait_settled() is Result.REACHED
        await stands_at(rig, shutter, 0.0, 40.0)


async def test_opened_slats_leave_the_blind_closed() -> None:
    async with blind(CLOSED_END) as rig, rig.known() as shutter:
        await shutter.set_tilt(100.0)
        await shutter.wait_settled()
        assert shutter.position == 0.0
        assert rig.real[0] < 1.0
        await shutter.set_tilt(0.0)
        await shutter.wait_settled()
        assert rig.real == (0.0, 0.0)
        assert shutter.state.tilt == 0.0


async def test_slats_hang_open_wherever_the_wall_left_them() -> None:
    async with blind(CLOSED_END) as rig, rig.known() as shutter:
        rig.press("up")
        await later(10.0)
        rig.press("stop")
        await later(1.0)
        assert (shutter.tilt, rig.real[1]) == (100.0, 100.0)
        rig.press("down")
        await later(rig.real[0] / 100.0 * 17.5 + 0.75)
        rig.press("stop")
        await later(1.0)
        assert shutter.position == 0.0
        assert shutter.tilt == pytest.approx(rig.real[1], abs=20.0)


@pytest.mark.parametrize("model", TiltModel)
async def test_a_move_to_a_height_leaves_the_slats_as_its_kind_does(model: TiltModel) -> None:
    async with blind(model) as rig, rig.known() as shutter:
        await ends_at(rig, shutter, 0.0, 50.0)
        await shutter.set_position(60.0)
        await shutter.wait_settled()
        await stands_at(rig, shutter, 60.0, 100.0 if model is CLOSED_END else 50.0)


# -- a motor of their own --------------------------------------------------


async def test_curtain_and_slats_move_independently() -> None:
    async with blind(OWN_MOTOR) as rig, rig.known() as shutter:
        await shutter.set_position(70.0)
        await later(1.0)
        await shutter.set_tilt(50.0)
        assert [shutter.moving, shutter.tilting] == [Motion.UP, Motion.UP]
        await later(25.0)
        await stands_at(rig, shutter, 70.0, 50.0)
        assert [motor.starts for motor in rig.motors] == [1, 1]


async def test_a_stop_ends_both() -> None:
    async with blind(OWN_MOTOR) as rig, rig.known() as shutter:
        await shutter.set_position_and_tilt(70.0, 90.0)
        await later(2.0)
        await shutter.stop()
        assert rig.is_off()
        assert await shutter.wait_settled() is Result.REACHED
        assert shutter.position == pytest.approx(rig.real[0], abs=1.0)
        assert shutter.tilt == pytest.approx(rig.real[1], abs=TURN)


@pytest.mark.parametrize("button", ["stop", "down"])
async def test_a_press_at_the_wall_ends_the_motor_that_it_is_for(button: str) -> None:
    async with blind(OWN_MOTOR) as rig, rig.known() as shutter:
        await shutter.set_position_and_tilt(70.0, 50.0)
        await later(1.0)
        rig.press(button, TILT_PAIR)
        assert await shutter.wait_settled() is Result.SUPERSEDED
        await later(10.0)
        rig.press("stop", TILT_PAIR)
        await later(1.0)
        assert shutter.position == pytest.approx(70.0, abs=1.0)
        assert shutter.tilt == pytest.approx(rig.real[1], abs=3.0)
        assert (rig.real[1] == 0.0) is (button == "down")


async def test_the_tilt_motor_has_a_longest_run_too() -> None:
    async with blind(OWN_MOTOR) as rig:
        await rig.client.drive(TILT_PAIR, Motion.UP)
        await later(TILT_PAIR.max_run + 2.0)
        assert rig.is_off()


async def test_what_is_closed_is_off() -> None:
    async with blind(OWN_MOTOR) as rig:
        async with rig.known() as shutter:
            await shutter.set_position_and_tilt(70.0, 90.0)
            await later(1.0)
        assert rig.is_off()


async def test_the_state_tells_of_both_motors() -> None:
    told: list[ShutterState] = []
    async with blind(OWN_MOTOR) as rig, rig.known() as shutter:
        shutter.subscribe(told.append)
        await shutter.set_tilt(50.0)
        assert shutter.target == Slats(50.0)
        await shutter.wait_settled()
        assert shutter.state.target is None
        assert shutter.moving is None
    assert {state.tilting for state in told} == {None, Motion.UP}
    tilts = [state.tilt for state in told if state.tilting is Motion.UP]
    assert len(tilts) > 4
    assert rig.real[1] == pytest.approx(50.0, abs=TURN)


async def test_a_caller_that_gives_up_stops_both_motors() -> None:
    async with blind(OWN_MOTOR) as rig, rig.known() as shutter:
        command = asyncio.ensure_future(shutter.set_position_and_tilt(70.0, 90.0))
        await later(0.05)
        command.cancel()
        await asyncio.gather(command, return_exceptions=True)
        await later(5.0)
        assert rig.is_off()


# -- over a restart --------------------------------------------------------


@pytest.mark.parametrize("model", TiltModel)
async def test_height_and_tilt_survive_a_restart(model: TiltModel) -> None:
    async with blind(model) as rig:
        async with rig.known() as shutter:
            await ends_at(rig, shutter, 0.0, 50.0)
            kept = shutter.stored().to_dict()
        async with rig.shutter(restore=StoredPosition.from_dict(kept)) as shutter:
            await stands_at(rig, shutter, 0.0, 50.0)
            assert ("tilt_motor" in kept) is (model is OWN_MOTOR)


async def test_a_tilt_motor_that_was_left_running_is_stopped_at_the_next_start() -> None:
    async with blind(OWN_MOTOR) as rig, rig.known() as shutter:
        await shutter.set_tilt(90.0)
        kept = shutter.stored()
        async with rig.shutter(restore=kept) as second:
            await later(1.0)
            assert rig.is_off()
            assert second.confidence is Confidence.KNOWN


async def test_a_position_that_was_stored_before_the_slats_had_a_motor_tells_no_tilt() -> None:
    old = StoredPosition(40.0, 75.0, Confidence.KNOWN)
    async with blind(OWN_MOTOR) as rig, rig.shutter(restore=old) as shutter:
        assert (shutter.position, shutter.tilt) == (40.0, None)


# -- what cannot be --------------------------------------------------------


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ({"travel": TIMES[OWN_MOTOR], "tilt_pair": None}, "tilt_pair_missing"),
        ({"travel": TIMES[FIRST_PART], "tilt_pair": TILT_PAIR}, "tilt_pair_unused"),
        ({"travel": TIMES[OWN_MOTOR], "tilt_pair": PAIR}, "shutters_overlap"),
    ],
)
async def test_a_motor_needs_its_own_relays(options: dict[str, object], code: str) -> None:
    async with blind(OWN_MOTOR) as rig:
        with pytest.raises(ConfigurationError) as caught:
            rig.shutter(**options)
        assert [problem.code for problem in caught.value.problems] == [code]


async def test_other_times_count_for_both_motors() -> None:
    async with blind(OWN_MOTOR) as rig, rig.known() as shutter:
        assert shutter.travel_times == TIMES[OWN_MOTOR]
        with pytest.raises(ConfigurationError, match="slats turn with the curtain"):
            shutter.set_travel(TIMES[FIRST_PART])
        shutter.set_travel(None)
        assert shutter.tilt is None
        shutter.set_travel(TIMES[OWN_MOTOR])
        shutter.set_known_position(30.0)
        assert [shutter.position, shutter.tilt] == [30.0, None]
        shutter.set_known_position(30.0, 40.0)
        shutter.set_known_position(35.0)
        assert [shutter.position, shutter.tilt] == [35.0, 40.0]


@pytest.mark.parametrize("model", TiltModel)
async def test_a_moving_blind_takes_no_other_times(model: TiltModel) -> None:
    async with blind(model) as rig, rig.known() as shutter:
        await shutter.set_tilt(90.0)
        with pytest.raises(ConfigurationError, match="is moving"):
            shutter.set_travel(TIMES[model])
