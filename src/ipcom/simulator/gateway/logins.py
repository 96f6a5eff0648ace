"""The logins at a simulated gateway, and those that linger after their connection."""

from __future__ import annotations

import math


class Logins:
    """The logins of all buses. A login lasts until it is left, and then lingers for a given time."""

    def __init__(self) -> None:
        self._ends_at: dict[int, tuple[int, float]] = {}

    def enter(self, connection: int, bus: int) -> None:
        """Add the login of a connection to a bus."""
        self._ends_at[connection] = (bus, math.inf)

    def leave(self, connection: int, until: float) -> None:
        """Let the login of a connection end at `until`. This does nothing without a login."""
        entry = self._ends_at.get(connection)
        if entry is not None:
            self._ends_at[connection] = (entry[0], until)

    def taken(self, bus: int, now: float) -> bool:
        """Return whether a bus has a login, open or lingering."""
        self._ends_at = {key: entry for key, entry in self._ends_at.items() if entry[1] > now}
        return any(entry[0] == bus for entry in self._ends_at.values())

    def forget(self) -> None:
        """End all logins, as a restart does."""
        self._ends_at.clear()
