"""A shutter through Home Assistant: all the way, then to 40 %; the simulated motor knows the truth."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

from .figures import Finding
from .fittings import Fitting
from .furnishing import motor_of
from .home import Home
from .json_types import Record
from .watch import StateWatch

SHUTTER = "bedroom_window_u"
"""The quickest of the house; it takes 17 s, as a real one."""
WISH = 40
TOLERANCE = 3.0
LONGEST_S = 40.0
CONTACT_S = 0.3
"""The contact of a relay follows what the gateway shows."""


async def drive_shutter(home: Home, watch: StateWatch) -> AsyncIterator[Finding]:
    """Close it, then send it to 40 %."""
    thing = home.fittings.by_key(SHUTTER)
    motor = motor_of(home.house, thing)
    await _drive(home, watch, thing, "cover.close_cover", 0)
    yield Finding(
        "shutter closed all the way",
        f"motor at {motor.position:.1f} %, Home Assistant says 0 %",
        "0 %",
        ok=motor.position == 0.0 and motor.running is None,
    )
    shown = await _drive(home, watch, thing, "cover.set_cover_position", WISH, position=WISH)
    yield Finding(
        f"shutter sent to {WISH} %",
        f"motor at {motor.position:.1f} %, Home Assistant says {shown} %",
        f"within {TOLERANCE:.0f} points",
        ok=abs(motor.position - WISH) <= TOLERANCE and motor.running is None,
    )
    yield Finding(
        "both relays of a motor on", f"{motor.both_on_count} times", "0", ok=not motor.both_on_count
    )


async def _drive(
    home: Home, watch: StateWatch, thing: Fitting, action: str, expected: int, **data: object
) -> int:
    """Send it off and wait until it stands; returns where Home Assistant believes that it does."""
    began = watch.next(thing.entity_id, lambda state: state["state"] in ("opening", "closing"))
    await home.live.act(action, thing.entity_id, **data)
    await began
    await watch.until(thing.entity_id, _stands, LONGEST_S, f"{thing.entity_id} on its way to {expected} %")
    await asyncio.sleep(CONTACT_S)
    states = await home.live.states()
    return int(states[thing.entity_id]["attributes"]["current_position"])


def _stands(state: Record) -> bool:
    return state["state"] in ("open", "closed")
