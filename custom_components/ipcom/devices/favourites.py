"""The favourite position of a cover, and that of its slats: the first of those that Home Assistant keeps.

They are options of the cover's entity, which its dialog and its card show and edit. Home Assistant knows no owner of them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from homeassistant.components.cover.const import DOMAIN as COVER_DOMAIN
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import entity_registry as er

FAVOURITE_POSITIONS = "favorite_positions"
FAVOURITE_TILTS = "favorite_tilt_positions"
SHOWN_UNTIL_CHOSEN = (0, 25, 75, 100)
"""What the dialog of a cover shows as long as its owner has chosen none: none of them is a favourite yet."""


@dataclass(frozen=True, slots=True)
class Favourite:
    """Where a cover goes to: 0 closed to 100 open, and so for its slats; None where nothing is kept."""

    position: int | None = None
    tilt: int | None = None


@callback
def async_favourite(hass: HomeAssistant, entity_id: str) -> Favourite:
    """Return the favourite of a cover."""
    row = er.async_get(hass).async_get(entity_id)
    return Favourite() if row is None else favourite_of(row.options.get(COVER_DOMAIN, {}))


def favourite_of(options: Mapping[str, Any]) -> Favourite:
    """Return the favourite in the options of a cover's entity."""
    first = (next(iter(_kept(options, key) or ()), None) for key in (FAVOURITE_POSITIONS, FAVOURITE_TILTS))
    return Favourite(*first)


@callback
def async_keep_favourite(hass: HomeAssistant, entity_id: str, favourite: Favourite) -> None:
    """Make this the first favourite of a cover; what is None stays, and so do its other favourites and options."""
    rows = er.async_get(hass)
    if (row := rows.async_get(entity_id)) is None:
        return
    options = dict(row.options.get(COVER_DOMAIN, {}))
    for key, value in ((FAVOURITE_POSITIONS, favourite.position), (FAVOURITE_TILTS, favourite.tilt)):
        if value is not None:
            others = _kept(options, key)
            options[key] = [value, *(each for each in _shown(others) if each != value)]
    rows.async_update_entity_options(entity_id, COVER_DOMAIN, options)


def _kept(options: Mapping[str, Any], key: str) -> list[int] | None:
    """Return the positions that are kept, or None; what is no position is left out, as the dialog does it."""
    kept = options.get(key)
    if not isinstance(kept, list):
        return None
    numbers = (each for each in kept if isinstance(each, int | float) and not isinstance(each, bool))
    return [min(max(round(each), 0), 100) for each in numbers]


def _shown(kept: list[int] | None) -> list[int]:
    return list(SHOWN_UNTIL_CHOSEN) if kept is None else kept
