"""Where a shutter stands, where it will be after a run, and how long a run must be. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from ..model.motion import Motion
from ..model.tilt_model import TiltModel
from .travel_times import TravelTimes


@dataclass(frozen=True, slots=True)
class HeightAndTilt:
    """`share` of the time from closed (0) to open (1), and the slats' `tilt`, 0 closed to 1 open."""

    share: float
    tilt: float


CLOSED_WITHIN = 0.01
"""Where slats turn only at the closed end, less than this share counts as closed: opened slats have just begun to lift."""

OPEN = HeightAndTilt(1.0, 1.0)
CLOSED = HeightAndTilt(0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Height:
    """A wanted position, the `target` of a shutter: `percent` is 0 (closed) to 100 (open)."""

    percent: float


@dataclass(frozen=True, slots=True)
class Slats:
    """A wanted tilt at the present height, the `target` of a shutter: `percent` is 0 (closed) to 100 (open)."""

    percent: float


Goal = Height | Slats


@dataclass(frozen=True, slots=True)
class Route:
    """What leads to a goal: `seconds` of motor time, `useful` of which bring it nearer."""

    motion: Motion
    seconds: float
    useful: float


def end_of(motion: Motion) -> HeightAndTilt:
    """Where a run in that direction ends at last."""
    return OPEN if motion is Motion.UP else CLOSED


def height_and_tilt_at(times: TravelTimes, percent: float, tilt: float = 0.0) -> HeightAndTilt:
    """The share and tilt at a height and tilt in percent; at the ends the slats are turned with the height.

    Slats that turn only at the closed end have any tilt there, and are open elsewhere.
    """
    share = times.curve.share(percent / 100.0)
    if times.tilt_model is TiltModel.CLOSED_END:
        return HeightAndTilt(share, 1.0 if share > 0.0 else _unit(tilt))
    return HeightAndTilt(share, share if share in (0.0, 1.0) else _unit(tilt))


def known_before(times: TravelTimes, percent: float, tilt: float | None) -> HeightAndTilt:
    """The share and tilt where a program knew it to be: the slats of a closed blind may have been turned."""
    there = height_and_tilt_at(times, percent, tilt or 0.0)
    if tilt is None or times.tilt is None or times.tilt_model is TiltModel.CLOSED_END:
        return there
    return HeightAndTilt(there.share, _unit(tilt))


def height_of(times: TravelTimes, start: HeightAndTilt) -> float:
    """The position in percent."""
    if times.tilt_model is TiltModel.CLOSED_END and start.share < CLOSED_WITHIN:
        return 0.0
    return 100.0 * times.curve.height(start.share)


def moved(times: TravelTimes, start: HeightAndTilt, motion: Motion, seconds: float) -> HeightAndTilt:
    """Where the motor brings it in `seconds`: first the slats turn, then the height changes.

    Slats that turn only at the closed end turn after the height on the way down.
    """
    end = end_of(motion)
    if times.tilt_model is TiltModel.CLOSED_END and motion is Motion.DOWN:
        lower = start.share * _height_time(times, motion)
        turned = max(0.0, seconds - lower) / times.slack
        return HeightAndTilt(
            _towards(start.share, 0.0, seconds / _height_time(times, motion)),
            _towards(start.tilt, 0.0, turned),
        )
    turn = _turn_time(times, start, end)
    if seconds < turn:
        return HeightAndTilt(start.share, _towards(start.tilt, end.tilt, seconds / times.slack))
    lift = (seconds - turn) / _height_time(times, motion)
    return HeightAndTilt(_towards(start.share, end.share, lift), end.tilt)


def route_to(times: TravelTimes, start: HeightAndTilt, goal: Goal) -> Route:
    """The direction and the motor time that lead from `start` to `goal`; OFF when it is there."""
    if times.tilt_model is TiltModel.CLOSED_END:
        return _route_past_closed_end(times, start, goal)
    if isinstance(goal, Slats):
        turn = _unit(goal.percent) - start.tilt
        seconds = abs(turn) * times.slack
        return Route(_direction(turn), seconds, seconds)
    lift = times.curve.share(goal.percent / 100.0) - start.share
    motion = _direction(lift)
    if motion is Motion.OFF:
        return Route(motion, 0.0, 0.0)
    useful = abs(lift) * _height_time(times, motion)
    return Route(motion, _turn_time(times, start, end_of(motion)) + useful, useful)


def travel_seconds(times: TravelTimes, start: float, end: float) -> float:
    """Motor time between two positions in percent, slats lying in the direction of the move."""
    return route_to(times, height_and_tilt_at(times, start), Height(end)).useful


def _route_past_closed_end(times: TravelTimes, start: HeightAndTilt, goal: Goal) -> Route:
    """The route where slats turn below the height: those that hang are let down to the closed end first."""
    if isinstance(goal, Slats):
        there = HeightAndTilt(0.0, _unit(goal.percent))
    else:
        there = height_and_tilt_at(times, goal.percent)
    lift, turn = there.share - start.share, there.tilt - start.tilt
    motion = _direction(lift or turn)
    if motion is Motion.OFF:
        return Route(motion, 0.0, 0.0)
    useful = abs(lift) * _height_time(times, motion)
    seconds = useful + abs(turn) * times.slack
    return Route(motion, seconds, seconds if isinstance(goal, Slats) else useful)


def _turn_time(times: TravelTimes, start: HeightAndTilt, end: HeightAndTilt) -> float:
    return abs(end.tilt - start.tilt) * times.slack


def _height_time(times: TravelTimes, motion: Motion) -> float:
    return (times.up if motion is Motion.UP else times.down) - times.slack


def _direction(difference: float) -> Motion:
    if difference == 0.0:
        return Motion.OFF
    return Motion.UP if difference > 0.0 else Motion.DOWN


def _towards(start: float, end: float, amount: float) -> float:
    return min(start + amount, end) if end > start else max(start - amount, end)


def _unit(percent: float) -> float:
    return min(max(percent / 100.0, 0.0), 1.0)
