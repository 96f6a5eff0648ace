"""The position and the tilt that a cover is sent to: both come true, in whatever order they are called for.

Home Assistant calls for a position and for a tilt one after the other, as for a scene, and the second call comes while
the first one's motor has just begun to run. One motor does both, so the second call alone would end the first.
"""

import asyncio
from collections.abc import Callable

from ..library import ConfigurationError, Height, Shutter, Slats, TiltModel

TOGETHER_S = 2.0
"""A position that is called for so soon after a tilt belongs to it: a scene or a script wants both."""
LATE_S = 0.5
"""So long a tilt that is impossible now waits for the position that makes it possible: both may be called for at once."""


class PositionAndTilt:
    """Commands one shutter. Its methods raise what those of the shutter raise."""

    def __init__(self, shutter: Shutter, now: Callable[[], float]) -> None:
        """Begin without a tilt; `now` is in seconds."""
        self._shutter = shutter
        self._now = now
        self._tilt = 0.0
        self._until = float("-inf")
        self._taken: asyncio.Event | None = None

    def forget(self) -> None:
        """Another command has come: a position that follows it is only that."""
        self._until = float("-inf")

    async def async_set_position(self, position: float) -> None:
        """Go to a position, and turn the slats if that was called for just before."""
        if not self._tilt_belongs_to(position):
            await self._shutter.set_position(position)
            return
        if self._taken is not None:
            self._taken.set()
        await self._shutter.set_position_and_tilt(position, self._tilt)

    async def async_set_tilt(self, tilt: float) -> None:
        """Turn the slats at the position to which the cover is on its way, or else where it stands."""
        self._tilt, self._until = tilt, self._now() + TOGETHER_S
        try:
            await self._turn(tilt)
        except ConfigurationError:
            if self._model is not TiltModel.CLOSED_END or not await self._is_taken():
                raise

    async def async_set_both(self, position: float, tilt: float) -> None:
        """Go to a position and turn the slats."""
        self.forget()
        self._tilt = tilt
        await self._shutter.set_position_and_tilt(position, tilt)

    @property
    def _model(self) -> TiltModel | None:
        times = self._shutter.travel_times
        return None if times is None or times.tilt is None else times.tilt_model

    def _tilt_belongs_to(self, position: float) -> bool:
        model, turning = self._model, isinstance(self._shutter.target, Slats)
        if model is None or model is TiltModel.OWN_MOTOR:
            return False
        if model is TiltModel.CLOSED_END and position > 0.0:
            return False
        return turning or self._now() < self._until

    async def _turn(self, tilt: float) -> None:
        shutter, model = self._shutter, self._model
        target = shutter.target
        if model is not TiltModel.OWN_MOTOR and isinstance(target, Height):
            await shutter.set_position_and_tilt(target.percent, tilt)
        elif model is not TiltModel.CLOSED_END or tilt != shutter.tilt or shutter.moving is not None:
            await shutter.set_tilt(tilt)

    async def _is_taken(self) -> bool:
        """Return whether a position comes in time that gives the tilt, too."""
        taken = self._taken = asyncio.Event()
        try:
            async with asyncio.timeout(LATE_S):
                return await taken.wait()
        except TimeoutError:
            return False
        finally:
            if self._taken is taken:
                self._taken = None
