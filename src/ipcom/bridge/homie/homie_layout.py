"""What the things of a house are in Homie 5: their nodes and properties (docs/bridge-homie.md). Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from ..things import ThingKind

if TYPE_CHECKING:
    from collections.abc import Sequence


class Datatype(StrEnum):
    """The types of values that are used here."""

    BOOLEAN = "boolean"
    INTEGER = "integer"
    ENUM = "enum"


@dataclass(frozen=True, slots=True)
class HomieProperty:
    """A property of a node; its name for people is its id with a capital."""

    node: str
    id: str
    datatype: Datatype
    format: str
    unit: str = ""
    settable: bool = False
    retained: bool = True
    """Whether it is a state; an event is told once."""
    aims: bool = False
    """Whether `$target` says what a command wants of it."""

    @property
    def path(self) -> str:
        """What its topic ends with."""
        return f"{self.node}/{self.id}"


_PERCENT = "0:100"
SWITCH_POWER = HomieProperty("switch", "power", Datatype.BOOLEAN, "off,on", aims=True)
LIGHT_POWER = HomieProperty("light", "power", Datatype.BOOLEAN, "off,on", aims=True)
BRIGHTNESS = HomieProperty("light", "brightness", Datatype.INTEGER, _PERCENT, "%", aims=True)
POSITION = HomieProperty("shutter", "position", Datatype.INTEGER, _PERCENT, "%", aims=True)
TILT = HomieProperty("shutter", "tilt", Datatype.INTEGER, _PERCENT, "%", aims=True)
MOTION = HomieProperty("shutter", "motion", Datatype.ENUM, "opening,closing,stopped")
CONFIDENCE = HomieProperty("shutter", "confidence", Datatype.ENUM, "known,estimated,unknown")
ACTION = HomieProperty("shutter", "action", Datatype.ENUM, "open,close,stop", retained=False)
IMPULSE = HomieProperty("impulse", "press", Datatype.ENUM, "press", retained=False)
WALL = HomieProperty("wall", "press", Datatype.ENUM, "on,off", retained=False)
SHUTTER_WALL = replace(WALL, format="up,down,stop")
GATEWAY = HomieProperty("gateway", "online", Datatype.BOOLEAN, "offline,online")
"""The one property of the house itself."""

_STATES: dict[ThingKind, tuple[HomieProperty, ...]] = {
    ThingKind.SWITCH: (SWITCH_POWER,),
    ThingKind.DIMMER: (LIGHT_POWER, BRIGHTNESS),
    ThingKind.IMPULSE: (),
    ThingKind.COVER: (POSITION, TILT, MOTION, CONFIDENCE),
}
STATE_PATHS = tuple(one.path for of_kind in _STATES.values() for one in of_kind)
"""All that the broker may have kept of a thing, whatever its kind was."""


def properties_of(kind: ThingKind, *, commands: bool, strict: bool) -> Sequence[HomieProperty]:
    """Return the properties of a thing of this kind.

    Homie carries no session: in a strict house its commands move nothing, and stop what moves.
    """
    settable = commands and not (strict and kind.is_delicate)
    states = [
        replace(one, settable=settable and one.aims, aims=commands and one.aims) for one in _STATES[kind]
    ]
    return [*states, *_events(kind, commands=commands, settable=settable)]


def _events(kind: ThingKind, *, commands: bool, settable: bool) -> list[HomieProperty]:
    """Return what is told once: presses at the wall, and commands that are no state."""
    wall = SHUTTER_WALL if kind is ThingKind.COVER else WALL
    if not commands:
        return [wall]
    if kind is ThingKind.COVER:
        return [replace(ACTION, settable=True, format=ACTION.format if settable else "stop"), wall]
    return [replace(IMPULSE, settable=settable), wall] if kind is ThingKind.IMPULSE else [wall]
