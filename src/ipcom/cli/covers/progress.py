"""Showing the user where a shutter is while it moves."""

from __future__ import annotations

from contextlib import contextmanager
from shlex import quote
from typing import TYPE_CHECKING

from ...model.motion import Motion
from ..levels import bar

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...model.devices import ShutterDevice
    from ...shutter.shutter import Shutter
    from ...shutter.shutter_state import ShutterState
    from ..console.progress_line import ProgressLine

ARROWS = {Motion.UP: "\u25b2", Motion.DOWN: "\u25bc"}
BAR_WIDTH = 10


@contextmanager
def following(device: ShutterDevice, shutter: Shutter, line: ProgressLine) -> Iterator[None]:
    """Show the direction of a shutter inside the block, and its position on a terminal."""
    progress = Progress(device, line, timed=shutter.travel_times is not None)
    unsubscribe = shutter.subscribe(progress.show)
    try:
        yield
    finally:
        unsubscribe()
        line.end(device.key)


class Progress:
    """Shows each change of direction as a line, and the position in between."""

    def __init__(self, device: ShutterDevice, line: ProgressLine, *, timed: bool) -> None:
        self._device = device
        self._line = line
        self._timed = timed
        self._moving: Motion | None = None

    def show(self, state: ShutterState) -> None:
        """Show a state of the shutter."""
        began = state.moving is not self._moving
        self._moving = state.moving
        if state.moving is None:
            self._line.end(self._device.key)
        elif began:
            self._began(state.moving)
        elif state.position is not None:
            level = f"{bar(state.position, BAR_WIDTH)}{state.position:4.0f} %"
            self._line.show(self._device.key, f"{self._device.display_name} {ARROWS[state.moving]} {level}")

    def _began(self, motion: Motion) -> None:
        direction = "up" if motion is Motion.UP else "down"
        self._line.note(f"{self._device.display_name} is going {direction}. Ctrl-C stops it.")
        if not self._timed:
            self._line.note(
                f"The travel times of {self._device.display_name} are not known, so it runs for"
                f" {self._device.pair.max_run:.0f} s at most."
                f" Once: ipcom cover calibrate {quote(self._device.key)}"
            )
