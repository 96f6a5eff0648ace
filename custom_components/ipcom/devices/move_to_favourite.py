"""The action `ipcom.move_to_favourite`: each cover to its own favourite position, all at once."""

import asyncio
from collections.abc import Iterable
from functools import partial
from typing import Any, Protocol

from homeassistant.components.cover import CoverEntity
from homeassistant.components.cover.const import DOMAIN as COVER_DOMAIN
from homeassistant.components.cover.const import CoverEntityFeature
from homeassistant.core import Context, HomeAssistant, ServiceCall
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError
from homeassistant.helpers import service

from ..const import DOMAIN
from .asked_targets import AskedTargets, async_targets, our_entities
from .favourites import Favourite, async_favourite


class _Movable(Protocol):
    """The part of a cover of ours that moves it."""

    supported_features: CoverEntityFeature | None

    def async_set_context(self, context: Context) -> None: ...
    async def async_set_cover_position(self, *, position: int) -> None: ...
    async def async_set_position_and_tilt(self, position: int, tilt_position: int) -> None: ...


async def async_move_to_favourite(hass: HomeAssistant, call: ServiceCall) -> None:
    """Start all covers at once. Those that are named without a favourite are told before any moves.

    Of a room, or of the whole house, those with a favourite move. One error names all that did not move as asked.
    """
    targets = async_targets(hass, call, (COVER_DOMAIN,), "no_cover_target")
    failed: dict[str, BaseException | None] = dict.fromkeys(targets.absent)
    move = partial(_async_move_all, targets, failed)
    await service.batched_entity_service_call(hass, our_entities(hass, (COVER_DOMAIN,)), move, call)
    if len(failed) == 1 and (error := next(iter(failed.values()))) is not None:
        raise error
    if failed:
        raise _error(HomeAssistantError, "covers_not_moved", failed)


async def _async_move_all(
    targets: AskedTargets, failed: dict[str, BaseException | None], covers: list[Any], call: ServiceCall
) -> None:
    """Move the covers, and add the errors of those that did not."""
    favourites = {cover: async_favourite(call.hass, cover.entity_id) for cover in covers}
    able = {cover: each for cover, each in favourites.items() if _can_go(cover, each)}
    without = [cover.entity_id for cover in covers if cover not in able]
    named = targets.named.intersection(without)
    if named or not able:
        raise _error(ServiceValidationError, "no_favourite", named or without)
    moves = (_async_move(cover, favourite, call) for cover, favourite in able.items())
    outcomes = await asyncio.gather(*moves, return_exceptions=True)
    failed.update(
        {cover.entity_id: each for cover, each in zip(able, outcomes, strict=True) if each is not None}
    )


def _can_go(cover: CoverEntity, favourite: Favourite) -> bool:
    """Return whether it has a position to go to, and can go to positions."""
    features = cover.supported_features or CoverEntityFeature(0)
    return favourite.position is not None and CoverEntityFeature.SET_POSITION in features


async def _async_move(cover: _Movable, favourite: Favourite, call: ServiceCall) -> None:
    assert favourite.position is not None
    cover.async_set_context(call.context)
    slats = CoverEntityFeature.SET_TILT_POSITION in (cover.supported_features or CoverEntityFeature(0))
    if slats and favourite.tilt is not None:
        await cover.async_set_position_and_tilt(favourite.position, favourite.tilt)
    else:
        await cover.async_set_cover_position(position=favourite.position)


def _error[ErrorT: HomeAssistantError](kind: type[ErrorT], key: str, entity_ids: Iterable[str]) -> ErrorT:
    return kind(
        translation_domain=DOMAIN,
        translation_key=key,
        translation_placeholders={"entities": ", ".join(sorted(entity_ids))},
    )
