"""Measuring travel times with a person who says "start" and "it has arrived", both ways."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import replace
from typing import Self

from ..errors import CommandSuperseded, ConfigurationError, Problem
from ..model.arguments import check_number, check_text, check_type
from ..model.change import StateChange
from ..model.motion import Motion
from ..model.shutter_pair import ShutterPair, check_pair
from .relay_reading import motion_in, read_relays
from .release import release
from .shutter_link import ShutterLink, check_link
from .shutter_text import CalibrationText
from .travel_times import TravelTimes, check_times

_LOGGER = logging.getLogger("ipcom.shutter")


class Calibration:
    """One session: `async with`, `run_to_end(Motion.DOWN)`, then for each way `start(motion)` and `arrived()`.

    Leaving it stops the motor and logs that, and so does a run longer than `max_run` seconds (the pair's longest
    by default). The person's reaction is part of what is measured: a tenth of a second or two. Ask the
    person about the `doubts` of the times before they are used. Raises `ConfigurationError` for an
    argument that cannot be.
    """

    def __init__(
        self, client: ShutterLink, pair: ShutterPair, *, max_run: float | None = None, name: str = ""
    ) -> None:
        check_link(client)
        check_pair(pair)
        if max_run is not None:
            check_number("the longest run of a calibration", max_run, 0.1)
        self._client = client
        self._pair = pair
        self._name = check_text("a shutter's name", name) or str(pair)
        self._max_run = pair.max_run if max_run is None else min(max_run, pair.max_run)
        self._seconds: dict[Motion, float] = {}
        self._motion = Motion.OFF
        self._since: float | None = None
        self._seen = Motion.OFF
        self.slept = False
        """Whether this machine has slept since the last run began: nothing was measured then."""
        self._guard: asyncio.Task[None] | None = None
        self._unsubscribe: Callable[[], None] | None = None

    async def __aenter__(self) -> Self:
        self._unsubscribe = self._client.subscribe(self._on_change)
        self._seen = motion_in(self._pair, self._client.observed)
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    @property
    def moving(self) -> Motion | None:
        """The direction that is being measured now; None between two runs."""
        return None if self._motion is Motion.OFF else self._motion

    @property
    def missing(self) -> tuple[Motion, ...]:
        """The ways that have not been measured yet."""
        return tuple(motion for motion in (Motion.UP, Motion.DOWN) if motion not in self._seconds)

    @property
    def position(self) -> float | None:
        """Where the last measured run ended: 100 or 0; None before, and while one is under way."""
        if not self._seconds or self.moving is not None:
            return None
        return 100.0 if next(reversed(self._seconds)) is Motion.UP else 0.0

    async def start(self, motion: Motion) -> None:
        """Run from the other end; returns when the motor's relay is seen on. What runs already is stopped first."""
        await self._begin(motion, self._max_run)

    async def run_to_end(self, motion: Motion, seconds: float | None = None) -> None:
        """Run for so long, the longest run by default, and stop: the shutter is at that end, and nothing is measured.

        Raises `CommandSuperseded` when the run was cut short, or this machine slept.
        """
        longest = self._max_run
        if seconds is not None:
            check_number("the seconds of a run", seconds, 0.1)
            longest = min(seconds + self._pair.pause, longest)
        await self._begin(motion, longest, wanted=True)
        guard = self._guard
        if guard is not None:
            await asyncio.wait({guard})
        if guard is None or guard.cancelled() or self.slept:
            raise self._cut_short()

    async def arrived(self) -> float:
        """It has arrived: stop, and return how long that took, in seconds.

        Raises `CommandSuperseded` when the run was cut short, by the longest run or at the wall, or this machine slept.
        """
        now, since, motion = asyncio.get_running_loop().time(), self._since, self._motion
        if since is None:
            raise self._cut_short()
        await self.stop()
        if self.slept:  # it had woken too shortly before for any read to show it
            raise self._cut_short()
        self._seconds.pop(motion, None)
        self._seconds[motion] = now - since
        return now - since

    async def stop(self) -> None:
        """Stop the motor and forget the run under way."""
        if self._motion is not Motion.OFF:
            self._expect(Motion.OFF)
            await self._client.drive(self._pair, Motion.OFF)

    def give_way(self) -> None:
        """Something else commands the motor from now on: forget the run under way, and leave the motor as it is."""
        self._expect(Motion.OFF)

    def times(self, base: TravelTimes | None = None) -> TravelTimes:
        """The times measured, everything else as in `base`; raises `ConfigurationError` before both are."""
        if base is not None:
            check_times(base)
        if self.missing:
            ways = " and ".join(self.missing)
            raise ConfigurationError(Problem(CalibrationText.WAY_NOT_MEASURED(_ways=ways)))
        delay = base.start_delay if base else 0.0
        up, down = (self._seconds[motion] - delay for motion in (Motion.UP, Motion.DOWN))
        return replace(base, up=up, down=down) if base else TravelTimes(up=up, down=down)

    async def close(self) -> None:
        """Stop the motor if it still runs, within 2 s, and listen no more."""
        guard, moving = self._guard, self.moving
        self._expect(Motion.OFF)
        if moving is not None:
            await release(self._client, self._pair)
            _LOGGER.warning(
                "%s: its calibration ended while it ran %s, so its motor was stopped", self._name, moving
            )
        if guard is not None:
            await asyncio.gather(guard, return_exceptions=True)
        if self._unsubscribe is not None:
            self._unsubscribe()
            self._unsubscribe = None

    async def _begin(self, motion: Motion, longest: float, *, wanted: bool = False) -> None:
        check_type("a direction", motion, Motion, "write Motion.UP or Motion.DOWN")
        if self._unsubscribe is None:
            raise ConfigurationError(Problem(CalibrationText.CALIBRATION_CLOSED()))
        if motion is Motion.OFF:
            raise ConfigurationError(Problem(CalibrationText.CALIBRATION_WITHOUT_DIRECTION()))
        self._expect(Motion.OFF)
        if self._seen is not Motion.OFF:
            await self._client.drive(self._pair, Motion.OFF)
        self._expect(motion)
        self.slept = False
        self._guard = asyncio.create_task(self._stop_after(longest, wanted=wanted), name="ipcom-calibration")
        await self._client.drive(self._pair, motion)
        if self._since is None:
            self._since = asyncio.get_running_loop().time()

    async def _stop_after(self, seconds: float, *, wanted: bool = False) -> None:
        await asyncio.sleep(seconds)
        motion, self._motion, self._since = self._motion, Motion.OFF, None
        await release(self._client, self._pair)
        if motion is not Motion.OFF and not wanted:
            _LOGGER.warning(
                "%s: its run %s for a calibration was stopped after %.0f s", self._name, motion, seconds
            )

    def _expect(self, motion: Motion) -> None:
        """From now on this is what the motor is to do, and the watch over the run before ends."""
        if self._guard is not None and self._motion is not Motion.OFF:
            self._guard.cancel()
        self._motion, self._since = motion, None

    def _on_change(self, change: StateChange) -> None:
        seen = motion_in(self._pair, change.observed)
        self.slept = self.slept or change.slept > 0.0
        if change.slept > 0.0 and self._motion is not Motion.OFF:
            self._spoil()
        if seen is self._seen:
            return
        self._seen = seen
        if self._motion is Motion.OFF:
            return
        if seen is self._motion:
            reading = read_relays(self._pair, change, change.observed.asked_at, self._client.round_trip)
            self._since = reading.transition.middle
        elif self._since is not None:
            self._expect(Motion.OFF)

    def _cut_short(self) -> CommandSuperseded:
        """Why the run under way is worth nothing."""
        text = CalibrationText.SLEPT_DURING_RUN if self.slept else CalibrationText.RUN_ENDED_BEFORE
        return CommandSuperseded(text(shutter=self._pair), self._pair.addresses)

    def _spoil(self) -> None:
        """This machine slept while the motor ran: nothing is measured, and the motor is stopped now."""
        self._expect(Motion.OFF)
        self._guard = asyncio.create_task(self._stop_after(0.0), name="ipcom-calibration")
