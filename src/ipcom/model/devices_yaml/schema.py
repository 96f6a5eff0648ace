"""The JSON schema (draft-07) of a devices.yaml, made from the tables of its reader; pure.

A file that it refuses is one of which the reader says something. The reader says more: what two devices have in
common, and how a value is written (docs/command-line.md, "devices.yaml in an editor").
"""

from __future__ import annotations

from ..devices import Category, DeviceType, RelayRole
from .properties import (
    FLAG,
    NUMBERS,
    RELAYS,
    REQUIRED,
    SAYS,
    SECTIONS,
    SHUTTER_ONLY,
    TEXTS,
    WHOLE_NUMBERS,
)

Schema = dict[str, object]

DRAFT = "http://json-schema.org/draft-07/schema#"
_KEY = r"\S"
"""A key has something that can be seen."""


def devices_schema() -> Schema:
    """Return the schema of a whole file."""
    return {
        "$schema": DRAFT,
        "title": "devices.yaml of ipcom",
        "description": "Which output of an IPCom gateway is what.",
        "type": "object",
        "properties": {section.value: _section(section) for section in Category},
        "additionalProperties": False,
    }


def _section(section: Category) -> Schema:
    return {
        "description": SECTIONS[section],
        "type": ["object", "null"],
        "propertyNames": {"pattern": _KEY},
        "additionalProperties": _device(shutter=section is Category.SHUTTERS),
    }


def _device(*, shutter: bool) -> Schema:
    properties = _properties(RELAYS if shutter else tuple(DeviceType))
    for name in SHUTTER_ONLY:
        if not shutter:
            del properties[name]
    return {
        "type": "object",
        "properties": properties,
        "required": [*REQUIRED, *(SHUTTER_ONLY if shutter else ())],
        "additionalProperties": False,
    }


def _properties(types: tuple[DeviceType, ...]) -> dict[str, Schema]:
    """Return all properties. What is not required may be left open after its colon."""
    found: dict[str, Schema] = {
        name: {"type": "integer", "minimum": 1, "maximum": highest} for name, highest in WHOLE_NUMBERS.items()
    }
    found["type"] = {"enum": [each.value for each in types]}
    found |= {name: {"type": ["string", "null"]} for name in TEXTS}
    found |= {
        name: {"type": ["number", "null"], "minimum": low, "maximum": high}
        for name, (low, high) in NUMBERS.items()
    }
    found[FLAG] = {"type": ["boolean", "null"]}
    found["relay_role"] = {"enum": [each.value for each in RelayRole]}
    found["paired_device"] = {"type": "string", "minLength": 1}
    return {name: {"description": SAYS[name], **schema} for name, schema in found.items()}
