"""One thing of each kind, on a dashboard of its own."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page

from .album import take
from .browser import LoggedIn, Screen
from .frontend import act

SCREEN = Screen(1100, 690)
PATH = "each-kind"
LOAD_MS = 4_000
_ASK = "message => document.querySelector('home-assistant').hass.callWS(message)"
_ADD = """async ([entry, outputs]) => {
  const hass = document.querySelector('home-assistant').hass;
  const flows = 'config/config_entries/subentries/flow';
  for (const output of outputs) {
    const flow = await hass.callApi('POST', flows, {handler: [entry, 'output']});
    await hass.callApi('POST', `${flows}/${flow.flow_id}`, output);
  }
}"""


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
    "button.press": "button.front_door",
}


def kinds(visitor: LoggedIn) -> None:
    """Add one of each kind as the form does, and show them."""
    with visitor.page(SCREEN, "/") as page:
        page.wait_for_timeout(LOAD_MS)
        (entry,) = page.evaluate(_ASK, {"type": "config_entries/get", "domain": "ipcom"})
        page.evaluate(_ADD, [entry["entry_id"], OUTPUTS])
        page.wait_for_timeout(LOAD_MS)
        for action, entity_id in ON.items():
            act(page, action, entity_id)
        _make_dashboard(page)
    with visitor.page(SCREEN, f"/{PATH}/kinds") as page:
        page.wait_for_timeout(LOAD_MS)
        take(page, "kinds")


def _make_dashboard(page: Page) -> None:
    view = {
        "type": "sections",
        "title": "One of each kind",
        "path": "kinds",
        "max_columns": 2,
        "sections": [{"type": "grid", "cards": _tiles(entities)} for entities in (LEFT, RIGHT)],
    }
    page.evaluate(_ASK, {"type": "lovelace/dashboards/create", "url_path": PATH, "title": "Kinds"})
    page.evaluate(_ASK, {"type": "lovelace/config/save", "url_path": PATH, "config": {"views": [view]}})


def _tiles(entities: dict[str, str]) -> list[dict[str, Any]]:
    return [
        {"type": "tile", "entity": entity_id, "features": [{"type": feature}] if feature else []}
        for entity_id, feature in entities.items()
    ]
