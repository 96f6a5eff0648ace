"""Telling that the bridge lives, for as long as every part of it is seen at work."""

from __future__ import annotations

import asyncio
import logging
import os
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, Protocol

from ...bridge.broker.ended_tasks import end_tasks
from ...bridge.house.signs_of_life import STILL_S, SignsOfLife
from .service_manager import ServiceManager

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping

_LOGGER = logging.getLogger("ipcom.bridge")

LOOK_EVERY_S = 10.0
"""How often it looks, unless the service manager wants to hear more often."""
MOST_NAMED = 3
"""How many houses are named in the line for the service manager."""


class Living(Protocol):
    """What shows signs of life: a house."""

    def signs_of_life(self) -> dict[str, int]:
        """Return a figure for each part, which grows for as long as it works."""
        ...

    @property
    def hindrance(self) -> str:
        """What is not reached; empty when all is."""
        ...


class Watchdog:
    """Looks at all houses. What hangs is told to the log, and then the signs of life end."""

    def __init__(
        self, houses: Mapping[str, Living], manager: ServiceManager, alive_file: Path | None = None
    ) -> None:
        """`alive_file` is touched at each sign of life, for who has no service manager."""
        self._houses = houses
        self._manager = manager
        self._alive_file = alive_file
        self._signs = SignsOfLife(STILL_S)
        self._hanging: list[str] = []
        self._status = ""

    async def run(self) -> NoReturn:
        """Look for ever."""
        pause = min(LOOK_EVERY_S, self._manager.sign_every_s or LOOK_EVERY_S)
        while True:
            self.look(asyncio.get_running_loop().time())
            await asyncio.sleep(pause)

    def look(self, now: float) -> None:
        """Give a sign of life, unless a part hangs."""
        figures = {
            f"{house}, {part}": figure
            for house, living in self._houses.items()
            for part, figure in living.signs_of_life().items()
        }
        hanging = self._signs.note(figures, now)
        self._tell_hanging(hanging)
        if not hanging:
            self._manager.tell("WATCHDOG=1")
            self._touch()
        self._tell_status()

    def _tell_hanging(self, hanging: list[str]) -> None:
        if hanging and hanging != self._hanging:
            _LOGGER.error(
                "%s: no work is seen any more; the service manager hears no sign of life", "; ".join(hanging)
            )
        self._hanging = hanging

    def _tell_status(self) -> None:
        found = {name: house.hindrance for name, house in self._houses.items()}
        missing = [f"{name}: {why}" for name, why in found.items() if why]
        more = f", and {len(missing) - MOST_NAMED} more" if len(missing) > MOST_NAMED else ""
        status = (
            f"{len(found) - len(missing)} of {len(found)} online. {'; '.join(missing[:MOST_NAMED])}{more}"
        )
        if status != self._status:
            self._status = status
            self._manager.tell(f"STATUS={' '.join(status.split())}")

    def _touch(self) -> None:
        if self._alive_file is None:
            return
        try:
            self._alive_file.touch()
        except OSError as error:
            _LOGGER.warning("%s cannot be written: %s", self._alive_file, error.strerror)
            self._alive_file = None


@asynccontextmanager
async def watched(houses: Mapping[str, Living], alive_file: Path | None = None) -> AsyncIterator[None]:
    """Tell the service manager that the bridge is ready, that it lives, and at the end of the block that it stops."""
    manager = ServiceManager.of(os.environ)
    manager.tell("READY=1")
    task = asyncio.ensure_future(Watchdog(houses, manager, alive_file).run())
    try:
        yield
    finally:
        manager.tell("STOPPING=1")
        await end_tasks([task])
