"""The runs that a command is made of: start a direction, let it run, and switch it off in time."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial
from math import inf

from ..errors import CommandNotConfirmed
from ..model.motion import Motion
from ..model.shutter_pair import ShutterPair
from .confidence import Confidence
from .follower import Follower
from .height_and_tilt import Goal, Slats
from .latency import StopLatency
from .shutter_link import ShutterLink
from .shutter_move import ShutterMove

EARLIER_S = 0.5
"""A run ends this much before the planner's own limit, so that it ends by plan."""
STOP_ROUND_TRIPS = 1.5
"""A stop that is asked for now acts after a read and half a round trip."""
SHORTEST_RUN_S = 0.2
"""A run is not worth starting for less than this beyond the delays of motor and line."""
WHOLE_TURN_S = 0.06
"""Slats that are to be fully open or closed turn on for so long: the height changes by a hair, and no slat is left ajar."""
RECALLED_S = 1.0
"""A timed stop that is called back may still leave for so long: its read was asked, or a link had to come back."""
LEAD_ROUND_TRIPS, LEAD_S = 2.0, 0.5
"""A timed stop is handed to the client so long before it leaves: a poll may be out, and its own read is asked first."""


class Legs:
    """Carries out single runs for a mission; learns how late timed stops come."""

    def __init__(self, client: ShutterLink, pair: ShutterPair, follower: Follower) -> None:
        self.timed = True
        """Whether the travel times are known, so that a run can end by time."""
        self._client = client
        self._pair = pair
        self._follower = follower
        self._latency = StopLatency()

    # -- legs --------------------------------------------------------------

    async def stop(self, mission: ShutterMove) -> None:
        """Switch off whatever runs, and wait until the motor rests."""
        await self._ask(mission, Motion.OFF)
        await self._rest()

    async def run_fully(self, mission: ShutterMove, motion: Motion) -> None:
        """Run to the end and past it, until it is certain."""
        await self._ask(mission, motion)
        running, now = self._follower.travel.running, self._follower.now()
        began = running.since if running is not None and self._follower.own else now
        await self._stop_when(mission, motion, partial(self._full_run_end, began))

    async def find_end(self, mission: ShutterMove, motion: Motion) -> None:
        """Run to an end because the position is not known well enough; another leg follows.

        Raises `CommandNotConfirmed` if it is still unknown afterwards.
        """
        mission.goes_on = True
        await self.run_fully(mission, motion)
        mission.goes_on = mission.timed_out = False
        if self._follower.travel.grounds is Confidence.UNKNOWN:
            raise CommandNotConfirmed(
                f"shutter {self._pair}: the run to its end was not watched wholly, so its position is"
                " not known; give the command again",
                self._pair.addresses,
            )

    async def reach(self, mission: ShutterMove, goal: Goal) -> bool:
        """Run for the time that leads there, again if a person tells the position meanwhile.

        Returns whether the motor had to do anything. Raises `CommandNotConfirmed` if it missed the goal unwatched.
        """
        moved = False
        while (motion := self._course(goal)) is not Motion.OFF:
            told = mission.told
            await self._ask(mission, motion)
            await self._stop_when(mission, motion, partial(self._leave_at, goal, motion))
            moved = True
            if mission.told == told:
                self._refuse_missed(goal)
                return True
        if self._follower.motion is Motion.OFF:
            return moved
        await self._stop_when(mission, self._follower.motion, self._follower.now)
        return True

    async def turn_back(self, mission: ShutterMove, tilt: float) -> None:
        """Give the slats the tilt back that the move took, if that turn is worth a move."""
        goal = Slats(tilt)
        motion = self._course(goal)
        if motion is not Motion.OFF:
            await self._ask(mission, motion)
            await self._stop_when(mission, motion, partial(self._leave_at, goal, motion))

    # -- when --------------------------------------------------------------

    @property
    def _shortest(self) -> float:
        """Seconds that a run takes at least on this line."""
        latency = STOP_ROUND_TRIPS * self._client.round_trip + self._latency.seconds
        return self._follower.travel.times.start_delay + latency + SHORTEST_RUN_S

    def _course(self, goal: Goal) -> Motion:
        return self._follower.travel.course(goal, self._follower.now(), self._shortest).motion

    def _refuse_missed(self, goal: Goal) -> None:
        """Raise if a run that was not watched wholly has ended so far from the goal that another would be worth it."""
        travel = self._follower.travel
        if travel.watched or self._course(goal) is Motion.OFF:
            return
        raise CommandNotConfirmed(
            f"shutter {self._pair}: it missed its target while this machine slept or had no link, and stands at"
            f" {travel.position(self._follower.now()):.0f} % now; give the command again",
            self._pair.addresses,
        )

    def _full_run_end(self, began: float) -> float:
        longest = began + self._pair.max_run - EARLIER_S
        if not self.timed or self._follower.travel.running is None:
            return longest
        return min(self._follower.travel.full_run_end(), longest)

    def _leave_at(self, goal: Goal, motion: Motion) -> float:
        """When the frame must leave that ends the run at the goal; now if that lies behind."""
        now = self._follower.now()
        course = self._follower.travel.course(goal, now)
        if course.motion is not motion:
            return now
        return course.off_at + _beyond(goal) - self._client.round_trip / 2.0 - self._latency.seconds

    # -- doing -------------------------------------------------------------

    async def _ask(self, mission: ShutterMove, motion: Motion) -> None:
        mission.expected, mission.asking, mission.recalled_until = motion, True, -inf
        await self._client.drive(self._pair, motion)
        await self._follower.wait_for(motion)
        mission.asking = mission.between = False
        mission.under_way.set()

    async def _stop_when(self, mission: ShutterMove, motion: Motion, when: Callable[[], float]) -> None:
        """End the run at `when()`, which is asked anew whenever the plan changes; wait until the motor rests."""
        mission.expected = motion
        while not await self._stopped_at(mission, motion, when()):
            pass
        mission.stopping, mission.between = False, mission.goes_on or mission.slats is not None
        mission.under_way.set()
        await self._rest()

    async def _stopped_at(self, mission: ShutterMove, motion: Motion, leave_at: float) -> bool:
        """Let it run until then and stop it; False if the plan changed before."""
        mission.replan.clear()
        if mission.recalled_until > -inf and self._follower.motion is Motion.OFF:
            return True
        handed_at = leave_at - LEAD_S - LEAD_ROUND_TRIPS * self._client.round_trip
        if await _happens(mission.replan, handed_at - self._follower.now()):
            return mission.timed_out
        mission.stopping = True
        replanned = asyncio.ensure_future(mission.replan.wait())
        stop = asyncio.ensure_future(self._timed_stop(motion, leave_at))
        try:
            await asyncio.wait({replanned, stop}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            replanned.cancel()
            over = stop.done() or not stop.cancel()
            await asyncio.gather(replanned, stop, return_exceptions=True)
        if over:
            stop.result()
            return True
        mission.stopping = False
        mission.recalled_until = (
            self._follower.now() + RECALLED_S + STOP_ROUND_TRIPS * self._client.round_trip
        )
        return mission.timed_out

    async def _timed_stop(self, motion: Motion, leave_at: float) -> None:
        asked = self._follower.now()
        await self._client.stop_at(self._pair, motion, leave_at)
        await self._follower.wait_for(Motion.OFF)
        self._learn(asked, leave_at)

    def _learn(self, asked: float, leave_at: float) -> None:
        """Learn from a stop that could be on time and that nothing disturbed."""
        rest, round_trip = self._follower.travel.rest_at(), self._client.round_trip
        if rest is None or leave_at < asked + round_trip or self._client.disturbed_at >= asked:
            return
        off_at = rest - self._follower.travel.times.stop_lag
        self._latency.learn(off_at - round_trip / 2.0 - leave_at, round_trip)

    async def _rest(self) -> None:
        rest = self._follower.travel.rest_at()
        if rest is not None:
            await asyncio.sleep(max(0.0, rest - self._follower.now()))


def _beyond(goal: Goal) -> float:
    return WHOLE_TURN_S if isinstance(goal, Slats) and goal.percent in (0.0, 100.0) else 0.0


async def _happens(event: asyncio.Event, seconds: float) -> bool:
    """Whether the event is set within so many seconds."""
    try:
        async with asyncio.timeout(max(0.0, seconds)):
            return await event.wait()
    except TimeoutError:
        return False
