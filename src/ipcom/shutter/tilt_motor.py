"""A shutter whose slats have a motor of their own: which times and relays belong to which motor, and both at once."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from dataclasses import replace

from ..client.planning.command_text import MotorText
from ..errors import ConfigurationError, Problem
from ..model.shutter_pair import ShutterPair, check_pair
from ..model.tilt_model import TiltModel
from ..sentence import Message
from .shutter_state import Result
from .shutter_text import TimesMistake
from .travel_times import TravelTimes, check_times


def check_tilt_pair(pair: ShutterPair, tilt_pair: ShutterPair | None, travel: TravelTimes | None) -> None:
    """Raise `ConfigurationError` for a tilt motor without relays, for relays without one, and for shared relays."""
    if tilt_pair is not None and check_pair(tilt_pair).overlaps(pair):
        raise _mistake(MotorText.SHUTTERS_OVERLAP(shutter=tilt_pair, other=pair))
    if travel is None:
        return
    own_motor = check_times(travel).tilt_model is TiltModel.OWN_MOTOR
    if own_motor and tilt_pair is None:
        raise _mistake(TimesMistake.TILT_PAIR_MISSING(shutter=pair))
    if tilt_pair is not None and not own_motor:
        raise _mistake(TimesMistake.TILT_PAIR_UNUSED(shutter=pair))


def height_times(travel: TravelTimes | None) -> TravelTimes | None:
    """The times of the motor that lifts: without slats, if those have a motor of their own."""
    if not isinstance(travel, TravelTimes) or travel.tilt_model is not TiltModel.OWN_MOTOR:
        return travel
    return replace(travel, tilt=None, tilt_model=TiltModel.FIRST_PART)


def tilt_times(travel: TravelTimes | None) -> TravelTimes | None:
    """The times of the slats' own motor: `tilt` is its whole way, and its delays are those of the other motor."""
    if travel is None or travel.tilt is None:
        return None
    return TravelTimes(
        up=travel.tilt,
        down=travel.tilt,
        start_delay=travel.start_delay,
        stop_lag=travel.stop_lag,
        overrun_percent=travel.overrun_percent,
        overrun_s=travel.overrun_s,
        min_move=travel.min_move,
    )


def with_tilt_motor(height: TravelTimes, slats: TravelTimes | None) -> TravelTimes:
    """The times as they were given, from those of both motors."""
    if slats is None:
        return height
    return replace(height, tilt=slats.up, tilt_model=TiltModel.OWN_MOTOR)


async def both(*commands: Awaitable[None]) -> None:
    """Give the commands at the same time and wait for all of them; then raise the first error."""
    for outcome in await asyncio.gather(*commands, return_exceptions=True):
        if outcome is not None:
            raise outcome


async def settled(*motors: Awaitable[Result]) -> Result:
    """Wait until the motors have ended their commands, each from now on; return how that ended together, or raise the first error."""
    outcomes = await asyncio.gather(*motors, return_exceptions=True)
    for outcome in outcomes:
        if isinstance(outcome, BaseException):
            raise outcome
    order = (Result.SUPERSEDED, Result.REACHED, Result.ALREADY_THERE)
    return next(result for result in order if result in outcomes)


def _mistake(message: Message) -> ConfigurationError:
    return ConfigurationError(Problem(message))
