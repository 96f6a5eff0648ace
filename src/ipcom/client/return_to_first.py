"""The way back to the preferred place of a gateway, while the link leads over its second address."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from ..errors import ConnectionLost
from .connection.connection import Connection
from .connection.places import Places

FIRST_LOOK_S = 30.0
"""The preferred place is looked at this long after the link came up elsewhere..."""

LONGEST_PAUSE_S = 3600.0
"""...and twice as long after each time that it accepted a connection but was not the gateway; at most this."""

BUSY_PAUSE_S = 2.0
"""A link that is being used is looked at again after this."""


class FirstAnswersAgain(ConnectionLost):
    """The preferred place accepts connections again; not an error of the link."""


class ReturnToFirst:
    """Ends a link over the second address, in a quiet moment, once the preferred place answers again."""

    def __init__(self, places: Places, is_quiet: Callable[[], bool]) -> None:
        """`is_quiet` tells whether no command is under way and no shutter moves."""
        self._places = places
        self._is_quiet = is_quiet
        self._pause_s = FIRST_LOOK_S
        self._tried = False

    def link_up(self) -> None:
        """Note where the link leads now; a place that was not the gateway after all is left alone for longer."""
        if not self._places.elsewhere:
            self._pause_s = FIRST_LOOK_S
        elif self._tried:
            self._pause_s = min(2 * self._pause_s, LONGEST_PAUSE_S)
        self._tried = False

    async def run(self, connection: Connection) -> None:
        """Look at the preferred place again and again, until the link has been ended for it."""
        pause_s = self._pause_s
        while True:
            await asyncio.sleep(pause_s)
            pause_s = self._pause_s if self._is_quiet() else BUSY_PAUSE_S
            if self._is_quiet() and await self._places.first_answers() and self._is_quiet():
                break
        self._tried = True
        connection.fail(FirstAnswersAgain(f"{self._places.first.gateway} answers again"))
        await connection.ended
