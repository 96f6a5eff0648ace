"""Which changes from outside are one: a dimmer whose wall button is held shows another level with each read. Pure."""

RAMP_S = 2.0
"""Levels of one output that follow each other this soon are one change."""


class Ramps:
    """The outputs whose level something outside Home Assistant changes now."""

    def __init__(self) -> None:
        """Begin without any."""
        self._last: dict[int, float] = {}

    def goes_on(self, index: int, old: int, new: int, now: float) -> bool:
        """Note a change from outside at `now` (seconds); return whether it is the next level of one that has begun."""
        last = self._last.pop(index, None)
        if new:
            self._last[index] = now
        return bool(old and new) and last is not None and now - last <= RAMP_S

    def end(self, index: int) -> None:
        """A command of Home Assistant has changed it: what comes from outside is another change."""
        self._last.pop(index, None)

    def forget(self) -> None:
        """Forget all: changes may have been missed."""
        self._last.clear()
