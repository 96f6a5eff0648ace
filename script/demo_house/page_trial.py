"""The page of the simulated house: it is served, and a wall switch that is pressed on it shows in Home Assistant."""

from __future__ import annotations

import asyncio

import aiohttp

from .clicks import PATIENCE_S, POLL_S, PRESS_FAILS_S, PRESS_TARGET
from .errors import DemoError
from .figures import Finding
from .home import Home
from .watch import StateWatch, shows

PAGE_FAILS_S = PRESS_FAILS_S + 0.1
"""The way through the page takes a moment more than a press in the house itself."""


async def press_on_the_page(home: Home, watch: StateWatch) -> Finding:
    """Open the page as a browser does, and press the wall button of a lamp on it."""
    session = home.live.web.session
    async with session.get(home.page.address) as response:
        served = response.status == 200 and "Simulated house" in await response.text()
    origin = home.page.address.rstrip("/")
    async with session.ws_connect(f"{home.page.address}live", origin=origin) as socket:
        told = await socket.receive_json(timeout=PATIENCE_S)
        seconds = await _press(home, watch, socket)
    return Finding(
        "wall switch on the house's page",
        f"shown after {seconds * 1000:.0f} ms",
        PRESS_TARGET,
        ok=served and bool(told["buses"]) and seconds < PAGE_FAILS_S,
    )


async def _press(home: Home, watch: StateWatch, socket: aiohttp.ClientWebSocketResponse) -> float:
    thing = home.fittings.lights[0]
    await asyncio.sleep(POLL_S)
    turn_on = not home.house.world.is_on(thing.address)
    shown = watch.next(thing.entity_id, shows("on" if turn_on else "off"))
    pressed = asyncio.get_running_loop().time()
    for kind in ("press", "release"):
        await socket.send_json({"type": kind, "output": str(thing.address)})
    try:
        async with asyncio.timeout(PATIENCE_S):
            return await shown - pressed
    except TimeoutError:
        raise DemoError(f"{thing.entity_id} does not show a press on the page of the house") from None
