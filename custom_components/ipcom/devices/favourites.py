"""The action `ipcom.move_to_favourite`: each cover to the first of its own favourite positions, all at once.

The favourites are Home Assistant's own: options of the cover's entity, which its dialog and its card show and edit.
"""

import asyncio
from collections.abc import Mapping
from typing import Any

from homeassistant.components.cover import ATTR_POSITION, CoverEntity
from homeassistant.components.cover.const import DOMAIN as COVER_DOMAIN
from homeassistant.components.cover.const import CoverEntityFeature
from homeassistant.core import HomeAssistant, ServiceCall, callback
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError
from homeassistant.helpers import entity_registry as er

from ..const import DOMAIN

FAVOURITE_POSITIONS = "favorite_positions"


@callback
def async_favourites(hass: HomeAssistant, entity_id: str) -> list[int]:
    """Return the favourite positions of a cover (0 closed to 100 open); empty if it has none of its own."""
    row = er.async_get(hass).async_get(entity_id)
    options: Mapping[str, Any] = {} if row is None else row.options.get(COVER_DOMAIN, {})
    kept = options.get(FAVOURITE_POSITIONS)
    return [each for each in kept if isinstance(each, int)] if isinstance(kept, list) else []


@callback
def async_keep_favourite(hass: HomeAssistant, entity_id: str, position: int) -> None:
    """Make a position the first favourite of a cover; its other favourites and options stay."""
    rows = er.async_get(hass)
    if (row := rows.async_get(entity_id)) is None:
        return
    others = [each for each in async_favourites(hass, entity_id) if each != position]
    kept = {**row.options.get(COVER_DOMAIN, {}), FAVOURITE_POSITIONS: [position, *others]}
    rows.async_update_entity_options(entity_id, COVER_DOMAIN, kept)


async def async_move_to_favourites(covers: list[CoverEntity], call: ServiceCall) -> None:
    """Start all of them at once. Covers without a favourite, or without positions, are named before any moves."""
    positions = {cover: async_favourites(call.hass, cover.entity_id) for cover in covers}
    if without := [
        cover.entity_id for cover, kept in positions.items() if not kept or not _positioned(cover)
    ]:
        raise ServiceValidationError(
            translation_domain=DOMAIN,
            translation_key="no_favourite",
            translation_placeholders={"entities": ", ".join(sorted(without))},
        )
    outcomes = await asyncio.gather(
        *(_async_move(cover, kept[0], call) for cover, kept in positions.items()), return_exceptions=True
    )
    errors = {cover: each for cover, each in zip(positions, outcomes, strict=True) if each is not None}
    if len(errors) == 1:
        raise next(iter(errors.values()))
    if errors:
        raise HomeAssistantError(
            translation_domain=DOMAIN,
            translation_key="covers_not_moved",
            translation_placeholders={"entities": ", ".join(sorted(cover.entity_id for cover in errors))},
        )


async def _async_move(cover: CoverEntity, position: int, call: ServiceCall) -> None:
    cover.async_set_context(call.context)
    await cover.async_set_cover_position(**{ATTR_POSITION: position})


def _positioned(cover: CoverEntity) -> bool:
    return CoverEntityFeature.SET_POSITION in (cover.supported_features or CoverEntityFeature(0))
