"""Who is logged in to which bus, and whose login lingers."""

from __future__ import annotations

import math


class Logins:
    """Counts logins per bus. A login stands until it is left, and lingers as long as asked then."""

    def __init__(self) -> None:
        self._ends_at: dict[int, tuple[int, float]] = {}

    def enter(self, connection: int, bus: int) -> None:
        """Let a connection stand on a bus."""
        self._ends_at[connection] = (bus, math.inf)

    def leave(self, connection: int, until: float) -> None:
        """Let the login of a connection end at `until`; harmless without one."""
        entry = self._ends_at.get(connection)
        if entry is not None:
            self._ends_at[connection] = (entry[0], until)

    def taken(self, bus: int, now: float) -> bool:
        """Return whether a login stands or lingers on a bus."""
        self._ends_at = {key: entry for key, entry in self._ends_at.items() if entry[1] > now}
        return any(entry[0] == bus for entry in self._ends_at.values())

    def forget(self) -> None:
        """Let every login end, as a restart does."""
        self._ends_at.clear()
