"""Switching a motor off when its shutter or a calibration ends, with little time to see it off."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Coroutine
from typing import Any

from ..errors import ConnectionLost, IPComError
from ..model.motion import Motion
from ..model.shutter_pair import ShutterPair
from .shutter_link import ShutterLink

_LOGGER = logging.getLogger("ipcom.shutter")

RELEASE_S = 2.0
"""How long the end may take to see the motor off..."""
ROUND_TRIPS = 3.0
"""...and so many quiet round trips, as a stop is a read, a frame and a read."""
LONGEST_RELEASE_S = 10.0
"""Never longer than this, even if the loop stood still and no read was answered."""
STEP_S = 0.1
"""The time is counted in these steps, so that a loop that stood still used up no more than one of them."""


async def stop(client: ShutterLink, pair: ShutterPair) -> None:
    """Switch off whatever moves, as a person asked for it, and wait to see it."""
    await see_off(client, pair, client.drive(pair, Motion.OFF))


async def release(client: ShutterLink, pair: ShutterPair) -> None:
    """Switch off what this client set moving and wait to see it; what a person moves by now goes on."""
    await see_off(client, pair, client.release(pair))


async def see_off(client: ShutterLink, pair: ShutterPair, ending: Coroutine[Any, Any, object]) -> None:
    """Wait for the end, and cancel it when the time is over: it counts while the loop runs, and a read must be answered."""
    stopping = asyncio.ensure_future(ending)
    try:
        await _wait(client, stopping)
        await _result(stopping)
    except (IPComError, TimeoutError) as error:
        _LOGGER.warning("Shutter %s: not seen off at the end: %s", pair, str(error) or "no time was left")
    finally:
        stopping.cancel()


async def _wait(client: ShutterLink, stopping: asyncio.Future[object]) -> None:
    began = asyncio.get_running_loop().time()
    enough = RELEASE_S + ROUND_TRIPS * client.round_trip
    for step in range(round(LONGEST_RELEASE_S / STEP_S)):
        over = step * STEP_S >= enough and answered_since(client, began)
        if stopping.done() or over:
            return
        await asyncio.wait({stopping}, timeout=STEP_S)


async def _result(stopping: asyncio.Future[object]) -> None:
    if not stopping.done():
        raise TimeoutError
    await stopping


def answered_since(client: ShutterLink, moment: float) -> bool:
    """Whether a read asked at `moment` (monotonic) or later has been answered."""
    with contextlib.suppress(ConnectionLost):
        return client.observed.asked_at >= moment
    return False
