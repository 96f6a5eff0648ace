"""The targets of an action for many entities at once: what is named one by one, and what cannot be used now.

Home Assistant leaves out what is not there or of another kind, and an action with nothing left succeeds.
"""

from collections.abc import Collection
from dataclasses import dataclass

from homeassistant.const import ATTR_ENTITY_ID, ENTITY_MATCH_ALL
from homeassistant.core import HomeAssistant, ServiceCall, callback, split_entity_id
from homeassistant.exceptions import ServiceValidationError
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.entity import Entity
from homeassistant.helpers.entity_platform import DATA_DOMAIN_PLATFORM_ENTITIES
from homeassistant.helpers.target import TargetSelection, async_extract_referenced_entity_ids

from ..const import DOMAIN

_GROUPS = "group"


@dataclass(frozen=True, slots=True)
class AskedTargets:
    """What a call is for."""

    named: frozenset[str]
    """Those that are named by their entity IDs, also as members of a group."""
    absent: tuple[str, ...]
    """Those of ours that cannot be used now: their gateway cannot be reached, or they are not set up."""


@callback
def our_entities(hass: HomeAssistant, domains: Collection[str]) -> dict[str, Entity]:
    """Return the entities of all loaded entries in these domains, by entity ID."""
    entities = hass.data.get(DATA_DOMAIN_PLATFORM_ENTITIES, {})
    found = (entities.get((domain, DOMAIN), {}) for domain in domains)
    return {entity_id: entity for each in found for entity_id, entity in each.items()}


@callback
def async_targets(hass: HomeAssistant, call: ServiceCall, domains: Collection[str], key: str) -> AskedTargets:
    """Judge the targets of a call; an entity that is named and is none of ours is an error with this key."""
    ours = our_entities(hass, domains)
    if call.data.get(ATTR_ENTITY_ID) == ENTITY_MATCH_ALL:
        return AskedTargets(frozenset(), _absent(ours, ours.keys()))
    selection = TargetSelection(call.data)
    found = async_extract_referenced_entity_ids(hass, selection)
    if foreign := sorted(each for each in selection.entity_ids if not _is_ours(hass, each, domains)):
        raise ServiceValidationError(
            translation_domain=DOMAIN,
            translation_key=key,
            translation_placeholders={"entities": ", ".join(foreign)},
        )
    missing = {each for each in selection.entity_ids - ours.keys() if split_entity_id(each)[0] != _GROUPS}
    usable = _absent(ours, (found.referenced | found.indirectly_referenced) & ours.keys())
    return AskedTargets(frozenset(found.referenced), tuple(sorted({*usable, *missing})))


def _absent(ours: dict[str, Entity], asked: Collection[str]) -> tuple[str, ...]:
    return tuple(sorted(each for each in asked if not ours[each].available))


def _is_ours(hass: HomeAssistant, entity_id: str, domains: Collection[str]) -> bool:
    """Return whether it is registered as one of ours, set up or not. Of a group, its members count."""
    domain = split_entity_id(entity_id)[0]
    row = er.async_get(hass).async_get(entity_id)
    return domain == _GROUPS or (domain in domains and row is not None and row.platform == DOMAIN)
