"""What all moves of one shutter share: its relays, its times, and how late its stops came."""

from __future__ import annotations

import asyncio

from ..model.motion import Motion
from ..model.shutter_pair import ShutterPair
from ..model.tilt_model import TiltModel
from .follower import Follower
from .height_and_tilt import Goal, Slats
from .latency import StopLatency
from .shutter_link import ShutterLink
from .travel import Travel

EARLIER_S = 0.5
"""A run ends this much before the planner's own limit, so that it ends by plan."""
STOP_ROUND_TRIPS = 1.5
"""A stop that is asked for now acts after a read and half a round trip."""
SHORTEST_RUN_S = 0.2
"""A run is not worth starting for less than this beyond the delays of motor and line."""
WHOLE_TURN_S = 0.06
"""Slats that are to be fully open or closed go on turning for so long: every slat is then fully turned, and the height hardly changes."""


class MotorControl:
    """The motor of one shutter: says when it must run and stop, and learns how late timed stops come."""

    def __init__(self, client: ShutterLink, pair: ShutterPair, follower: Follower) -> None:
        self.client = client
        self.pair = pair
        self.follower = follower
        self.timed = True
        """Whether the travel times are known, so that a run can end by time."""
        self.untimed_run = pair.max_run
        """How long a run lasts whose end no time tells."""
        self.full_run_first = False
        """Whether a partial move begins with a full run unless the position is known for certain."""
        self._latency = StopLatency()

    def direction_to(self, goal: Goal) -> Motion:
        """The direction that leads to `goal` from here; OFF when no run is worth it on this line."""
        travel = self.follower.travel
        latency = STOP_ROUND_TRIPS * self.client.round_trip + self._latency.seconds
        shortest = travel.times.start_delay + latency + SHORTEST_RUN_S
        return travel.plan(goal, self.follower.now(), shortest).motion

    def leave_at(self, goal: Goal, motion: Motion) -> float:
        """When the frame must leave that ends a run at the goal; now if that moment has passed."""
        now, travel = self.follower.now(), self.follower.travel
        plan = travel.plan(goal, now)
        if plan.motion is not motion:
            return now
        return plan.off_at + _beyond(goal, travel) - self.client.round_trip / 2.0 - self._latency.seconds

    def full_run_end(self, began: float) -> float:
        """When the frame must leave that ends a full run which began at `began`."""
        longest = began + self.pair.max_run - EARLIER_S
        if not self.timed:
            return began + self.untimed_run - EARLIER_S
        if self.follower.travel.running is None:
            return longest
        return min(self.follower.travel.full_run_end(), longest)

    async def stop_at(self, motion: Motion, leave_at: float, *, recall: asyncio.Event) -> bool:
        """Stop a run in this direction with a frame that leaves at `leave_at`; return when it is seen off.

        Returns False if `recall` was set before and called the stop back. Raises what the client raises.
        """
        recalled = asyncio.ensure_future(recall.wait())
        stopping = asyncio.ensure_future(self._timed_stop(motion, leave_at))
        try:
            await asyncio.wait({recalled, stopping}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            recalled.cancel()
            over = stopping.done() or not stopping.cancel()
            await asyncio.gather(recalled, stopping, return_exceptions=True)
        if over:
            stopping.result()
        return over

    async def rest(self) -> None:
        """Return when the motor has come to rest after its last run."""
        rest = self.follower.travel.rest_at()
        if rest is not None:
            await asyncio.sleep(max(0.0, rest - self.follower.now()))

    async def _timed_stop(self, motion: Motion, leave_at: float) -> None:
        asked = self.follower.now()
        await self.client.stop_at(self.pair, motion, leave_at)
        await self.follower.wait_for(Motion.OFF)
        self._learn(asked, leave_at)

    def _learn(self, asked: float, leave_at: float) -> None:
        """Learn from a stop that could be on time and that nothing disturbed."""
        travel, round_trip = self.follower.travel, self.client.round_trip
        rest = travel.rest_at()
        if rest is None or leave_at < asked + round_trip or self.client.disturbed_at >= asked:
            return
        off_at = rest - travel.times.stop_lag
        self._latency.learn(off_at - round_trip / 2.0 - leave_at, round_trip)


def _beyond(goal: Goal, travel: Travel) -> float:
    """How long the run goes on past its goal; below the closed end there is only the end of the way."""
    if travel.times.tilt_model is TiltModel.CLOSED_END:
        return travel.times.overrun_s if isinstance(goal, Slats) and goal.percent == 0.0 else 0.0
    return WHOLE_TURN_S if isinstance(goal, Slats) and goal.percent in (0.0, 100.0) else 0.0
