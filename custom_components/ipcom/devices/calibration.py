"""A calibration that is believed: the cover runs down by itself, then a person says twice when it has arrived.

The flow of a cover uses it, and so does the panel.
"""

from collections.abc import Callable
from enum import StrEnum

from ..library import Calibration, Confidence, Motion, Shutter, ShutterState, TravelTimes
from .mapping import MappedCover

SHORTEST_S = 0.1


class Doubt(StrEnum):
    """Why a measurement is not believed."""

    TOO_QUICK = "too_quick"
    """Hardly any cover is so quick; a button that was pressed twice is. The run counts for nothing."""
    WAYS_DIFFER = "ways_differ"
    """One way took longer than the other by more than half: the person is asked."""


class CoverCalibration:
    """One calibration of a cover. Its methods raise `IPComError`; `async_end` stops a motor that it has started."""

    def __init__(self, cover: MappedCover, shutter: Shutter) -> None:
        """Begin without a run; a movement under way is stopped by the first one."""
        self.relays = cover.relays
        """Those for up and for down at the measurement: the times belong to them."""
        self._options = cover.options
        self._shutter = shutter
        self._session: Calibration = shutter.calibration(cover.options.calibration_run)
        self._seconds: dict[Motion, float] = {}
        self._moved_since = False
        self._unsubscribe: Callable[[], None] | None = None

    async def async_begin(self) -> None:
        """Follow the relays from now on."""
        await self._session.__aenter__()
        self._unsubscribe = self._shutter.subscribe(self._moved)

    async def async_end(self) -> None:
        """Stop the motor if it runs, and follow no more."""
        if self._unsubscribe is not None:
            self._unsubscribe()
            self._unsubscribe = None
        await self._session.close()

    @property
    def stands_closed(self) -> bool:
        """Return whether it is certain that the cover is closed, so that it need not run down first."""
        known = self._shutter.confidence is Confidence.KNOWN and not self._options.guessed
        return known and self._shutter.position == 0.0

    @property
    def run_down_s(self) -> float:
        """Return how long it runs down by itself: a full run, or as long as any run without measured times."""
        travel = self._options.travel
        if travel is None or self._options.guessed:
            return self._options.calibration_run
        return travel.full_run(Motion.DOWN)

    async def async_run_down(self) -> None:
        """Run down for so long; returns when the motor is off again."""
        await self._session.run_to_end(Motion.DOWN, self.run_down_s)

    async def async_start(self, motion: Motion) -> None:
        """Start a run from the other end; returns when the relay is seen on."""
        await self._session.start(motion)

    async def async_stop(self) -> None:
        """Stop the motor if it runs, and forget this run."""
        await self._session.stop()

    def give_way(self) -> None:
        """Something else commands the motor: forget this run, and leave the motor as it is."""
        self._session.give_way()

    @property
    def moving(self) -> Motion | None:
        """Return the direction of the run under way; None when there is none, or it was cut short."""
        return self._session.moving

    @property
    def slept(self) -> bool:
        """Return whether Home Assistant's machine has slept since the last run began; its run is over then."""
        return self._session.slept

    async def async_arrived(self) -> Doubt | None:
        """Stop: the cover has arrived. Return why what was measured is not believed, or None."""
        motion = self._session.moving
        seconds = await self._session.arrived()
        self._moved_since = False
        if motion is None or _is_doubtful(seconds, seconds):
            return Doubt.TOO_QUICK
        self._seconds[motion] = max(seconds - self._options.start_delay, SHORTEST_S)
        if len(self._seconds) == 2 and _is_doubtful(self.up, self.down):
            return Doubt.WAYS_DIFFER
        return None

    @property
    def up(self) -> float:
        """Return the seconds up, after both ways were measured."""
        return round(self._seconds[Motion.UP], 1)

    @property
    def down(self) -> float:
        """Return the seconds down, after both ways were measured."""
        return round(self._seconds[Motion.DOWN], 1)

    @property
    def position(self) -> float | None:
        """Return where the last measured run ended: 100 or 0; None if it has moved since."""
        return None if self._moved_since else self._session.position

    def _moved(self, state: ShutterState) -> None:
        if state.moving is not None:
            self._moved_since = True


def _is_doubtful(up: float, down: float) -> bool:
    """Return whether such times are asked about, by the rule that is the library's."""
    return bool(TravelTimes(up=max(up, SHORTEST_S), down=max(down, SHORTEST_S)).doubts)
