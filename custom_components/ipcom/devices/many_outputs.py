"""The action `ipcom.set_outputs`: many lights and switches at once, in one frame for each module."""

import asyncio
from collections import defaultdict
from collections.abc import Collection, Mapping
from functools import partial
from typing import Any

import probatio
from homeassistant.components.light.const import DOMAIN as LIGHT_DOMAIN
from homeassistant.components.switch.const import DOMAIN as SWITCH_DOMAIN
from homeassistant.core import HomeAssistant, ServiceCall
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError
from homeassistant.helpers import config_validation as cv
from homeassistant.helpers import service

from ..const import DOMAIN
from ..coordinator import IPComCoordinator
from ..library import CommandNotConfirmed, CommandSuperseded, IPComError
from .asked_targets import async_targets, our_entities
from .brightness import FULL
from .relay import RelayEntity

ATTR_LEVEL = "level"
ATTR_LEVELS = "levels"
_LEVEL = probatio.All(probatio.Coerce(int), probatio.Range(min=0, max=FULL))
SCHEMA = {
    probatio.Optional(ATTR_LEVEL): _LEVEL,
    probatio.Optional(ATTR_LEVELS, default=dict): {cv.entity_id: _LEVEL},
}
_DOMAINS = (LIGHT_DOMAIN, SWITCH_DOMAIN)

type _Levels = dict[RelayEntity, int]


async def async_set_outputs(hass: HomeAssistant, call: ServiceCall) -> None:
    """Set each output to its level, or to the one for all. One error names each output that is not as it should be."""
    ours = our_entities(hass, _DOMAINS)
    absent = async_targets(hass, call, _DOMAINS, "no_output_target").absent
    failed = [_name(ours.get(each), each) for each in absent]
    await service.batched_entity_service_call(hass, ours, partial(_async_set_all, absent, failed), call)
    if failed:
        raise HomeAssistantError(
            translation_domain=DOMAIN,
            translation_key="outputs_not_set",
            translation_placeholders={"names": ", ".join(sorted(failed))},
        )


async def _async_set_all(
    absent: Collection[str], failed: list[str], entities: list[Any], call: ServiceCall
) -> None:
    """Set the outputs, and add the names of those that are not shown so."""
    groups: defaultdict[IPComCoordinator, _Levels] = defaultdict(dict)
    for entity, level in _levels(entities, absent, call).items():
        groups[entity.coordinator][entity] = level
    names = await asyncio.gather(*(_async_set(each, levels, call) for each, levels in groups.items()))
    failed += [name for of_group in names for name in of_group]


def _levels(entities: list[RelayEntity], absent: Collection[str], call: ServiceCall) -> _Levels:
    """Return the level of each; all of it is judged before anything is sent."""
    own: Mapping[str, int] = call.data[ATTR_LEVELS]
    known = {entity.entity_id for entity in entities}
    level = call.data.get(ATTR_LEVEL)
    without = sorted(known - own.keys() if level is None else ())
    surplus = sorted(own.keys() - known.union(absent))
    for key, ids in (("level_of_no_target", surplus), ("target_without_level", without)):
        if ids:
            raise ServiceValidationError(
                translation_domain=DOMAIN,
                translation_key=key,
                translation_placeholders={"entities": ", ".join(ids)},
            )
    return {entity: own.get(entity.entity_id, level or 0) for entity in entities}


async def _async_set(coordinator: IPComCoordinator, levels: _Levels, call: ServiceCall) -> list[str]:
    """Set the outputs of one gateway; return the names of those that it does not show so."""
    wanted = {entity.output: entity.value_at(level) for entity, level in levels.items()}
    coordinator.commanded.async_tell(wanted, call.context)
    failed: set[object] = set()
    try:
        await coordinator.client.set_outputs(wanted)
    except CommandSuperseded:
        return []
    except CommandNotConfirmed as error:
        failed = set(error.addresses) or set(wanted)
    except IPComError:
        failed = set(wanted)
    for entity in levels:
        if entity.output not in failed:
            entity.confirmed(wanted[entity.output])
    return [entity.device_name for entity in levels if entity.output in failed]


def _name(entity: object, entity_id: str) -> str:
    """Return what a thing is called; one that is not set up has only its entity ID."""
    return entity.device_name if isinstance(entity, RelayEntity) else entity_id
