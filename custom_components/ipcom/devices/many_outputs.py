"""The action `ipcom.set_outputs`: many lights and switches at once, in one frame for each module."""

import asyncio
from collections import defaultdict
from collections.abc import Mapping

import probatio
from homeassistant.core import ServiceCall
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError
from homeassistant.helpers import config_validation as cv

from ..const import DOMAIN
from ..coordinator import IPComCoordinator
from ..library import CommandNotConfirmed, CommandSuperseded, IPComError
from .brightness import FULL
from .relay import RelayEntity

ATTR_LEVEL = "level"
ATTR_LEVELS = "levels"
_LEVEL = probatio.All(probatio.Coerce(int), probatio.Range(min=0, max=FULL))
SCHEMA = {
    probatio.Optional(ATTR_LEVEL): _LEVEL,
    probatio.Optional(ATTR_LEVELS, default=dict): {cv.entity_id: _LEVEL},
}

type _Levels = dict[RelayEntity, int]


async def async_set_outputs(entities: list[RelayEntity], call: ServiceCall) -> None:
    """Set each output to its level, or to the one for all. One error names each output that is not as it should be."""
    groups: defaultdict[IPComCoordinator, _Levels] = defaultdict(dict)
    for entity, level in _levels(entities, call).items():
        groups[entity.coordinator][entity] = level
    failed = await asyncio.gather(*(_async_set(each, levels, call) for each, levels in groups.items()))
    if names := [name for of_group in failed for name in of_group]:
        raise HomeAssistantError(
            translation_domain=DOMAIN,
            translation_key="outputs_not_set",
            translation_placeholders={"names": ", ".join(sorted(names))},
        )


def _levels(entities: list[RelayEntity], call: ServiceCall) -> _Levels:
    """Return the level of each; all of it is judged before anything is sent."""
    own: Mapping[str, int] = call.data[ATTR_LEVELS]
    known = {entity.entity_id for entity in entities}
    level = call.data.get(ATTR_LEVEL)
    without = sorted(known - own.keys() if level is None else ())
    for key, ids in (("level_of_no_target", sorted(own.keys() - known)), ("target_without_level", without)):
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
