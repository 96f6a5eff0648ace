"""Times after which an output went off by itself before: only such a time tells a bus timer from a person. Pure."""

from collections import deque
from dataclasses import dataclass, field

SHORTEST_S = 2.0
"""A person who tries a switch is as quick as this."""
LIKE_S = 0.8
"""Two runs of one timer differ by no more than this: each end is seen up to one read late."""
SIGHTINGS = 2
"""So often a time must have been seen before."""
KEPT = 8


@dataclass(slots=True)
class SeenTimers:
    """The last times that each output was on until something outside Home Assistant switched it off."""

    _on_since: dict[int, float] = field(default_factory=dict)
    _runs: dict[int, deque[float]] = field(default_factory=dict)

    def switched_on(self, index: int, now: float) -> None:
        """Note that an output went on at `now` (seconds, monotonic). A level that changes goes on."""
        self._on_since.setdefault(index, now)

    def switched_off_here(self, index: int) -> None:
        """Forget this run: a command of Home Assistant ended it."""
        self._on_since.pop(index, None)

    def forget_runs(self) -> None:
        """Forget which outputs are on and since when: changes may have been missed."""
        self._on_since.clear()

    def switched_off_outside(self, index: int, now: float) -> bool:
        """Note that an output was switched off from outside; return whether a timer of the bus did it."""
        if (since := self._on_since.pop(index, None)) is None or now - since < SHORTEST_S:
            return False
        runs = self._runs.setdefault(index, deque(maxlen=KEPT))
        like = sum(abs(run - (now - since)) <= LIKE_S for run in runs)
        runs.append(now - since)
        return like >= SIGHTINGS
