"""The state, the registry row and the device of an entity; a missing one fails the test."""

from homeassistant.core import HomeAssistant, State
from homeassistant.helpers import device_registry as dr
from homeassistant.helpers import entity_registry as er


def state_of(hass: HomeAssistant, entity_id: str) -> State:
    """Return the state of an entity."""
    state = hass.states.get(entity_id)
    assert state is not None, f"{entity_id} has no state"
    return state


def row_of(hass: HomeAssistant, entity_id: str) -> er.RegistryEntry:
    """Return the registry row of an entity."""
    row = er.async_get(hass).async_get(entity_id)
    assert row is not None, f"{entity_id} is not registered"
    return row


def device_of(hass: HomeAssistant, entity_id: str) -> dr.DeviceEntry:
    """Return the device of an entity."""
    device_id = row_of(hass, entity_id).device_id
    assert device_id is not None, f"{entity_id} has no device"
    device = dr.async_get(hass).async_get(device_id)
    assert isinstance(device, dr.DeviceEntry)
    return device


def entity_at(hass: HomeAssistant, platform: str, unique_id: str) -> str:
    """Return the entity ID of a unique ID, whatever room and name have made of it."""
    entity_id = er.async_get(hass).async_get_entity_id(platform, "ipcom", unique_id)
    assert entity_id is not None, f"there is no {platform} {unique_id}"
    return entity_id
