"""The command that keeps where a cover stands as its favourite."""

from typing import Any

import probatio
from homeassistant.components.websocket_api.connection import ActiveConnection
from homeassistant.components.websocket_api.const import ERR_NOT_ALLOWED
from homeassistant.components.websocket_api.decorators import websocket_command
from homeassistant.const import Platform
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import entity_registry as er

from ..const import DOMAIN
from ..coordinator import IPComConfigEntry
from ..devices.favourites import Favourite, async_keep_favourite
from ..devices.mapping import MappedCover, from_subentries, unique_id
from ..devices.shown import shown_position
from .asked import OF_ENTRY, asked_entry, async_not_found, runtime_of


@websocket_command({"type": "ipcom/favourite/keep", **OF_ENTRY, probatio.Required("thing_id"): str})
@callback
def keep_favourite(hass: HomeAssistant, connection: ActiveConnection, msg: dict[str, Any]) -> None:
    """Keep the position of a cover that stands, and that of its slats; answer with them."""
    if (entry := asked_entry(hass, connection, msg)) is None:
        return
    cover = from_subentries(entry.subentries).get(msg["thing_id"])
    entity_id = _entity_of(hass, entry, cover) if isinstance(cover, MappedCover) else None
    if not isinstance(cover, MappedCover) or entity_id is None:
        async_not_found(connection, msg, "no_such_thing")
        return
    where = _where(entry, msg["thing_id"], cover)
    if where.position is None:
        _refuse(connection, msg, cover.name)
        return
    async_keep_favourite(hass, entity_id, where)
    connection.send_result(msg["id"], {"position": where.position, "tilt": where.tilt})


def _entity_of(hass: HomeAssistant, entry: IPComConfigEntry, cover: MappedCover) -> str | None:
    return er.async_get(hass).async_get_entity_id(Platform.COVER, DOMAIN, unique_id(entry.entry_id, cover))


def _where(entry: IPComConfigEntry, thing_id: str, cover: MappedCover) -> Favourite:
    """Return where a cover stands; nothing while it moves, is not known, or its entry is not loaded."""
    runtime = runtime_of(entry)
    shutter = None if runtime is None else runtime.covers.get(thing_id)
    if shutter is None or shutter.moving is not None or shutter.state.tilting is not None:
        return Favourite()
    tilt = shown_position(shutter.tilt) if cover.tilts else None
    return Favourite(shown_position(shutter.position), tilt)


def _refuse(connection: ActiveConnection, msg: dict[str, Any], name: str) -> None:
    connection.send_error(
        msg["id"],
        ERR_NOT_ALLOWED,
        "It is not known where the cover stands",
        translation_domain=DOMAIN,
        translation_key="favourite_unknown",
        translation_placeholders={"name": name},
    )
