"""The runs that a move would make, from what is known of the shutter."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ...model.motion import Motion
from ...shutter.confidence import Confidence
from ...shutter.height_and_tilt import Height, end_of
from ...shutter.restore import restored_travel
from ...shutter.travel import Travel
from ...shutter.travel_times import times_within
from ..planned_frames import CommandStep
from .orders import Move
from .starting import no_start, start_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ...model.address import OutputAddress
    from ...model.devices import ShutterDevice
    from ...model.shutter_pair import ShutterPair
    from .orders import Order
    from .stored_cover import StoredCover

ON, OFF = 255, 0
_ENDS = {Move.OPEN: Motion.UP, Move.CLOSE: Motion.DOWN}


class PlannedRun(NamedTuple):
    """One run of a motor."""

    motion: Motion
    seconds: float
    at_the_latest: bool = False


class TimedValues(NamedTuple):
    """Values that are wanted so many seconds after the beginning."""

    at_s: float
    wanted: dict[OutputAddress, int]
    at_the_latest: bool = False


def planned_runs(
    device: ShutterDevice, order: Order, known: StoredCover, seen: Motion, unix_now: float
) -> list[PlannedRun]:
    """Return the runs of a move, its relays doing `seen` now. Raises `ConfigurationError` as the move would."""
    times = times_within(device.pair, known.travel)
    if order.move is Move.STOP:
        return []
    end = _end(order)
    if end is not None:
        longest = min(times.full_run(end), device.pair.max_run, order.seconds or device.pair.max_run)
        return [PlannedRun(end, longest, at_the_latest=known.travel is None)]
    stored = start_of(order, known)
    travel = restored_travel(times, stored, seen, unix_now - stored.at)
    goal, first = Height(order.percent), []
    if travel.confidence is Confidence.UNKNOWN:
        if order.direct:
            raise no_start(device.display_name)
        end = Motion.UP if order.percent >= 50.0 else Motion.DOWN
        first = [PlannedRun(end, times.full_run(end))]
        travel = Travel(times, end_of(end), Confidence.KNOWN)
    plan = travel.plan(goal, 0.0)
    return first if plan.motion is Motion.OFF else [*first, PlannedRun(plan.motion, plan.off_at)]


def _end(order: Order) -> Motion | None:
    """Return the direction of a full run, if the move is one."""
    if order.move is Move.POSITION and not order.counts:
        return Motion.UP if order.percent else Motion.DOWN
    return _ENDS.get(order.move)


def timed_values(pair: ShutterPair, runs: Iterable[PlannedRun], seen: Motion) -> Iterator[TimedValues]:
    """Yield what is wanted of the relays and when: a direction rests for the pause before the other one goes on."""
    off = dict.fromkeys(pair.addresses, OFF)
    at_s, before = 0.0, seen
    for run in runs:
        if before not in (Motion.OFF, run.motion):
            yield TimedValues(at_s, off)
            at_s += pair.pause
        yield TimedValues(at_s, off | {pair.up if run.motion is Motion.UP else pair.down: ON})
        at_s += run.seconds
        yield TimedValues(at_s, off, run.at_the_latest)
        before = run.motion


def as_steps(values: Iterable[TimedValues]) -> list[CommandStep]:
    """Return everything in the order of its time. What is wanted at one time goes together."""
    steps: list[CommandStep] = []
    last_s = 0.0
    for each in sorted(values, key=lambda value: round(value.at_s, 1)):
        after_s = round(round(each.at_s, 1) - last_s, 1)
        if steps and after_s == 0.0:
            last = steps[-1]
            late = last.at_the_latest or each.at_the_latest
            steps[-1] = CommandStep({**last.wanted, **each.wanted}, last.after_s, late)
        else:
            steps.append(CommandStep(each.wanted, after_s, each.at_the_latest))
            last_s = round(each.at_s, 1)
    return steps
