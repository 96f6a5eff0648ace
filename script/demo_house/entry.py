"""Setting the integration up as a person does, form by form, over the interface that the frontend uses."""

from __future__ import annotations

from typing import Any

from ipcom.simulator import SimulatedGateway

from .errors import DemoError
from .web import Web

_FLOW = "/api/config/config_entries/flow"


async def set_up_without_devices(web: Web, gateway: SimulatedGateway) -> None:
    """Connect to the gateway, and go on without devices."""
    form = await web.post(_FLOW, {"handler": "ipcom"})
    flow = f"{_FLOW}/{form['flow_id']}"
    await _submit(web, flow, _connection(gateway), expected="menu")
    await _submit(web, flow, {"next_step_id": "without_devices"}, expected="create_entry")


async def set_up_entry(web: Web, gateway: SimulatedGateway) -> None:
    """Connect to the gateway, upload the house's devices.yaml, and import what it describes."""
    form = await web.post(_FLOW, {"handler": "ipcom"})
    flow = f"{_FLOW}/{form['flow_id']}"
    menu = await _submit(web, flow, _connection(gateway), expected="menu")
    if "import_upload" not in menu["menu_options"]:
        raise DemoError(f"no way to upload a file: {menu['menu_options']}")
    await _submit(web, flow, {"next_step_id": "import_upload"}, expected="form")
    file_id = await web.upload("devices.yaml", gateway.house.devices_yaml().encode())
    await _submit(web, flow, {"file": file_id}, expected="form")
    await _submit(web, flow, {}, expected="create_entry")


def _connection(gateway: SimulatedGateway) -> dict[str, object]:
    return {
        "host": gateway.host,
        "port": gateway.port,
        "username": gateway.username,
        "password": gateway.password,
        "bus": "1",
        "bus_type": "minido",
    }


async def _submit(web: Web, flow: str, answers: dict[str, object], *, expected: str) -> dict[str, Any]:
    shown: dict[str, Any] = await web.post(flow, answers)
    if shown["type"] != expected or shown.get("errors"):
        raise DemoError(
            f"the set-up went wrong at step {shown.get('step_id')}: {shown.get('errors') or shown}"
        )
    return shown
