"""Whether a payload is a value of a property: Homie 5.0.0, "Payloads" and "Formats"."""

from __future__ import annotations

import json
import re
from datetime import datetime
from math import isfinite
from typing import Any

_INTEGER = re.compile(r"-?\d+")
_FLOAT = re.compile(r"-?(\d+\.?\d*|\.\d+)([eE]-?\d+)?")
_DURATION = re.compile(r"PT(?=\d)(\d+H)?(\d+M)?(\d+S)?")
_COLOURS = {"rgb": (255, 255, 255), "hsv": (360, 100, 100), "xyz": (1, 1)}
EMPTY_STRING = "\0"


def is_integer(text: str) -> bool:
    return bool(_INTEGER.fullmatch(text)) and -(2**63) <= int(text) < 2**63


def is_float(text: str) -> bool:
    return bool(_FLOAT.fullmatch(text)) and isfinite(float(text))


def format_fault(datatype: str, form: str | None) -> str | None:
    """Return what is wrong with the format of a datatype."""
    if form is None:
        return f"{datatype} needs a format" if datatype in ("enum", "color") else None
    if datatype in ("integer", "float"):
        return _range_fault(datatype, form)
    entries = form.split(",")
    if datatype in ("enum", "color", "boolean") and "" in entries:
        return f"an entry of {form!r} is empty"
    if datatype in ("enum", "color") and len(set(entries)) < len(entries):
        return f"an entry of {form!r} stands twice"
    if datatype == "boolean" and len(entries) != 2:
        return f"{form!r} has not two entries"
    if datatype == "color" and not set(entries) <= set(_COLOURS):
        return f"{form!r} names an unknown kind of colour"
    if datatype == "json" and not _is_json(form, dict):
        return f"{form!r} is no schema"
    return None


def _range_fault(datatype: str, form: str) -> str | None:
    parts = form.split(":")
    is_number = is_integer if datatype == "integer" else is_float
    if not 2 <= len(parts) <= 3 or not all(part == "" or is_number(part) for part in parts):
        return f"{form!r} is no range"
    if parts[0] and parts[1] and float(parts[0]) > float(parts[1]):
        return f"{form!r} begins above its end"
    if len(parts) == 3 and not (parts[2] and float(parts[2]) > 0):
        return f"the step of {form!r} is not above 0"
    return None


def value_fault(described: dict[str, Any], payload: str) -> str | None:
    """Return why a payload is no value of a property."""
    datatype, form = described["datatype"], described.get("format")
    if payload == "":
        return "an empty payload deletes"
    match datatype:
        case "integer" | "float":
            right = (is_integer if datatype == "integer" else is_float)(payload) and _in_range(payload, form)
        case "boolean":
            right = payload in ("true", "false")
        case "enum":
            right = payload in (form or "").split(",")
        case "color":
            right = _is_colour(payload, form or "")
        case "datetime":
            right = _is_time(payload)
        case "duration":
            right = bool(_DURATION.fullmatch(payload))
        case "json":
            right = _is_json(payload, dict, list)
        case _:
            right = payload == EMPTY_STRING or EMPTY_STRING not in payload
    return None if right else f"{payload!r} is no {datatype} of the format {form!r}"


def _in_range(payload: str, form: str | None) -> bool:
    low, high, *step = (form or ":").split(":")
    value = float(payload)
    if (low and value < float(low)) or (high and value > float(high)):
        return False
    base = float(low or high or payload)
    return not step or ((value - base) / float(step[0])).is_integer()


def _is_colour(payload: str, form: str) -> bool:
    kind, *numbers = payload.split(",")
    most = _COLOURS.get(kind, ())
    return (
        kind in form.split(",")
        and len(numbers) == len(most)
        and all(is_float(each) and 0 <= float(each) <= top for each, top in zip(numbers, most, strict=True))
    )


def _is_time(payload: str) -> bool:
    try:
        datetime.fromisoformat(payload)
    except ValueError:
        return False
    return True


def _is_json(text: str, *kinds: type) -> bool:
    try:
        return isinstance(json.loads(text), kinds)
    except ValueError:
        return False
