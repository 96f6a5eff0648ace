"""How long a stage took, and whether that is too long for this machine as it is now."""

from __future__ import annotations

import os
import resource
import time
from dataclasses import dataclass

SLOWER = 1.5
"""Not every machine is as fast as the one that the limits were made on, and none is so at every moment."""


@dataclass(frozen=True)
class Taken:
    """Seconds on the clock, seconds of processors, and how many programs wanted each core meanwhile."""

    wall_s: float
    cpu_s: float
    load: float = 1.0

    def __str__(self) -> str:
        busy = f", with {self.load:.1f} programs for each core" if self.load > 1 else ""
        return f"{self.wall_s:.0f} s ({self.cpu_s:.0f} s of processors{busy})"


class Watch:
    """Measures one stage from the moment that this object is made."""

    def __init__(self) -> None:
        """Start."""
        self._wall = time.monotonic()
        self._cpu = _cpu_of_children()
        self._load = _load()

    def stop(self) -> Taken:
        """Return what has passed."""
        load = max(self._load, _load(), 1.0)
        return Taken(time.monotonic() - self._wall, _cpu_of_children() - self._cpu, load)


def verdict(title: str, limit_s: int, taken: Taken) -> str | None:
    """Return the sentence that says that a stage took too long, or None.

    A limit is for two idle cores; a slower machine may take half as long again. Where more programs than cores want
    to run, it is as many times longer.
    """
    if taken.wall_s <= limit_s * taken.load * SLOWER:
        return None
    return (
        f"{title} took {taken}, and its limit is {limit_s} s on an idle machine: make its slowest tests faster, "
        "or change the limit in script/testing/stages.py"
    )


def _load() -> float:
    """Programs that want to run, for each core, over the last one or five minutes."""
    return max(os.getloadavg()[:2]) / (os.cpu_count() or 1)


def _cpu_of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
