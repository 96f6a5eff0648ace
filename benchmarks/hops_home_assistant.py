"""The flows through Home Assistant: `python -m benchmarks.hops_home_assistant` prints what each crossed, as JSON.

Each begins when an answer has just come, and is tried several times: in real time one may need a read more.
"""

from __future__ import annotations

import asyncio
import json
import random
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import Any
from unittest.mock import AsyncMock, Mock

import custom_components.ipcom  # noqa: F401 - before the plugin's own folder of that name
from homeassistant import loader
from homeassistant.const import EVENT_STATE_CHANGED
from homeassistant.core import callback
from pytest_homeassistant_custom_component.common import async_test_home_assistant

from ipcom.simulator import House, SimulatedGateway

from .hops_counter import BYTES, FRAME, Crossed, HopsCounter, smallest

DOMAIN = "ipcom"
TIMES = {"travel_time_up": 21.0, "travel_time_down": 19.5}
LAMP, PRESSED, COVER = "light.hall", "light.porch", "cover.living_left"
WARM_S, QUIET_S, REST_S = 5.0, 0.1, 1.0
RUNS, PRESSES = 3, 6


async def home_assistant_flows() -> dict[str, Crossed]:
    """A click, a position, and a byte, through a real Home Assistant."""
    house = House.demo()
    with tempfile.TemporaryDirectory() as folder:
        devices = Path(folder) / "ipcom" / "devices.yaml"
        devices.parent.mkdir()
        devices.write_text(house.devices_yaml(), encoding="utf-8")
        async with (
            SimulatedGateway(house, rng=random.Random(1)) as gateway,
            async_test_home_assistant(config_dir=folder) as hass,
        ):
            hass.data.pop(loader.DATA_CUSTOM_COMPONENTS, None)
            hass.config.components |= {"file_upload", "http"}
            hass.http = Mock(async_register_static_paths=AsyncMock())  # no flow here asks a web server
            entry = await _set_up(hass, gateway)
            flows = await _measure(hass, gateway)
            await hass.config_entries.async_unload(entry.entry_id)
            await hass.async_stop(force=True)
    return flows


async def _set_up(hass: Any, gateway: SimulatedGateway) -> Any:
    flows = hass.config_entries.flow
    access = {key: getattr(gateway, key) for key in ("host", "port", "username", "password")}
    flow = await flows.async_init(DOMAIN, context={"source": "user"})
    for said in ({**access, "bus": 1, "bus_type": "minido"}, {"next_step_id": "import_folder"}, {}):
        flow = await flows.async_configure(flow["flow_id"], said)
    await hass.async_block_till_done()
    return flow["result"]


async def _measure(hass: Any, gateway: SimulatedGateway) -> dict[str, Crossed]:
    await _call(hass, "light", "turn_on", LAMP)
    await _call(hass, "light", "turn_off", LAMP)
    await _call(hass, DOMAIN, "calibrate", COVER, **TIMES)
    await hass.async_block_till_done()
    await _call(hass, DOMAIN, "set_known_position", COVER, position=100)
    await asyncio.sleep(WARM_S)
    states = [await _until_state(hass, gateway) for _ in range(PRESSES)]
    lamps, covers = [], []
    for _ in range(RUNS):
        lamps.append(await _until_frame(hass, gateway, "light", "turn_on", LAMP))
        await _call(hass, "light", "turn_off", LAMP)
        covers.append(await _until_frame(hass, gateway, "cover", "set_cover_position", COVER, position=40))
        await _call(hass, "cover", "stop_cover", COVER)
        await asyncio.sleep(WARM_S)
        await _call(hass, DOMAIN, "set_known_position", COVER, position=100)
    return {
        "a click on a lamp in Home Assistant: from the action to its frame": smallest(lamps),
        "a shutter to 40 % in Home Assistant: from the action to its frame": smallest(covers),
        "a byte: from the socket to Home Assistant's state": smallest(states),
    }


async def _until_frame(
    hass: Any, gateway: SimulatedGateway, domain: str, action: str, entity_id: str, **data: Any
) -> Crossed:
    counter = HopsCounter(gateway.port)
    await _quiet(gateway)
    with counter.counting():
        counter.mark("called")
        await _call(hass, domain, action, entity_id, **data)
    return counter.between("called", FRAME)


async def _until_state(hass: Any, gateway: SimulatedGateway) -> Crossed:
    counter = HopsCounter(gateway.port)
    shown = asyncio.Event()

    def end_of_turn() -> None:
        counter.mark("shown")
        shown.set()

    @callback
    def told(event: Any) -> None:
        if event.data["entity_id"] == PRESSED:  # whether before or after others, differs from start to start
            asyncio.get_running_loop().call_soon(end_of_turn)

    await _quiet(gateway)
    unsubscribe = hass.bus.async_listen(EVENT_STATE_CHANGED, told)
    with counter.counting():
        gateway.press(gateway.house.devices.lights[1].address)
        await shown.wait()
    unsubscribe()
    return counter.between(BYTES, "shown")


async def _quiet(gateway: SimulatedGateway) -> None:
    """Rest, then wait for the next poll and a little more."""
    await asyncio.sleep(REST_S)
    asked = gateway.transcript.counts.total()
    while gateway.transcript.counts.total() == asked:  # noqa: ASYNC110 - the gateway tells no one
        await asyncio.sleep(0.001)
    await asyncio.sleep(QUIET_S)


async def _call(hass: Any, domain: str, action: str, entity_id: str, **data: Any) -> None:
    await hass.services.async_call(domain, action, {"entity_id": entity_id, **data}, blocking=True)


if __name__ == "__main__":
    found = asyncio.run(home_assistant_flows())
    json.dump({name: asdict(crossed) for name, crossed in found.items()}, sys.stdout)
