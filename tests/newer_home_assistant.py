"""A pytest plugin for a Home Assistant that is newer than the test plugin: it keeps names where that one looks.

`python -m pytest -p tests.newer_home_assistant`. Home Assistant is imported here before any other plugin, because it
puts `httpx2` and `probatio` in the place of `httpx` and `voluptuous`, which must not be imported before.
A name moves here when it moves in Home Assistant; what the test plugin's next release knows itself goes away.
"""

from importlib import import_module
from typing import Any

MOVED = {
    "homeassistant.components.logger": ("homeassistant.components.logger.helpers", "_clear_logger_overwrites")
}
"""Where the test plugin looks: where the name is today, and which one it is."""

for place, (home, name) in MOVED.items():
    module = import_module(place)
    if not hasattr(module, name):
        setattr(module, name, getattr(import_module(home), name))


restore_state: Any = import_module("homeassistant.helpers.restore_state")
registry: Any = import_module("homeassistant.helpers.entity_registry")


def _states_of_entities_to_come(kept: Any, states: dict[str, Any]) -> None:
    """Take states to be restored where the test plugin puts them: for entities that get their registry entry later."""
    kept.last_states_by_entity_id = states
    kept.hass.bus.async_listen(
        registry.EVENT_ENTITY_REGISTRY_UPDATED,
        kept._async_entity_registry_entry_created,
        event_filter=restore_state._entity_registry_entry_created_filter,
    )


if hasattr(
    restore_state.RestoreStateData, "async_get_stored_state"
):  # 2026.11: by registry entry, no longer by ID
    restore_state.RestoreStateData.last_states = property(
        lambda kept: kept.last_states_by_entity_id, _states_of_entities_to_come
    )
