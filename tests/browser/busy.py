"""How much longer things take here and now: other programs want the processors, too."""

from __future__ import annotations

import os


def busy() -> float:
    """Return how many programs want each core, 1.0 at least: the clock of a busy machine is not the page's fault."""
    return max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1))
