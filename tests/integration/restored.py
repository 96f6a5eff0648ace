"""What Home Assistant remembers of entities from before its start, in any of the versions that the tests run on."""

from collections.abc import Mapping
from typing import Any

from homeassistant.core import HomeAssistant, State
from pytest_homeassistant_custom_component.common import async_mock_load_restore_state_from_storage

KEY = "core.restore_state"


async def async_remember(
    hass: HomeAssistant, hass_storage: dict[str, Any], extras: Mapping[str, Mapping[str, Any]]
) -> None:
    """Store that entities were off, with what else each of them kept, and load it as a start would."""
    rows = []
    for entity_id, extra in extras.items():
        state = State(entity_id, "off")
        last_seen = state.last_updated.isoformat()
        rows.append({"state": state.as_dict(), "extra_data": extra, "last_seen": last_seen})
    hass_storage[KEY] = {"version": 1, "key": KEY, "data": rows}
    await async_mock_load_restore_state_from_storage(hass)
