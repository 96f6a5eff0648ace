"""Values of Homie 5: what a thing shows, what a command wants of it, and what a payload asks for. Pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from ..commands.wishes import GoTo, HaltMotor, PressImpulse, RunToEnd, SetLevel, SwitchTo
from ..things import ThingKind
from ..topics import TopicPart
from .homie_layout import (
    ACTION,
    BRIGHTNESS,
    CONFIDENCE,
    IMPULSE,
    LIGHT_POWER,
    MOTION,
    POSITION,
    SWITCH_POWER,
    TILT,
    Datatype,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..commands.wishes import Wish
    from .homie_layout import HomieProperty

Values = dict[str, str]
"""Payloads by the paths of their properties."""
TRUE, FALSE = "true", "false"
_NUMBER = re.compile(r"-?[0-9]{1,19}")
_PARTS = {POSITION.path: TopicPart.POSITION, TILT.path: TopicPart.TILT}
_MOVING = ("opening", "closing")


def values_of(kind: ThingKind, record: Mapping[str, Any]) -> Values:
    """Return what a thing shows; what is not known is left out."""
    if kind is ThingKind.COVER:
        moving = record["state"] in _MOVING
        known = {POSITION.path: record["position"], TILT.path: record.get("tilt")}
        values = {path: str(value) for path, value in known.items() if value is not None}
        return values | {
            MOTION.path: record["state"] if moving else "stopped",
            CONFIDENCE.path: record["confidence"],
        }
    return _level(kind, record["reported"])


def waited_for(kind: ThingKind, record: Mapping[str, Any]) -> Values:
    """Return what a command of the bridge wants, while the gateway does not show it yet."""
    if kind is ThingKind.COVER or record["confirmed"]:
        return {}
    return _level(kind, record["brightness"] if kind is ThingKind.DIMMER else record["state"])


def aims_of(kind: ThingKind, wish: Wish, shown: Mapping[str, str]) -> Values:
    """Return what a command wants of a thing that shows this, as far as the command says it."""
    match wish:
        case SetLevel(percent):
            return _level(kind, percent)
        case SwitchTo(on=False):
            return _level(kind, 0 if kind is ThingKind.DIMMER else "OFF")
        case SwitchTo():
            return {(LIGHT_POWER if kind is ThingKind.DIMMER else SWITCH_POWER).path: TRUE}
        case GoTo(position, tilt):
            wanted = {POSITION.path: position, TILT.path: tilt}
            return {path: str(round(percent)) for path, percent in wanted.items() if percent is not None}
        case RunToEnd(up):
            return {POSITION.path: "100" if up else "0"}
        case HaltMotor():
            return {path: shown[path] for path in (POSITION.path, TILT.path) if path in shown}
    return {}


def event_of(wish: Wish) -> Values:
    """Return what is told once of a command, because no state shows it."""
    match wish:
        case RunToEnd(up):
            return {ACTION.path: "open" if up else "close"}
        case HaltMotor():
            return {ACTION.path: "stop"}
        case PressImpulse():
            return {IMPULSE.path: "press"}
    return {}


def asked_for(one: HomieProperty, payload: str) -> tuple[TopicPart, str] | None:
    """Return the house's own topic and payload for what a controller sets; None if it is no value of the property."""
    part = _PARTS.get(one.path, TopicPart.SET)
    if one.datatype is Datatype.INTEGER:
        return (part, str(int(payload))) if _is_percent(payload) else None
    if one.datatype is Datatype.BOOLEAN:
        return (part, payload) if payload in (TRUE, FALSE) else None
    return (part, payload) if payload in one.format.split(",") else None


def expected_by(one: HomieProperty) -> str:
    """Return what to write, for people."""
    match one.datatype:
        case Datatype.INTEGER:
            return "a whole number from 0 to 100"
        case Datatype.BOOLEAN:
            return f"{TRUE} or {FALSE}"
    return one.format.replace(",", ", ")


def is_same(raw: str, value: str) -> bool:
    """Return whether a payload says the same as a value in its usual form: 040 is 40."""
    return raw == value or (_is_percent(raw) and str(int(raw)) == value)


def _is_percent(payload: str) -> bool:
    return _NUMBER.fullmatch(payload) is not None and 0 <= int(payload) <= 100


def _level(kind: ThingKind, value: int | str) -> Values:
    """Return the values of a relay that is ON or OFF, or of a dimmer at a level."""
    if kind is ThingKind.DIMMER:
        return {LIGHT_POWER.path: TRUE if value else FALSE, BRIGHTNESS.path: str(value)}
    return {SWITCH_POWER.path: TRUE if value == "ON" else FALSE} if kind is ThingKind.SWITCH else {}
