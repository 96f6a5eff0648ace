"""A house in which nothing happens must write nothing."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import Any

from .figures import Finding
from .home import Home
from .watch import StateWatch

SETTLE_S = 1.0
"""What was done last may still be on its way."""


async def keep_quiet(home: Home, watch: StateWatch, seconds: float) -> Finding:
    """Let nothing happen and count what was written.

    A write that changes nothing is no event; Home Assistant notes when it came all the same.
    """
    await asyncio.sleep(SETTLE_S)
    changes, begun = watch.changes, datetime.now(UTC)
    await asyncio.sleep(seconds)
    own = {thing.entity_id for thing in home.fittings.things} | set(home.fittings.of_gateway.values())
    written = [
        entity_id
        for entity_id, state in (await home.live.states()).items()
        if entity_id in own and _reported(state) > begun
    ]
    count = max(watch.changes - changes, len(written))
    return Finding(
        f"state writes in {seconds:.0f} quiet seconds",
        ", ".join([str(count), *written]),
        "0",
        ok=not count,
    )


def _reported(state: dict[str, Any]) -> datetime:
    return datetime.fromisoformat(state["last_reported"])
