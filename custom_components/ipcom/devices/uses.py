"""Who uses an entity: automations and scripts, by name."""

from homeassistant.components.automation import automations_with_entity
from homeassistant.components.script import scripts_with_entity
from homeassistant.core import HomeAssistant


def names_of_users(hass: HomeAssistant, entity_id: str) -> list[str]:
    """Return the names of the automations and scripts that use an entity."""
    users = (*automations_with_entity(hass, entity_id), *scripts_with_entity(hass, entity_id))
    return sorted(_name(hass, user) for user in users)


def _name(hass: HomeAssistant, entity_id: str) -> str:
    state = hass.states.get(entity_id)
    return entity_id if state is None else state.name
