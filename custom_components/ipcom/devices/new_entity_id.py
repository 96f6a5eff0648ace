"""The entity ID that a device gets with a kind of another domain, and who uses the one that it has now."""

from dataclasses import dataclass

from homeassistant.const import Platform
from homeassistant.core import HomeAssistant

from ..coordinator import IPComConfigEntry
from .other_domain import entity_id_in
from .registry_rows import main_row
from .uses import names_of_users


@dataclass(frozen=True, slots=True)
class NewEntityId:
    """What a person is asked about: the entity ID that goes, the one that comes, and the users of the first."""

    before: str
    after: str
    users: list[str]


def new_entity_id(
    hass: HomeAssistant, entry: IPComConfigEntry, subentry_id: str, platform: Platform
) -> NewEntityId | None:
    """Return what changes if the device of a subentry moves to this platform; None if it stays or has no entity."""
    row = main_row(hass, entry, subentry_id)
    if row is None or row.domain == platform:
        return None
    return NewEntityId(row.entity_id, entity_id_in(hass, row, platform), names_of_users(hass, row.entity_id))
