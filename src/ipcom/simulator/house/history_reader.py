"""Reading what switched in a simulated house, each event once; pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .world import OutputEvent, World


class HistoryReader:
    """Reads the events of one bus from its making on. Those that the bus has forgotten meanwhile are left out."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._seen = self._last()

    def read(self) -> list[OutputEvent]:
        """Return the events since the last call, in their order. What is due by now has happened then."""
        self._world.now()
        new: list[OutputEvent] = []
        for event in reversed(self._world.history):
            if event is self._seen:
                break
            new.append(event)
        self._seen = self._last()
        return new[::-1]

    def _last(self) -> OutputEvent | None:
        return self._world.history[-1] if self._world.history else None
