"""One motor on a client: commands, and a position that follows whatever moves it.

Movement is what the relays are read to do, so a wall switch, a bus timer and another
client move the position exactly as a command does. The pause between the directions
and the interlock belong to the planner; a motor decides where to go and when to stop.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from ..errors import ConfigurationError, ConnectionLost, Problem
from ..model.motion import Motion
from ..model.shutter_pair import ShutterPair
from ..model.tilt_model import TiltModel
from .confidence import Confidence
from .follower import Follower
from .height_and_tilt import Goal
from .motor_control import MotorControl
from .relay_reading import RelayReading
from .shutter_link import ShutterLink
from .shutter_mover import ShutterMover
from .shutter_state import Result, ShutterState
from .shutter_text import ShutterText
from .stored import StoredPosition
from .ticker import Ticker
from .travel import Travel
from .travel_times import TravelTimes, times_within


class TrackedMotor:
    """A motor whose position is known if its travel times are given: that of a curtain with its slats, or of slats alone.

    `name` is the shutter's in errors. `on_change` is called at every change, and twice a second while it moves.
    """

    def __init__(
        self,
        client: ShutterLink,
        pair: ShutterPair,
        travel: TravelTimes | None,
        name: str,
        restore: StoredPosition,
        on_change: Callable[[], None],
    ) -> None:
        self.pair = pair
        self._client = client
        self.name = name
        self._restore = restore
        self._on_change = on_change
        self._closed = False
        self._ticker = Ticker(self._tick)
        self.follower = Follower(client, pair, times_within(pair, travel), self._relays_changed)
        self.control = MotorControl(client, pair, self.follower)
        self.control.timed = travel is not None
        self.mover = ShutterMover(self.control, self._changed)

    async def start(self) -> None:
        """Follow the relays; a movement of ours that an earlier program left behind is stopped.

        Raises `ConnectionLost` after `close`.
        """
        self._refuse_closed()
        if not self.follower.following:
            self.follower.start(self._restore)

    async def close(self) -> None:
        """End for good: stop what this client set moving (2 s at most) and follow no more."""
        self._closed = True
        if self.follower.following:
            await self.mover.end()
            self.follower.stop()
        self._ticker.stop()

    async def command(self, goal: Goal | None, tilt: float | None = None) -> None:
        """Begin to move, and return when the relay is seen on; None is to stop. With a `tilt` the slats have it at the end."""
        self._refuse_closed()
        if not self.follower.following:
            raise ConnectionLost(ShutterText.SHUTTER_NOT_STARTED(name=self.name))
        move = self.mover.begin(goal, tilt)
        try:
            await move.under_way.wait()
        except asyncio.CancelledError:
            self.mover.abandon(move)
            raise
        move.raise_error()

    async def settled(self) -> Result:
        """Wait until the last command has ended and the motor rests; raises what went wrong on the way."""
        move, last = self.mover.move, None
        while move is not None and move is not last:
            await move.over.wait()
            move, last = self.mover.move, move
        if last is not None:
            last.raise_error()
            if last.result is not Result.REACHED:
                return last.result
        while self.follower.following and self.follower.travel.motion is not Motion.OFF:
            await self.follower.wait_changed()
        return Result.REACHED

    def set_known_position(self, position: float, tilt: float) -> None:
        """Take a person's word for where it stands, in percent. Raises `InterlockError` while both directions are on."""
        self.follower.set_known_position(position, tilt)
        self.mover.position_told()

    def set_travel(self, travel: TravelTimes | None) -> None:
        """Use other times from now on, or none; the position is kept as far as they allow."""
        times = times_within(self.pair, travel)
        before, now = self.follower.travel, self.follower.now()
        self.follower.travel = before.with_times(times, now) if self.control.timed else Travel(times)
        self.control.timed = travel is not None

    def stored(self) -> StoredPosition:
        """The position to keep over a restart."""
        if not self.follower.looked:
            return self._restore
        return StoredPosition(
            position=self.position,
            tilt=self.tilt,
            confidence=self.confidence,
            at=self.follower.unix_now(),
            moving=self.follower.travel.motion,
            ours=self.follower.own or self.mover.under_way is not None,
        )

    @property
    def position(self) -> float | None:
        """Where it is now, 0 (closed) to 100 (open); None while unknown."""
        return self.follower.travel.position(self.follower.now()) if self.control.timed else None

    @property
    def tilt(self) -> float | None:
        """The tilt of slats that this motor turns, 0 (closed) to 100 (open); None while unknown and without."""
        return self.follower.travel.tilt(self.follower.now()) if self.control.timed else None

    @property
    def confidence(self) -> Confidence:
        """How far to trust the position."""
        return self.follower.travel.confidence if self.control.timed else Confidence.UNKNOWN

    @property
    def moving(self) -> Motion | None:
        """What the relays were last seen to do; None when they are off."""
        motion = self.follower.travel.motion
        return None if motion is Motion.OFF else motion

    @property
    def target(self) -> Goal | None:
        """What the last command still works towards; None when it has ended, and for a stop."""
        move = self.mover.under_way
        return None if move is None else move.goal

    @property
    def is_busy(self) -> bool:
        """Whether a command is under way, a stop too, or a relay on."""
        return self.mover.under_way is not None or self.moving is not None

    @property
    def travel_times(self) -> TravelTimes | None:
        """The times in use; None without any."""
        return self.follower.travel.times if self.control.timed else None

    @property
    def turns_at_closed_end(self) -> bool:
        """Whether its slats turn at the closed end only."""
        return self.follower.travel.times.tilt_model is TiltModel.CLOSED_END

    @property
    def state(self) -> ShutterState:
        """Position, tilt, confidence, movement and target at one moment."""
        if not self.control.timed:
            return ShutterState(None, None, Confidence.UNKNOWN, self.moving, self.target)
        travel = self.follower.travel
        position, tilt = travel.position_and_tilt(self.follower.now())
        return ShutterState(position, tilt, travel.confidence, self.moving, self.target)

    def require_times(self, what: str) -> None:
        """Raise `ConfigurationError` without travel times."""
        if not self.control.timed:
            raise ConfigurationError(Problem(ShutterText.NO_POSITION(name=self.name, _what=what)))

    def _refuse_closed(self) -> None:
        if self._closed:
            raise ConnectionLost(ShutterText.SHUTTER_CLOSED(name=self.name))

    def _relays_changed(self, reading: RelayReading | None) -> None:
        if reading is not None:
            self.mover.observe_relays(reading)
        elif self.follower.own:
            self.mover.begin(None)
        self._changed()

    def _changed(self) -> None:
        if self.follower.travel.turns(self.follower.now()):
            self._ticker.start()
        self._on_change()

    def _tick(self) -> bool:
        self._on_change()
        return self.follower.travel.turns(self.follower.now())
