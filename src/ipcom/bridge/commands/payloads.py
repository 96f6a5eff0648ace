"""Reading the payload of a command: plain words and numbers, or a JSON object."""

from __future__ import annotations

import json
from dataclasses import replace
from math import isfinite
from typing import TYPE_CHECKING, Any, TypeGuard

from ...model.arguments import quoted
from ..bridge_text import BridgeText
from ..things import ThingKind
from ..topics import TopicPart
from .wishes import (
    About,
    GoTo,
    HaltMotor,
    PressImpulse,
    Request,
    RunToEnd,
    SetLevel,
    SwitchTo,
    ToggleOutput,
    Wish,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ...sentence import Message

MAX_PAYLOAD = 4096
"""Bytes; a longer one is not parsed. A scene of 128 things has some 2,500."""
MAX_ID = 64
"""Characters of an id or a session."""
LONGEST_AGE_S = 3600.0

_ON_OFF: Mapping[str, Wish] = {
    "on": SwitchTo(on=True),
    "true": SwitchTo(on=True),
    "off": SwitchTo(on=False),
    "false": SwitchTo(on=False),
    "toggle": ToggleOutput(),
}
_RELAY: Mapping[str, Wish] = {**_ON_OFF, "1": SwitchTo(on=True), "0": SwitchTo(on=False)}
_IMPULSE: Mapping[str, Wish] = {"press": PressImpulse(), "on": PressImpulse()}
_COVER: Mapping[str, Wish] = {
    "open": RunToEnd(up=True),
    "up": RunToEnd(up=True),
    "close": RunToEnd(up=False),
    "down": RunToEnd(up=False),
    "stop": HaltMotor(),
}
_STOP: Mapping[str, Wish] = {"stop": HaltMotor()}
WORDS = {
    ThingKind.SWITCH: _RELAY,
    ThingKind.DIMMER: _ON_OFF,
    ThingKind.IMPULSE: _IMPULSE,
    ThingKind.COVER: _COVER,
}
EXPECTED = {
    (ThingKind.SWITCH, TopicPart.SET): "ON, OFF or TOGGLE",
    (ThingKind.DIMMER, TopicPart.SET): "ON, OFF, TOGGLE or a level of 0 to 100",
    (ThingKind.IMPULSE, TopicPart.SET): "PRESS",
    (ThingKind.COVER, TopicPart.SET): "OPEN, CLOSE, STOP or a position of 0 to 100",
    (ThingKind.COVER, TopicPart.POSITION): "a position of 0 to 100, or STOP",
    (ThingKind.COVER, TopicPart.TILT): "a tilt of 0 to 100, or STOP",
    (ThingKind.COVER, TopicPart.STOP): "STOP",
}
"""What to write, for each topic that there is."""
_ABOUT = ("id", "session", "max_age")
_NUMBERS = {
    ThingKind.DIMMER: ("brightness", "level"),
    ThingKind.COVER: ("position", "tilt"),
}
_IGNORED = ("transition", "color_mode")
"""What Home Assistant may add for lights: nothing here can follow it, and it does no harm."""


class BadPayload(Exception):
    """What is wrong with a payload, and what to write instead."""

    def __init__(self, message: Message, about: About | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.about = about


def read_payload(kind: ThingKind, part: TopicPart, payload: bytes) -> Request:
    """Return what a payload wants of a thing of this kind. Raises `BadPayload`."""
    expected = EXPECTED.get((kind, part))
    if expected is None:
        raise BadPayload(BridgeText.NOT_FOR_THIS_KIND(kind=kind.value, part=part.value))
    if part is TopicPart.STOP:
        return Request(HaltMotor(), _about_of_stop(payload))
    text = _text(payload)
    if not text.startswith("{"):
        return Request(_wish(kind, part, text, expected))
    record = _object(text)
    if kind is ThingKind.COVER and any(_is_stop(value) for value in record.values()):
        return Request(HaltMotor(), _about_of_stop(payload))
    about = about_of(record)
    try:
        return Request(_wish_of(kind, part, record, expected), about)
    except BadPayload as bad:
        raise BadPayload(bad.message, about) from None


def read_scene(payload: bytes) -> tuple[dict[str, object], About]:
    """Return what a scene wants of each thing, not yet understood. Raises `BadPayload`."""
    text = _text(payload)
    if not text.startswith("{"):
        raise BadPayload(BridgeText.SCENE_NOT_AN_OBJECT())
    record = _object(text)
    about = about_of(record)
    wanted = {name: value for name, value in record.items() if name not in _ABOUT}
    if not wanted:
        raise BadPayload(BridgeText.SCENE_NOT_AN_OBJECT(), about)
    return wanted, about


def read_wanted(kind: ThingKind, wanted: object) -> Wish:
    """Return what one value of a scene wants of a thing of this kind. Raises `BadPayload`."""
    expected = EXPECTED[kind, TopicPart.SET]
    if isinstance(wanted, dict):
        return _wish_of(kind, TopicPart.SET, wanted, expected)
    return _wish(kind, TopicPart.SET, wanted, expected)


def about_of(record: Mapping[str, Any]) -> About:
    """Return what an object says of itself. Raises `BadPayload`."""
    about = About(_token(record, "id"))
    try:
        return replace(about, session=_token(record, "session"), max_age=_age(record))
    except BadPayload as bad:
        raise BadPayload(bad.message, about) from None


def _text(payload: bytes) -> str:
    if len(payload) > MAX_PAYLOAD:
        raise BadPayload(BridgeText.PAYLOAD_TOO_LONG(most=MAX_PAYLOAD))
    try:
        return payload.decode("utf-8").strip()
    except UnicodeDecodeError:
        raise BadPayload(BridgeText.PAYLOAD_NOT_TEXT()) from None


def _object(text: str) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise BadPayload(BridgeText.PAYLOAD_NOT_JSON(_why=str(error)[:80])) from None
    assert isinstance(found, dict), "what begins with a brace is an object"
    return found


def _about_of_stop(payload: bytes) -> About:
    """Return what the payload of a stop says of itself; whatever else it says, it stops."""
    try:
        text = _text(payload)
        return about_of(_object(text)) if text.startswith("{") else About()
    except BadPayload as bad:
        return bad.about or About()


def _is_stop(value: object) -> bool:
    """Return whether a value says stop. One that does stops the motor, whatever is wrong beside it."""
    return isinstance(value, str) and value.strip().casefold() in _STOP


def _token(record: Mapping[str, Any], key: str) -> str | None:
    value = record.get(key)
    if value is None:
        return None
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if isinstance(value, str) and 0 < len(value) <= MAX_ID and value.isprintable():
        return value
    expected = f"a text of 1 to {MAX_ID} characters"
    raise BadPayload(BridgeText.PAYLOAD_KEY_WRONG(key=key, value=quoted(value), expected=expected))


def _age(record: Mapping[str, Any]) -> float | None:
    value = record.get("max_age")
    if value is None:
        return None
    if _is_number(value) and 0 < value <= LONGEST_AGE_S:
        return float(value)
    expected = f"seconds, above 0 and up to {LONGEST_AGE_S:.0f}"
    raise BadPayload(BridgeText.PAYLOAD_KEY_WRONG(key="max_age", value=quoted(value), expected=expected))


def _wish_of(kind: ThingKind, part: TopicPart, record: Mapping[str, Any], expected: str) -> Wish:
    """Return what an object wants: `state` or `value` as in a plain payload, or numbers by name."""
    numbers = _NUMBERS.get(kind, ())
    _refuse_unknown(record, ("state", "value", *numbers, *_ABOUT))
    given = {key: record[key] for key in numbers if record.get(key) is not None}
    word = record.get("state", record.get("value"))
    if given and not (isinstance(word, str) and word.casefold() in ("off", "stop")):
        return _wish_of_numbers(kind, given)
    if word is None:
        raise BadPayload(BridgeText.PAYLOAD_EMPTY(expected=expected))
    return _wish(kind, part, word, expected)


def _refuse_unknown(record: Mapping[str, Any], known: tuple[str, ...]) -> None:
    for key in record:
        if key not in known and key not in _IGNORED:
            raise BadPayload(BridgeText.PAYLOAD_UNKNOWN_KEY(key=quoted(key), known=", ".join(known)))


def _wish_of_numbers(kind: ThingKind, given: Mapping[str, Any]) -> Wish:
    for key, value in given.items():
        if not _is_percent(value):
            told = BridgeText.PAYLOAD_KEY_WRONG(
                key=key, value=quoted(value), expected="a number from 0 to 100"
            )
            raise BadPayload(told)
    if kind is ThingKind.DIMMER:
        return SetLevel(round(next(iter(given.values()))))
    return GoTo(given.get("position"), given.get("tilt"))


def _wish(kind: ThingKind, part: TopicPart, value: object, expected: str) -> Wish:
    """Return what a word or a number wants."""
    if isinstance(value, bool):
        value = str(value)
    words = WORDS[kind] if part is TopicPart.SET else _STOP
    if isinstance(value, str):
        found = words.get(value.strip().casefold())
        if found is not None:
            return found
        value = _as_number(value)
    elif kind is ThingKind.SWITCH and _is_number(value) and value in (0, 1):
        return _RELAY[str(int(value))]
    if kind in _NUMBERS and _is_percent(value):
        return _wish_of_percent(kind, part, value)
    raise BadPayload(BridgeText.PAYLOAD_NOT_UNDERSTOOD(payload=quoted(value), expected=expected))


def _wish_of_percent(kind: ThingKind, part: TopicPart, value: float) -> Wish:
    if kind is ThingKind.DIMMER:
        return SetLevel(round(value))
    return GoTo(tilt=float(value)) if part is TopicPart.TILT else GoTo(position=float(value))


def _as_number(text: str) -> object:
    try:
        return float(text)
    except ValueError:
        return text


def _is_number(value: object) -> TypeGuard[float]:
    if isinstance(value, float):
        return isfinite(value)
    return isinstance(value, int) and not isinstance(value, bool)


def _is_percent(value: object) -> TypeGuard[float]:
    return _is_number(value) and 0 <= value <= 100
