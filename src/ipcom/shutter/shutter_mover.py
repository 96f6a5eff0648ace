"""Keeps at most one command of a shutter under way, and ends it when others decide otherwise."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable

from ..errors import CommandSuperseded, IPComError
from ..model.motion import Motion
from ..model.shutter_pair import ShutterPair
from .bus_timer import BusTimer
from .confidence import Confidence
from .follower import Follower
from .height_and_tilt import Goal, Height
from .legs import Legs
from .relay_reading import RelayReading
from .release import release, stop
from .shutter_link import ShutterLink
from .shutter_move import ShutterMove
from .shutter_state import Result
from .travel import TimedOut

_LOGGER = logging.getLogger("ipcom.shutter")


class ShutterMover:
    """At most one mission at a time; a newer one takes the place of the older."""

    def __init__(
        self, client: ShutterLink, pair: ShutterPair, follower: Follower, on_change: Callable[[], None]
    ) -> None:
        self.full_first = False
        self.mission: ShutterMove | None = None
        self._last: ShutterMove | None = None
        self._unwanted: ShutterMove | None = None
        self._client = client
        self._pair = pair
        self._follower = follower
        self._on_change = on_change
        self._legs = Legs(client, pair, follower)
        self._timer = BusTimer()
        follower.on_unwatched = self.replan
        self._tasks: set[asyncio.Task[None]] = set()

    @property
    def timed(self) -> bool:
        """Whether the travel times are known, so that a run can end by time."""
        return self._legs.timed

    @timed.setter
    def timed(self, timed: bool) -> None:
        self._legs.timed = timed

    @property
    def busy(self) -> bool:
        """Whether a mission is not over."""
        return self.mission is not None and not self.mission.over.is_set()

    @property
    def goal(self) -> Goal | None:
        """What the present mission works towards."""
        return self.mission.goal if self.mission is not None and self.busy else None

    @property
    def reason(self) -> str:
        """Why the last mission ended otherwise than wanted."""
        return self._last.reason if self._last is not None else ""

    def begin(self, goal: Goal | None) -> ShutterMove:
        """Work towards `goal` from now on; None is to stop."""
        slats = self._slats_to_keep(goal)
        if self.mission is not None:
            self.mission.cancel()
        mission = self.mission = self._last = ShutterMove(goal, slats)
        name = f"ipcom-shutter-{self._pair.up}"
        mission.task = asyncio.create_task(self._fly(mission), name=name)
        self._tasks.add(mission.task)
        mission.task.add_done_callback(self._tasks.discard)
        self._on_change()
        return mission

    def abandon(self, mission: ShutterMove) -> None:
        """Its caller gave up: stop what we set moving, unless something newer is under way; others go on."""
        if mission is not self.mission or mission.over.is_set():
            return
        if mission.goal is None or self._follower.own:
            self.begin(None)
            return
        mission.cancel()
        self._unwanted = mission

    def told(self) -> None:
        """A person told the position: what is under way reckons anew from there."""
        if self.mission is not None:
            self.mission.told += 1
        self.replan()

    def replan(self) -> None:
        """The travel changed otherwise than by the relays: compute the stop anew."""
        if self.mission is not None:
            self.mission.replan.set()

    def sighted(self, sighting: RelayReading) -> None:
        """The relays changed; what the mission did not foresee ends it."""
        timed_out = self._follower.travel.timed_out if sighting.motion is Motion.OFF else None
        known = timed_out is not None and self._timer.went_off(timed_out.motion, timed_out.age)
        mission = self.mission
        if mission is None:
            return
        if mission is self._unwanted and sighting.own and sighting.motion is not Motion.OFF:
            self.begin(None)  # its frame had left when its caller gave up
        elif mission.over.is_set():
            self.mission = None
        elif timed_out is not None and timed_out.motion is mission.expected:
            self._timed_out(mission, timed_out, known=known)
        elif sighting.own_stop and sighting.edge.earliest <= mission.recalled_until:
            mission.replan.set()  # the stop that was called back was on its way: there is nothing to wait for
        elif sighting.both or not mission.foresees(sighting.motion, own=sighting.own):
            mission.cancel()

    async def end(self) -> None:
        """Stop what was set moving, and wait 2 s at most for it to be seen off."""
        mission = self.mission
        working = self.busy or (mission is not None and mission is self._unwanted)
        if mission is not None:
            mission.cancel()
        if mission is not None and mission.goal is None and (working or self._follower.own):
            await stop(self._client, self._pair)
        elif working or self._follower.own:
            await release(self._client, self._pair)
        await asyncio.gather(*self._tasks, return_exceptions=True)

    # -- one mission -------------------------------------------------------

    async def _fly(self, mission: ShutterMove) -> None:
        try:
            mission.end(await self._carry_out(mission))
        except IPComError as error:
            if mission.under_way.is_set() and not isinstance(error, CommandSuperseded):
                _LOGGER.warning("Shutter %s: %s", self._pair, error)
            mission.fail(error)
        finally:
            self._on_change()

    async def _carry_out(self, mission: ShutterMove) -> Result:
        legs = self._legs
        if mission.goal is None:
            await legs.stop(mission)
            return Result.REACHED
        if mission.whole is not None:
            await legs.run_fully(mission, mission.whole)
            return Result.REACHED
        if self._needs_an_end():
            await legs.find_end(mission, _nearer_end(mission.goal))
        moved = await legs.reach(mission, mission.goal)
        if moved and mission.slats is not None:
            await legs.turn_back(mission, mission.slats)
        return Result.REACHED if moved or mission.between else Result.ALREADY_THERE

    def _needs_an_end(self) -> bool:
        grounds = self._follower.travel.grounds
        return grounds is Confidence.UNKNOWN or (self.full_first and grounds is not Confidence.KNOWN)

    def _slats_to_keep(self, goal: Goal | None) -> float | None:
        """The tilt before the move, for a blind sent to a height between the ends."""
        if not isinstance(goal, Height) or not 0.0 < goal.percent < 100.0:
            return None
        before = self.mission
        if before is not None and self.busy and before.slats is not None:
            return before.slats
        return self._follower.travel.tilt(self._follower.now())

    def _timed_out(self, mission: ShutterMove, timed_out: TimedOut, *, known: bool) -> None:
        """A timer of the bus ended the run: the end is reached; only a timer seen before lets a command go on."""
        if mission.whole is timed_out.motion:
            mission.cancel(Result.REACHED)
        elif known and mission.goes_on and not mission.asking:
            mission.timed_out = True
            mission.replan.set()
        else:
            end = "open" if timed_out.motion is Motion.UP else "closed"
            mission.reason = (
                f"shutter {self._pair}: its relay went off by itself after {timed_out.age:.1f} s, before the"
                f" command was done; a timer of the bus? It counts as {end} now: give the command again"
            )
            _LOGGER.info("%s", mission.reason)
            mission.cancel()


def _nearer_end(goal: Goal) -> Motion:
    return Motion.UP if isinstance(goal, Height) and goal.percent >= 50.0 else Motion.DOWN
