"""Telling a person where a shutter is while it moves."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from ..client.actions import Motion
from .output import write_note
from .quoting import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..model.devices import ShutterDevice
    from ..shutter.shutter import Shutter
    from ..shutter.state import ShutterState

ARROWS = {Motion.UP: "\u25b2", Motion.DOWN: "\u25bc"}


@contextmanager
def following(device: ShutterDevice, shutter: Shutter, *, quiet: bool) -> Iterator[None]:
    """Write to stderr which way the shutter goes, and on a terminal where it is."""
    if quiet:
        yield
        return
    progress = Progress(device, timed=shutter.travel_times is not None)
    unsubscribe = shutter.subscribe(progress.show)
    try:
        yield
    finally:
        unsubscribe()


class Progress:
    """Says every change of direction once, and on a terminal the position in between."""

    def __init__(self, device: ShutterDevice, *, timed: bool) -> None:
        self._device = device
        self._timed = timed
        self._moving: Motion | None = None

    def show(self, state: ShutterState) -> None:
        """Show one moment."""
        if state.moving is not None and state.moving is not self._moving:
            self._began(state.moving)
        elif state.moving is not None and state.position is not None and sys.stderr.isatty():
            write_note(f"{self._device.display_name} {ARROWS[state.moving]} {state.position:3.0f} %")
        self._moving = state.moving

    def _began(self, motion: Motion) -> None:
        way = "up" if motion is Motion.UP else "down"
        write_note(f"{self._device.display_name} is going {way}. Ctrl-C stops it.")
        if not self._timed:
            write_note(
                f"Its travel times are not known, so it runs for {self._device.pair.max_run:.0f} s at most."
                f" Once: ipcom cover calibrate {quoted(self._device.key)}"
            )
