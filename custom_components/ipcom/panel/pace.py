"""Lets something be done soon, and then at most once in each interval, however often it is asked for."""

from asyncio import Handle
from collections.abc import Callable

from homeassistant.core import HomeAssistant, callback


class Pace:
    """What is asked for several times in one turn of the loop, or during an interval, is done once."""

    def __init__(self, hass: HomeAssistant, interval_s: float, act: Callable[[], None]) -> None:
        """Begin with nothing asked for."""
        self._loop = hass.loop
        self._interval_s = interval_s
        self._act = act
        self._waits: Handle | None = None
        self._asked_again = False

    @callback
    def ask(self) -> None:
        """Do it in the next turn of the loop, or when the interval since the last time is over."""
        if self._waits is None:
            self._waits = self._loop.call_soon(self._do)
        else:
            self._asked_again = True

    @callback
    def end(self) -> None:
        """Do it no more, also if it was asked for."""
        self._asked_again = False
        if self._waits is not None:
            self._waits.cancel()
            self._waits = None

    def _do(self) -> None:
        self._asked_again = False
        self._waits = self._loop.call_later(self._interval_s, self._rested)
        self._act()

    def _rested(self) -> None:
        self._waits = None
        if self._asked_again:
            self.ask()
