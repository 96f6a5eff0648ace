"""The house as a Home Assistant elsewhere shows it, which has found it by MQTT."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

from demo_house.shop_window import inhabited
from demo_house.waiting import until
from demo_house.web import Web
from playwright.async_api import Browser, expect

from ipcom.model.address import OutputAddress
from ipcom.model.devices import Devices
from ipcom.simulator import House
from tests.browser.album import Album
from tests.browser.home import Home, home
from tests.browser.screens import Screen
from tests.discovery.bridge_process import BridgeProgram
from tests.library.bridge.broker_process import BrokerProcess, running

PATH = "by-mqtt"
SCREEN = Screen(1280, 570)
SHOWN = {
    "Living room": ("light.living_room", "cover.living_left", "cover.living_right"),
    "Bedroom": ("light.bedroom", "cover.bedroom_window"),
    "Kitchen": ("light.kitchen", "light.kitchen_worktop", "switch.coffee_machine"),
    "Outside": ("light.porch", "light.terrace", "switch.garden_socket"),
    "Hall and office": ("light.hall", "light.office", "light.dining_table"),
    "Gateway": ("binary_sensor.ipcom_home_connectivity", "event.terrace_wall_switch"),
}
FEATURES = {
    "cover.": "cover-position",
    "light.living_room": "light-brightness",
    "light.bedroom": "light-brightness",
}
QUIET_S = 3.5
"""So soon after its connection the bridge lets no motor run."""
ARRIVES_MS = 60_000.0
FLOW = "/api/config/config_entries/flow"
DISCOVERED_S = 60.0


def with_rooms(house: House) -> House:
    """Write the rooms of the house into its devices.yaml, as owners do."""
    devices = (replace(each, room=house.room_of(each)) for each in house.devices.outputs)
    house.devices_by_bus[1] = Devices(tuple(devices))
    return house


async def set_up_mqtt(web: Web, broker: BrokerProcess) -> None:
    """Add Home Assistant's own MQTT integration, as a person does."""
    form = await web.post(FLOW, {"handler": "mqtt"})
    answers = {
        "broker": "127.0.0.1",
        "port": broker.port,
        "protocol": "5",
        "other_settings": {"set_ca_cert": "off", "set_client_cert": False, "transport": "tcp"},
    }
    made = await web.post(f"{FLOW}/{form['flow_id']}", answers)
    assert made["type"] == "create_entry", made


@asynccontextmanager
async def elsewhere(place: Path, browser: Browser) -> AsyncIterator[Home]:
    """Start a broker, the house, its bridge, and a Home Assistant that knows nothing but the broker."""
    for folder in ("broker", "bridge", "home"):
        (place / folder).mkdir()
    with running(place / "broker") as broker:
        async with home(with_rooms(inhabited()), place / "home", browser) as started:
            program = BridgeProgram(place / "bridge", broker.port, started.gateway)
            for shutter in started.house.devices.shutters:
                spec = started.world.shutters[shutter.pair].spec
                await program.calibrate(shutter.display_name, spec.up_s, spec.down_s)
            await set_up_mqtt(started.live.web, broker)
            async with program.running():
                yield started


def tile(entity_id: str) -> dict[str, object]:
    """Return a card as Home Assistant proposes it."""
    found = [feature for name, feature in FEATURES.items() if entity_id.startswith(name)]
    return {"type": "tile", "entity": entity_id, "features": [{"type": each} for each in found]}


async def make_dashboard(home: Home) -> None:
    """Show what was discovered, room by room, as its owner would put it."""
    sections = [
        {"type": "grid", "cards": [{"type": "heading", "heading": room}, *map(tile, shown)]}
        for room, shown in SHOWN.items()
    ]
    view = {"title": "House", "path": "house", "type": "sections", "max_columns": 3, "sections": sections}
    await home.live.command("lovelace/dashboards/create", url_path=PATH, title="By MQTT", icon="mdi:bridge")
    await home.live.command("lovelace/config/save", url_path=PATH, config={"views": [view]})


async def test_a_home_assistant_elsewhere_shows_the_same_house(
    browser: Browser, tmp_path: Path, album: Album
) -> None:
    async with elsewhere(tmp_path, browser) as home:

        async def all_there() -> bool:
            return {each for room in SHOWN.values() for each in room} <= (await home.live.states()).keys()

        await until(all_there, DISCOVERED_S, "the house is discovered")
        await make_dashboard(home)
        await asyncio.sleep(QUIET_S)
        await home.live.act("cover.open_cover", "cover.living_left")
        await home.live.act("cover.open_cover", "cover.living_right")
        await home.live.act("cover.close_cover", "cover.bedroom_window")
        async with home.visitor.page(f"/{PATH}/house", SCREEN) as page:
            for text in ("Living left", "Coffee machine", "Terrace", "60%"):
                await expect(page.get_by_text(text).first).to_be_visible()
            await expect(page.get_by_text("Closed")).to_be_visible(timeout=ARRIVES_MS)
            await expect(page.get_by_text("Open · 100%")).to_have_count(2, timeout=ARRIVES_MS)
            home.gateway.press(OutputAddress.parse("4/1"))  # the terrace's, at the wall
            await home.live.act("cover.set_cover_position", "cover.living_right", position=40)
            await expect(page.get_by_text("Unknown")).to_have_count(0)
            await expect(page.get_by_text(re.compile(r"Closing · [5-8]\d%"))).to_be_visible()
            await album.take(page, "bridge-home-assistant")
