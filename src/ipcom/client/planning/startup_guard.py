"""After a long outage a rebooted gateway may not know its outputs yet: modules are written when they rest; pure."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable

from ...model.address import MODULES, OUTPUTS_PER_MODULE, OutputAddress
from ...model.snapshot import StateSnapshot

READS_KEPT = 64
"""Enough for twice the wait, however quickly reads follow one another: of those that come closer one is kept."""
FADING_S = 3.0
"""A module in which only dimmers move waits so long at most: one that fades must not hold up its neighbours."""


class StartupGuard:
    """A module is closed until two equal reads of it, asked for `apart` seconds from each other, were seen."""

    def __init__(self, apart: float, is_dimmer: Callable[[OutputAddress], bool]) -> None:
        self._apart = apart
        self._is_dimmer = is_dimmer
        self._seen: deque[StateSnapshot] = deque(maxlen=READS_KEPT)
        self.closed: set[int] = set()
        """The modules whose commands have to wait."""
        self._since: float | None = None

    def close(self) -> None:
        """Nothing is to be written before the modules have settled."""
        self.closed = set(range(1, MODULES + 1))
        self.forget()

    def forget(self) -> None:
        """Reads answered before prove nothing: the modules that are closed settle by later ones alone."""
        self._seen.clear()
        self._since = None

    @property
    def read_at(self) -> float | None:
        """When the next read is due, None for at once."""
        return None if not self._seen else self._seen[-1].asked_at + self._apart

    def distrust(self, since: float) -> None:
        """What was asked for from `since` on may have been answered by something else."""
        while self._seen and self._seen[-1].asked_at >= since:
            self._seen.pop()

    def observe_read(self, snapshot: StateSnapshot) -> set[int]:
        """Take one read's answer into account; returns the modules that have settled with it."""
        if not self.closed:
            return set()
        if self._since is None:
            self._since = snapshot.asked_at
        older = [seen for seen in self._seen if seen.asked_at <= snapshot.asked_at - self._apart]
        fading = snapshot.asked_at - self._since >= FADING_S
        settled = {m for m in self.closed if self._settled(m, snapshot, older, fading=fading)}
        self.closed -= settled
        self._keep(snapshot)
        return settled

    def _keep(self, snapshot: StateSnapshot) -> None:
        """Keep one read of each part of the wait."""
        if not self._seen or snapshot.asked_at - self._seen[-1].asked_at >= self._apart / (READS_KEPT // 2):
            self._seen.append(snapshot)

    def _settled(
        self, module: int, snapshot: StateSnapshot, older: list[StateSnapshot], *, fading: bool
    ) -> bool:
        values = snapshot.module(module)
        if any(seen.module(module) == values for seen in older):
            return True
        return fading and bool(older) and self._only_dimmers_differ(module, values, older[-1].module(module))

    def _only_dimmers_differ(self, module: int, values: bytes, before: bytes) -> bool:
        return all(
            now == then or (now and then and self._is_dimmer(OutputAddress(module, output)))
            for output, now, then in zip(range(1, OUTPUTS_PER_MODULE + 1), values, before, strict=True)
        )
