"""Keeping the position of a shutter that moves, and what it rests on."""

from __future__ import annotations

import asyncio
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from ...shutter.confidence import Confidence
from .counted import Counted
from .stored_cover import StoredCover

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...model.motion import Motion
    from ...shutter.height_and_tilt import Goal
    from ...shutter.shutter import Shutter
    from ...shutter.shutter_state import ShutterState
    from .cover_store import CoverStore


class KeptPosition:
    """Follows one shutter and stores it when it starts, stops or gets a target, and at the end.

    A shutter that was not seen to move leaves the store as it was: that nothing moves now says nothing about the
    time before.
    """

    def __init__(self, store: CoverStore, shutter: Shutter, stored: StoredCover, known: StoredCover) -> None:
        """`stored` is what the file holds, and `known` what this command goes on from."""
        self._store = store
        self._shutter = shutter
        self._stored = stored
        self._times = known.times
        self.counted = known.rests_on
        """What the position rests on; None while it is unknown."""
        self._moved = False
        self._wrote = False
        self._before: tuple[Motion | None, Goal | None] = (None, None)

    def see(self, state: ShutterState) -> None:
        """Take in a state of the shutter, and store it if it has begun or ended something."""
        self._moved = self._moved or state.moving is not None
        self.counted = self._rests_on(state)
        if (state.moving, state.target) != self._before:
            self._before = (state.moving, state.target)
            self._write()

    def end(self) -> None:
        """Store the shutter as it stands at the end of the command."""
        if self._moved:
            self._write()
        elif self._wrote:
            self._store.write_if_possible(self._shutter.pair, self._stored)

    def _rests_on(self, state: ShutterState) -> Counted | None:
        if state.position is None or state.confidence is Confidence.UNKNOWN:
            return None
        if (self._moved and state.confidence is Confidence.KNOWN) or self.counted is None:
            return Counted(state.position, self._shutter.stored().at, unseen_s=0.0)
        return self.counted

    def _write(self) -> None:
        """Store a shutter without a position too. After a crash the next command stops what this one has started."""
        self._wrote = True
        counted = self.counted and replace(self.counted, uptime_s=asyncio.get_running_loop().time())
        cover = StoredCover(self._times, self._shutter.stored(), counted)
        self._store.write_if_possible(self._shutter.pair, cover)


@contextmanager
def keeping(
    store: CoverStore, shutter: Shutter, stored: StoredCover, known: StoredCover
) -> Iterator[KeptPosition]:
    """Store the position of `shutter` while the block runs, and at its end."""
    kept = KeptPosition(store, shutter, stored, known)
    unsubscribe = shutter.subscribe(kept.see)
    try:
        yield kept
    finally:
        unsubscribe()
        kept.end()
