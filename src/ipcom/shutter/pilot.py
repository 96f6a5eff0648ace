"""Carries commands out: asks the client for movements, and stops them in time."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable

from ..client.actions import Motion
from ..errors import CommandSuperseded, IPComError
from ..model.shutter_pair import ShutterPair
from .confidence import Confidence
from .follower import Follower
from .latency import StopLatency
from .link import ShutterLink
from .mission import Mission
from .place import Goal, Height
from .sighting import Sighting

_LOGGER = logging.getLogger("ipcom.shutter")

EARLIER_S = 0.5
"""A run ends this much before the planner's own limit, so that it ends by plan."""
RELEASE_S = 2.0
"""How long the end may take to see the motor off."""


class Pilot:
    """At most one mission at a time; a newer one takes the place of the older."""

    def __init__(
        self, client: ShutterLink, pair: ShutterPair, follower: Follower, on_change: Callable[[], None]
    ) -> None:
        self.timed = True
        """Whether the travel times are known, so that a run can end by time."""
        self.full_first = False
        self.mission: Mission | None = None
        self._client = client
        self._pair = pair
        self._follower = follower
        self._on_change = on_change
        self._latency = StopLatency()
        self._tasks: set[asyncio.Task[None]] = set()

    @property
    def busy(self) -> bool:
        """Whether a mission is not over."""
        return self.mission is not None and not self.mission.over.is_set()

    @property
    def goal(self) -> Goal | None:
        """What the present mission works towards."""
        return self.mission.goal if self.mission is not None and self.busy else None

    def begin(self, goal: Goal | None) -> Mission:
        """Work towards `goal` from now on; None is to stop."""
        if self.mission is not None:
            self.mission.cancel()
        mission = self.mission = Mission(goal)
        name = f"ipcom-shutter-{self._pair.up}"
        mission.task = asyncio.create_task(self._fly(mission), name=name)
        self._tasks.add(mission.task)
        mission.task.add_done_callback(self._tasks.discard)
        self._on_change()
        return mission

    def abandon(self, mission: Mission) -> None:
        """Nobody wants it any more: stop, unless something newer is under way."""
        if mission is self.mission and not mission.over.is_set():
            self.begin(None)

    def sighted(self, sighting: Sighting) -> None:
        """The relays changed; what the mission did not foresee ends it."""
        mission = self.mission
        if mission is None:
            return
        if mission.over.is_set():
            self.mission = None
        elif sighting.both or not mission.foresees(sighting.motion, own=sighting.own):
            mission.cancel()

    async def end(self) -> None:
        """Stop what was set moving, and wait 2 s at most for it to be seen off."""
        working, mission = self.busy, self.mission
        if mission is not None:
            mission.cancel()
        if working or self._follower.own:
            await self._release()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _release(self) -> None:
        try:
            async with asyncio.timeout(RELEASE_S):
                await self._client.drive(self._pair, Motion.OFF)
        except (IPComError, TimeoutError) as error:
            _LOGGER.warning("Shutter %s: not seen off at the end: %s", self._pair, error)

    # -- one mission -------------------------------------------------------

    async def _fly(self, mission: Mission) -> None:
        try:
            await self._carry_out(mission)
            mission.end()
        except IPComError as error:
            if mission.under_way.is_set() and not isinstance(error, CommandSuperseded):
                _LOGGER.warning("Shutter %s: %s", self._pair, error)
            mission.fail(error)
        finally:
            self._on_change()

    async def _carry_out(self, mission: Mission) -> None:
        if mission.goal is None:
            await self._halt(mission)
        elif mission.whole is not None:
            await self._run_fully(mission, mission.whole)
        else:
            if self._needs_an_end():
                mission.goes_on = True
                await self._run_fully(mission, _nearer_end(mission.goal))
                mission.goes_on = False
            await self._reach(mission, mission.goal)

    def _needs_an_end(self) -> bool:
        grounds = self._follower.travel.grounds
        return grounds is Confidence.UNKNOWN or (self.full_first and grounds is not Confidence.KNOWN)

    async def _run_fully(self, mission: Mission, motion: Motion) -> None:
        """Run to the end and past it, until it is certain."""
        await self._ask(mission, motion)
        longest = self._follower.now() + self._pair.max_run - EARLIER_S
        end = min(self._follower.travel.full_run_end(), longest) if self.timed else longest
        await self._sleep_until(end)
        await self._halt(mission)

    async def _reach(self, mission: Mission, goal: Goal) -> None:
        """Run for the time that leads there."""
        motion = self._follower.travel.course(goal, self._follower.now()).motion
        if motion is not Motion.OFF:
            await self._ask(mission, motion)
            await self._sleep_until(self._off_at(goal, motion))
        await self._halt(mission)

    def _off_at(self, goal: Goal, motion: Motion) -> float:
        now = self._follower.now()
        course = self._follower.travel.course(goal, now)
        return course.off_at - self._latency.seconds if course.motion is motion else now

    async def _halt(self, mission: Mission) -> None:
        """Switch off, learn how long that took, and wait until the motor rests."""
        running, asked = self._follower.travel.running, self._follower.now()
        await self._ask(mission, Motion.OFF)
        rest = self._follower.travel.rest_at()
        if running is not None and rest is not None:
            self._latency.learn(rest - self._follower.travel.times.stop_lag - asked)
            await self._sleep_until(rest)

    async def _ask(self, mission: Mission, motion: Motion) -> None:
        mission.expected, mission.asking = motion, True
        await self._client.drive(self._pair, motion)
        await self._follower.wait_for(motion)
        mission.asking = False
        mission.under_way.set()

    async def _sleep_until(self, moment: float) -> None:
        await asyncio.sleep(max(0.0, moment - self._follower.now()))


def _nearer_end(goal: Goal) -> Motion:
    return Motion.UP if isinstance(goal, Height) and goal.percent >= 50.0 else Motion.DOWN
