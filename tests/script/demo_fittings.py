"""The demo house as Home Assistant's registry would list it."""

from typing import Any

from demo_house.fittings import address_of, devices_of

from ipcom.simulator import House

ENTRY = "01ENTRY"


def registry(house: House) -> list[dict[str, Any]]:
    """One row for each thing, the gateway's own, and one of somebody else."""
    own = [_row(f"{_domain(device)}.{device.key}", _unique_id(device)) for device in devices_of(house)]
    return [
        *own,
        _row("binary_sensor.gateway", f"{ENTRY}_connection", translation_key="connection"),
        _row("button.stop", f"{ENTRY}_stop_all_shutters", translation_key="stop_all_shutters"),
        {**_row("light.somebody", "a_3_4"), "platform": "other"},
    ]


def _row(entity_id: str, unique_id: str, translation_key: str | None = None) -> dict[str, Any]:
    return {
        "platform": "ipcom",
        "entity_id": entity_id,
        "unique_id": unique_id,
        "device_id": f"device of {entity_id}",
        "translation_key": translation_key,
    }


def _unique_id(device: Any) -> str:
    address = address_of(device)
    return f"{ENTRY}_{address.module}_{address.output}"


def _domain(device: Any) -> str:
    return {"lights": "light", "switches": "switch"}.get(getattr(device, "category", ""), "cover")
