"""Moves a registry row to another domain, for a kind that has changed: a light becomes a switch.

Home Assistant cannot change the domain of a row. A new row takes everything over that a person has chosen.
"""

from homeassistant.const import Platform
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import device_registry as dr
from homeassistant.helpers import entity_registry as er

from ..const import DOMAIN
from ..coordinator import IPComConfigEntry


def entity_id_in(hass: HomeAssistant, row: er.RegistryEntry, platform: Platform) -> str:
    """Return the entity ID that a row would have in another domain: its object ID, if it is free there."""
    return er.async_get(hass).async_get_available_entity_id(platform, _object_id(row))


@callback
def async_move_to_domain(
    hass: HomeAssistant, entry: IPComConfigEntry, row: er.RegistryEntry, platform: Platform
) -> None:
    """Make the row anew in another domain, with its object ID, name, icon, room, labels and exposure.

    A row that is there already stays as it is. A room of its own goes to the device: Home Assistant refuses it for a
    row without a name of its own.
    """
    entities = er.async_get(hass)
    entities.async_remove(row.entity_id)
    if entities.async_get_entity_id(platform, DOMAIN, row.unique_id) is not None:
        return
    new = entities.async_get_or_create(
        platform,
        DOMAIN,
        row.unique_id,
        suggested_object_id=_object_id(row),
        config_entry=entry,
        config_subentry_id=row.config_subentry_id,
        device_id=row.device_id,
        has_entity_name=row.has_entity_name,
        original_name=row.original_name,
    )
    wanted = entities.async_get_available_entity_id(
        platform, _object_id(row), current_entity_id=new.entity_id
    )
    if row.area_id is not None and row.name is None and row.device_id is not None:
        dr.async_get(hass).async_update_device(row.device_id, area_id=row.area_id)
    moved = entities.async_update_entity(
        new.entity_id,
        new_entity_id=wanted,
        aliases=row.aliases,
        area_id=row.area_id if row.name is not None else None,
        categories=row.categories,
        device_class=None,
        disabled_by=row.disabled_by,
        hidden_by=row.hidden_by,
        icon=row.icon,
        labels=row.labels,
        name=row.name,
    )
    for domain, options in row.options.items():
        if domain != row.domain:
            entities.async_update_entity_options(moved.entity_id, domain, options)


def _object_id(row: er.RegistryEntry) -> str:
    return row.entity_id.partition(".")[2]
