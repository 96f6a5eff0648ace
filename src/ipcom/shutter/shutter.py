"""A shutter on a client: what it is told to do, and with which of its motors.

Most shutters have one motor, which turns the slats, too, if there are any. Those of some blinds have a motor of their
own: its position is their tilt.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Self

from ..client.subscriptions import Subscriptions
from ..errors import ConfigurationError, Problem
from ..model.arguments import check_callback, check_flag, check_number, check_text, check_type
from ..model.motion import Motion
from ..model.shutter_pair import ShutterPair, check_pair
from ..sentence import Message
from .calibration import Calibration
from .confidence import Confidence
from .height_and_tilt import Goal, Height, Slats
from .shutter_link import ShutterLink, check_link
from .shutter_state import Result, ShutterState
from .shutter_text import ShutterText
from .stored import StoredPosition
from .tilt_motor import both, check_tilt_pair, height_times, settled, tilt_times, with_tilt_motor
from .tracked_motor import TrackedMotor
from .travel_times import TravelTimes

FULLY_OPEN, FULLY_CLOSED = Height(100.0), Height(0.0)

LET_DOWN_AT_MOST = 3.0
"""Slats that turn only at the closed end are let down from here to be turned, in percent: further up it would surprise."""


class Shutter:
    """A shutter with a position if its travel times are given; without them it opens, closes and stops.

    `client` must know `pair` as one of its shutters, and `tilt_pair` too, the relays of the slats' motor if
    their tilt model is `OWN_MOTOR`. With `run_full_first` a partial move begins
    with a full run whenever the position is not known for certain; an unknown one always does. Without
    travel times a run ends after `untimed_run` seconds, or after the longest that its pair allows.
    Commands return when the relay is seen on (or off, if nothing has to move) and raise what the
    client's `drive` raises, except that giving way to the wall or to a newer command is no error.
    """

    def __init__(
        self,
        client: ShutterLink,
        pair: ShutterPair,
        *,
        travel: TravelTimes | None = None,
        tilt_pair: ShutterPair | None = None,
        name: str = "",
        restore: StoredPosition | None = None,
        run_full_first: bool = False,
        untimed_run: float | None = None,
    ) -> None:
        check_link(client)
        self.pair = check_pair(pair)
        shown = check_text("a shutter's name", name) or str(pair)
        check_tilt_pair(pair, tilt_pair, travel)
        lift_times = height_times(travel)
        if restore is not None:
            check_type("what to restore", restore, StoredPosition, "give what `stored` returned, or nothing")
        check_flag("run_full_first", run_full_first)
        if untimed_run is not None:
            check_number("the run without travel times", untimed_run, 1.0)
        self._client = client
        self._restore = restore or StoredPosition()
        self._subscriptions: Subscriptions[ShutterState] = Subscriptions(f"shutter {shown}")
        self._lift = TrackedMotor(client, pair, lift_times, shown, self._restore, self._publish)
        self._lift.control.full_run_first = run_full_first
        if untimed_run is not None:
            self._lift.control.untimed_run = min(untimed_run, pair.max_run)
        self._slats: TrackedMotor | None = None
        """The slats' own motor, whose position is their tilt."""
        self._waits: tuple[Callable[[], Awaitable[Result]], ...] = (self._lift.settled,)
        """What waits for the motors that the last command was for."""
        if tilt_pair is not None:
            stored = self._restore.tilt_motor or StoredPosition()
            times = tilt_times(travel)
            self._slats = TrackedMotor(client, tilt_pair, times, shown, stored, self._publish)

    # -- life --------------------------------------------------------------

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def start(self) -> None:
        """Follow the relays; a movement of ours that an earlier program left behind is stopped.

        Raises `ConnectionLost` after `close`, which is permanent.
        """
        await self._lift.start()
        if self._slats is not None:
            await self._slats.start()

    async def close(self) -> None:
        """End for good: stop what this client set moving (2 s at most) and follow no more."""
        if self._slats is None:
            await self._lift.close()
        else:
            await both(self._lift.close(), self._slats.close())

    # -- commands ----------------------------------------------------------

    async def open_fully(self) -> None:
        """Run up for the whole travel and the overrun; without travel times until something stops it."""
        await self._command(FULLY_OPEN)

    async def close_fully(self) -> None:
        """Run down for the whole travel and the overrun; without travel times until something stops it."""
        await self._command(FULLY_CLOSED)

    async def stop(self) -> None:
        """Switch all relays off, those of the slats' motor too, and return when they are seen off."""
        if self._slats is None:
            await self._command(None)
        else:
            await both(self._command(None), self._slats.command(None))
            self._waits = (self._lift.settled, self._slats.settled)

    async def set_position(self, position: float) -> None:
        """Go to a height of 0 (closed) to 100 (open) percent; the ends are full runs.

        A blind gets back the slat angle that it had, if it was known, with a short move at the end. A move
        too short for motor and line is not made: then `wait_settled` returns `Result.ALREADY_THERE`. It raises
        `CommandNotConfirmed` for a move that missed the position while this machine slept or had no link.
        """
        self._lift.require_times("a position")
        await self._command(Height(_percent("position", position)))

    async def set_tilt(self, tilt: float) -> None:
        """Turn the slats to 0 (closed) to 100 (open) percent with a short move, or with their own motor.

        Raises `ConfigurationError` without a `tilt` in the travel times, and for slats that turn only at the closed end
        unless the shutter is there, or on its way: `set_position_and_tilt` brings it there first.
        """
        self._lift.require_times("a tilt")
        if self._slats is not None:
            self._slats.require_times("a position")
            await self._slats.command(Height(_percent("tilt", tilt)))
            self._waits = (self._slats.settled,)
            return
        self._need_slats_that_turn(0.0 if self.target == FULLY_CLOSED else self.position)
        percent = _percent("tilt", tilt)
        if self._lift.turns_at_closed_end and (self.position or 0.0) > LET_DOWN_AT_MOST:
            await self._command(FULLY_CLOSED, percent)
        else:
            await self._command(Slats(percent))

    async def set_position_and_tilt(self, position: float, tilt: float) -> None:
        """Go to a height and turn the slats: both as `set_position` and `set_tilt`, in one command that ends at both.

        With one motor the slats turn after the height is reached, with two both run at the same time. Slats that turn
        only at the closed end need position 0, or tilt 100: any other raises `ConfigurationError`.
        """
        self._lift.require_times("a position")
        height, percent = Height(_percent("position", position)), _percent("tilt", tilt)
        if self._slats is not None:
            await both(self._command(height), self._slats.command(Height(percent)))
            self._waits = (self._lift.settled, self._slats.settled)
            return
        self._need_slats_that_turn(0.0 if percent == 100.0 else height.percent)
        if percent == height.percent or (self._lift.turns_at_closed_end and height.percent > 0.0):
            await self._command(height)
        elif height.percent == self.position == 0.0 and self.moving is None:
            await self._command(Slats(percent))
        else:
            await self._command(height, percent)

    async def wait_settled(self) -> Result:
        """Wait until the last command has ended and the motor rests; raises what went wrong on the way.

        Returns at once when the command had to give way, even if the shutter is still moving.
        """
        if len(self._waits) == 1:
            return await self._waits[0]()
        return await settled(*(wait() for wait in self._waits))

    # -- positions and times from outside ----------------------------------

    def set_known_position(self, position: float, tilt: float | None = None) -> None:
        """Take a person's word for where it stands, 0 (closed) to 100 (open) percent; `tilt` is the slats'.

        Without a tilt the slats' own motor stays where it is, and other slats count as closed where they may be.

        Raises `ConfigurationError` without travel times, and `InterlockError` while both directions are on: the
        position stays unknown then.
        """
        self._lift.require_times("a position")
        percent = 0.0 if tilt is None else _percent("tilt", tilt)
        self._lift.set_known_position(_percent("position", position), percent)
        if self._slats is not None and tilt is not None:
            self._slats.set_known_position(percent, 0.0)
        self._publish()

    def set_travel(self, travel: TravelTimes | None, *, run_full_first: bool | None = None) -> None:
        """Use other times from now on, or none; raises `ConfigurationError` while it moves.

        A tilt motor of its own neither comes nor goes with them: that takes another `Shutter`.
        """
        check_tilt_pair(self.pair, None if self._slats is None else self._slats.pair, travel)
        lift_times = height_times(travel)
        if run_full_first is not None:
            check_flag("run_full_first", run_full_first)
        self._require_rest()
        if self._slats is not None:
            self._slats.set_travel(tilt_times(travel))
        self._lift.set_travel(lift_times)
        if run_full_first is not None:
            self._lift.control.full_run_first = run_full_first
        self._publish()

    def calibration(self, max_run: float | None = None) -> Calibration:
        """A session that measures the travel times, to be entered with `async with`; `adopt` takes its result.

        What was under way is stopped. No run lasts longer than `max_run` seconds, by default the pair's.
        """
        calibration = Calibration(self._client, self.pair, max_run=max_run, name=self.name)
        if self._lift.mover.under_way is not None:
            self._lift.mover.begin(None)
        return calibration

    def adopt(self, calibration: Calibration) -> None:
        """Use the times that a calibration measured, and the end where it left the shutter.

        Raises `ConfigurationError` before both ways were measured, and `InterlockError` while both directions are on.
        """
        check_type("a calibration", calibration, Calibration, "give the one that measured")
        self._lift.follower.refuse_both_on()
        self.set_travel(calibration.times(self.travel_times))
        self.set_known_position(calibration.position or 0.0)

    def stored(self) -> StoredPosition:
        """The position to keep over a restart: save it when `moving` or `confidence` changes.

        Save it while the shutter moves too: then a program that starts after a crash knows who began the movement.
        """
        if not self._lift.follower.looked:
            return self._restore
        stored = self._lift.stored()
        if self._slats is None:
            return stored
        return replace(stored, tilt=self.tilt, tilt_motor=self._slats.stored())

    # -- state -------------------------------------------------------------

    @property
    def name(self) -> str:
        """What it is called in errors; may be changed."""
        return self._lift.name

    @name.setter
    def name(self, name: str) -> None:
        for motor in (self._lift, self._slats):
            if motor is not None:
                motor.name = name

    @property
    def position(self) -> float | None:
        """The height now, 0 (closed) to 100 (open); None while unknown."""
        return self._lift.position

    @property
    def tilt(self) -> float | None:
        """The slats' tilt now, 0 (closed) to 100 (open); None while unknown and without slats."""
        return self._lift.tilt if self._slats is None else self._slats.position

    @property
    def confidence(self) -> Confidence:
        """How far to trust the position."""
        return self._lift.confidence

    @property
    def moving(self) -> Motion | None:
        """What the relays were last seen to do; None when they are off."""
        return self._lift.moving

    @property
    def tilting(self) -> Motion | None:
        """What the relays of the slats' own motor were last seen to do; None when they are off, and without one."""
        return None if self._slats is None else self._slats.moving

    @property
    def target(self) -> Goal | None:
        """What the last command still works towards; None when it has ended, and for a stop."""
        if self._lift.mover.under_way is None and self._slats is not None:
            turned = self._slats.target
            return Slats(turned.percent) if isinstance(turned, Height) else None
        return self._lift.target

    @property
    def reason(self) -> Message:
        """Why the last command ended otherwise than wanted, for a person; empty if there is nothing to say."""
        reason = self._lift.mover.reason
        return reason if reason or self._slats is None else self._slats.mover.reason

    @property
    def travel_times(self) -> TravelTimes | None:
        """The times in use; None without any."""
        times = self._lift.travel_times
        return (
            times
            if times is None or self._slats is None
            else with_tilt_motor(times, self._slats.travel_times)
        )

    @property
    def state(self) -> ShutterState:
        """Position, tilt, confidence, movement and target at one moment."""
        state = self._lift.state
        if self._slats is None:
            return state
        tilt = None if self._lift.travel_times is None else self._slats.position
        return replace(state, tilt=tilt, target=self.target, tilting=self._slats.moving)

    def subscribe(self, callback: Callable[[ShutterState], None]) -> Callable[[], None]:
        """Call `callback` at every change, and twice a second while it moves; returns the way to unsubscribe."""
        check_callback("what a shutter is to call", callback)
        return self._subscriptions.add(callback)

    # -- inside ------------------------------------------------------------

    async def _command(self, goal: Goal | None, tilt: float | None = None) -> None:
        if self._slats is not None:
            self._waits = (self._lift.settled,)
        await self._lift.command(goal, tilt)

    def _publish(self) -> None:
        if self._subscriptions:
            self._subscriptions.tell(self.state)

    def _require_rest(self) -> None:
        if self._lift.is_busy or (self._slats is not None and self._slats.is_busy):
            raise ConfigurationError(Problem(ShutterText.STILL_MOVING(name=self.name)))

    def _need_slats_that_turn(self, at: float | None) -> None:
        """Raise without slats, and for a height in percent at which they do not turn; an unknown one is left first."""
        if self._lift.follower.travel.times.tilt is None:
            raise ConfigurationError(Problem(ShutterText.NO_TILT(name=self.name)))
        if self._lift.turns_at_closed_end and at is not None and at > LET_DOWN_AT_MOST:
            raise ConfigurationError(Problem(ShutterText.TILT_ONLY_CLOSED(name=self.name, position=at)))


def _percent(what: str, value: float) -> float:
    return float(check_number(f"a {what}", value, 0.0, 100.0, "give 0 to 100"))
