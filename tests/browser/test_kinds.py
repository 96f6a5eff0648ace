"""One thing of each kind, on a dashboard of its own."""

from __future__ import annotations

from typing import Any

from playwright.async_api import expect

from tests.browser.album import Album
from tests.browser.frontend import shows
from tests.browser.home import Home
from tests.browser.screens import Screen

SCREEN = Screen(1100, 690)
PATH = "each-kind"
FLOWS = "/api/config/config_entries/subentries/flow"


def _output(output: str, name: str, kind: str, **details: object) -> dict[str, Any]:
    """Return what the form for a new output takes."""
    return {
        "output": output,
        "name": name,
        "kind": kind,
        "details": {"pulse": 0.5, "energy": False, **details},
        "add_another": False,
    }


OUTPUTS = [
    _output("8/1", "Desk lamp", "light", watts=8),
    _output("6/3", "Reading lamp", "dimmer", watts=60, energy=True),
    _output("8/2", "Towel heater", "switch", watts=750, icon="mdi:radiator"),
    _output("8/3", "Socket", "outlet"),
    _output("8/4", "Front door", "impulse", pulse=1.0, icon="mdi:door"),
    _output("8/5", "Extractor", "fan", watts=25),
    _output("8/6", "Garden water", "valve"),
    _output("8/7", "Alarm", "siren"),
    _output("8/8", "Drive", "gate"),
]
LEFT = {
    "light.desk_lamp": "toggle",
    "light.reading_lamp": "toggle",
    "switch.towel_heater": "toggle",
    "switch.socket": "toggle",
    "button.front_door": "button",
    "fan.extractor": "toggle",
    "valve.garden_water": "valve-open-close",
    "siren.alarm": "toggle",
}
RIGHT = {
    "cover.drive": "cover-open-close",
    "cover.bedroom_window": "cover-open-close",
    "sensor.towel_heater_power": "",
    "sensor.extractor_power": "",
    "sensor.reading_lamp_energy": "",
    "sensor.ipcom_total_power": "",
}
ON = {
    "switch.turn_on": "switch.towel_heater",
    "fan.turn_on": "fan.extractor",
    "valve.open_valve": "valve.garden_water",
}


async def test_every_kind_has_its_controls(furnished: Home, album: Album) -> None:
    (entry,) = await furnished.live.command("config_entries/get", domain="ipcom")
    before = {each["subentry_id"] for each in await _subentries(furnished, entry)}
    for output in OUTPUTS:
        flow = await furnished.live.web.post(FLOWS, {"handler": [entry["entry_id"], "output"]})
        await furnished.live.web.post(f"{FLOWS}/{flow['flow_id']}", output)
    await _show(furnished)
    await shows(furnished, "button.front_door", "unknown")
    for action, entity_id in ON.items():
        await furnished.live.act(action, entity_id)
    async with furnished.visitor.page(f"/{PATH}/kinds", SCREEN) as page:
        await expect(page.locator("hui-tile-card")).to_have_count(len(LEFT) + len(RIGHT))
        await expect(page.get_by_text("775 W").or_(page.get_by_text("835 W"))).to_be_visible()
        await album.take(page, "kinds")
    for each in await _subentries(furnished, entry):
        if each["subentry_id"] not in before:
            await furnished.live.command(
                "config_entries/subentries/delete",
                entry_id=entry["entry_id"],
                subentry_id=each["subentry_id"],
            )


async def _subentries(home: Home, entry: dict[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = await home.live.command(
        "config_entries/subentries/list", entry_id=entry["entry_id"]
    )
    return found


async def _show(home: Home) -> None:
    view = {
        "type": "sections",
        "title": "One of each kind",
        "path": "kinds",
        "max_columns": 2,
        "sections": [{"type": "grid", "cards": _tiles(entities)} for entities in (LEFT, RIGHT)],
    }
    await home.live.command("lovelace/dashboards/create", url_path=PATH, title="Kinds")
    await home.live.command("lovelace/config/save", url_path=PATH, config={"views": [view]})


def _tiles(entities: dict[str, str]) -> list[dict[str, Any]]:
    return [
        {"type": "tile", "entity": entity_id, "features": [{"type": feature}] if feature else []}
        for entity_id, feature in entities.items()
    ]
