"""The commands that name, change and remove an output or a cover. What stands against it is said as in the flows."""

from dataclasses import replace
from typing import Any

import probatio
from homeassistant.components.websocket_api.connection import ActiveConnection
from homeassistant.components.websocket_api.decorators import websocket_command
from homeassistant.core import HomeAssistant, callback, split_entity_id
from homeassistant.helpers import area_registry as ar

from ..const import (
    CONF_DEVICE_CLASS,
    CONF_DOWN_OUTPUT,
    CONF_ENERGY,
    CONF_ICON,
    CONF_KIND,
    CONF_OUTPUT,
    CONF_PULSE,
    CONF_TILT_DOWN_OUTPUT,
    CONF_TILT_MODEL,
    CONF_TILT_TIME,
    CONF_TILT_UP_OUTPUT,
    CONF_UP_OUTPUT,
    CONF_WATTS,
    MappedKind,
    SubentryType,
)
from ..coordinator import IPComConfigEntry
from ..devices.changes import async_add_device, async_change_device
from ..devices.checks import Mistake
from ..devices.choices import OUTPUTS
from ..devices.kinds import COVER_CLASSES
from ..devices.mapping import MappedDevice, from_subentries
from ..devices.naming import tidy_name
from ..devices.new_entity_id import new_entity_id
from ..devices.rooms import async_prepare_device, async_set_room, room_of
from ..library import TiltModel
from .asked import OF_ENTRY, asked_entry, async_not_found
from .asked_device import TILT_OUTPUTS, asked_device
from .texts import Text, exception_text, text

_SEVERAL = {SubentryType.OUTPUT.value: 1, SubentryType.COVER.value: 2}
"""How many outputs each type has."""
_COVER_KIND = SubentryType.COVER.value
_FIELDS = {
    CONF_OUTPUT: "outputs",
    CONF_UP_OUTPUT: "outputs",
    CONF_DOWN_OUTPUT: "outputs",
    CONF_TILT_UP_OUTPUT: TILT_OUTPUTS,
    CONF_TILT_DOWN_OUTPUT: TILT_OUTPUTS,
}
"""A page has one field for all outputs of a motor."""


def _index(value: object) -> int:
    """Refuse what is no output of a bus."""
    if type(value) is not int or not 0 <= value < OUTPUTS:
        raise probatio.Invalid("no output of a bus")
    return value


def _fitting(asked: dict[str, Any]) -> dict[str, Any]:
    """Refuse what no page asks: a new thing without a name, too many outputs, or a kind or class of the other type."""
    if "name" not in asked and "thing_id" not in asked:
        raise probatio.Invalid("a new thing has a name")
    if len(asked.get("outputs", ())) > _SEVERAL[asked["thing_type"]] or len(asked.get(TILT_OUTPUTS, ())) > 2:
        raise probatio.Invalid("too many outputs")
    cover = asked["thing_type"] == SubentryType.COVER
    if CONF_KIND in asked and cover != (asked[CONF_KIND] == _COVER_KIND):
        raise probatio.Invalid("a kind of the other type")
    if not cover and not asked.keys().isdisjoint((CONF_TILT_MODEL, CONF_TILT_TIME, TILT_OUTPUTS)):
        raise probatio.Invalid("only a cover has slats")
    if cover and asked.get(CONF_DEVICE_CLASS) not in (None, "", *COVER_CLASSES):
        raise probatio.Invalid("no class of a cover")
    return asked


@websocket_command(
    probatio.All(
        probatio.Schema(
            {
                probatio.Required("type"): "ipcom/thing/save",
                **OF_ENTRY,
                probatio.Optional("thing_id"): str,
                probatio.Required("thing_type"): probatio.In(list(_SEVERAL)),
                probatio.Optional("name"): str,
                probatio.Optional(CONF_KIND): probatio.In([*map(str, MappedKind), _COVER_KIND]),
                probatio.Optional(CONF_DEVICE_CLASS): probatio.Any(str, None),
                probatio.Optional("outputs"): [_index],
                probatio.Exclusive("area_id", "room"): probatio.Any(str, None),
                probatio.Exclusive("new_area", "room"): str,
                probatio.Optional("wrong_way", default=False): bool,
                probatio.Optional("confirmed", default=False): bool,
                probatio.Optional(CONF_ICON): probatio.Any(str, None),
                probatio.Optional(CONF_PULSE): probatio.Any(int, float),
                probatio.Optional(CONF_WATTS): probatio.Any(int, float, None),
                probatio.Optional(CONF_ENERGY): bool,
                probatio.Optional(CONF_TILT_MODEL): probatio.In([*map(str, TiltModel), None]),
                probatio.Optional(CONF_TILT_TIME): probatio.Any(int, float, None),
                probatio.Optional(TILT_OUTPUTS): [_index],
            }
        ),
        _fitting,
    )
)
@callback
def save_thing(hass: HomeAssistant, connection: ActiveConnection, msg: dict[str, Any]) -> None:
    """Save what a person has described, at once; or answer what is wrong with it, or what has to be confirmed."""
    if (entry := _entry_of_thing(hass, connection, msg)) is not None:
        connection.send_result(msg["id"], _saved(hass, entry, msg))


@websocket_command(
    {
        probatio.Required("type"): "ipcom/thing/remove",
        **OF_ENTRY,
        probatio.Required("thing_id"): str,
    }
)
@callback
def remove_thing(hass: HomeAssistant, connection: ActiveConnection, msg: dict[str, Any]) -> None:
    """Remove an output or a cover, with its device and its entities; the wiring of the house stays as it is."""
    if (entry := _entry_of_thing(hass, connection, msg)) is not None:
        hass.config_entries.async_remove_subentry(entry, msg["thing_id"])
        connection.send_result(msg["id"], {"removed": True})


def _entry_of_thing(
    hass: HomeAssistant, connection: ActiveConnection, msg: dict[str, Any]
) -> IPComConfigEntry | None:
    """Return the entry that has the thing, if a thing is named; or answer that one of them is not there."""
    if (entry := asked_entry(hass, connection, msg)) is None:
        return None
    if (thing_id := msg.get("thing_id")) is None or thing_id in entry.subentries:
        return entry
    async_not_found(connection, msg, "no_such_thing")
    return None


def _saved(hass: HomeAssistant, entry: IPComConfigEntry, asked: dict[str, Any]) -> dict[str, Any]:
    thing_id: str | None = asked.get("thing_id")
    others = from_subentries(entry.subentries)
    before = None if thing_id is None else others.pop(thing_id)
    after = asked_device(asked, before, others)
    if isinstance(after, Mistake):
        return _mistaken(_FIELDS.get(after.field, after.field), _words(after, asked["thing_type"]))
    if asked.get("area_id") and ar.async_get(hass).async_get_area(asked["area_id"]) is None:
        return _mistaken("area", exception_text("no_such_room"))
    if thing_id is None:
        return {"saved": True, "thing_id": _add(hass, entry, after, _room(hass, asked, None))}
    change = new_entity_id(hass, entry, thing_id, after.platform)
    if change is not None and not asked["confirmed"]:
        confirm = {"before": change.before, "after": change.after, "users": change.users}
        return {"saved": False, "confirm": confirm}
    room = _room(hass, asked, room_of(hass, entry, thing_id))
    if before is not None and before.subentry_type is not after.subentry_type:
        if change is not None:
            after = replace(after, object_id=split_entity_id(change.after)[1])
        hass.config_entries.async_remove_subentry(entry, thing_id)
        return {"saved": True, "thing_id": _add(hass, entry, after, room)}
    async_set_room(hass, entry, thing_id, room)
    async_change_device(hass, entry, thing_id, after)
    return {"saved": True, "thing_id": thing_id}


def _add(hass: HomeAssistant, entry: IPComConfigEntry, device: MappedDevice, area_id: str | None) -> str:
    async_prepare_device(hass, entry, device, area_id)
    return async_add_device(hass, entry, device)


def _room(hass: HomeAssistant, asked: dict[str, Any], present: str | None) -> str | None:
    """Return the area that was chosen, or the one of the name that was typed; without either the present one."""
    if "new_area" in asked:
        name = tidy_name(asked["new_area"])
        return ar.async_get(hass).async_get_or_create(name).id if name else None
    room: str | None = asked.get("area_id", present)
    return room


def _words(mistake: Mistake, thing_type: str) -> Text:
    return text("config_subentries", f"{thing_type}.error.{mistake.words}", {"owner": mistake.owner})


def _mistaken(field: str, words: Text) -> dict[str, Any]:
    return {"saved": False, "mistake": {"field": field, "text": words}}
