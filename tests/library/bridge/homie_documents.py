"""Whether a description is one: Homie 5.0.0, "Device Attributes", "Node Attributes", "Property Attributes"."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

from tests.library.bridge.homie_payloads import format_fault

TOPIC_ID = re.compile(r"[a-z0-9-]+")
DATATYPES = ("integer", "float", "boolean", "string", "enum", "color", "datetime", "duration", "json")
Document = dict[str, Any]


def _text(value: object) -> bool:
    return isinstance(value, str)


def _id(value: object) -> bool:
    return isinstance(value, str) and bool(TOPIC_ID.fullmatch(value))


def _whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _flag(value: object) -> bool:
    return isinstance(value, bool)


def _object(value: object) -> bool:
    return isinstance(value, dict)


def _ids(value: object) -> bool:
    return isinstance(value, list) and all(map(_id, value)) and len(set(value)) == len(value)


def _texts(value: object) -> bool:
    return isinstance(value, list) and all(map(_text, value))


Fields = dict[str, Callable[[object], bool]]
DEVICE: Fields = {
    "homie": lambda value: isinstance(value, str) and bool(re.fullmatch(r"5\.\d+", value)),
    "version": _whole,
    "nodes": _object,
    "name": _text,
    "type": _text,
    "children": _ids,
    "root": _id,
    "parent": _id,
    "extensions": _texts,
}
NODE: Fields = {"name": _text, "type": _text, "properties": _object}
PROPERTY: Fields = {
    "name": _text,
    "datatype": lambda value: value in DATATYPES,
    "format": _text,
    "settable": _flag,
    "retained": _flag,
    "unit": _text,
}


def read_document(device: str, payload: str) -> tuple[Document, list[str]]:
    """Return a description and all that is wrong with it."""
    try:
        document = json.loads(payload)
    except ValueError:
        return {}, ["is no JSON"]
    if not isinstance(document, dict):
        return {}, ["is no object"]
    return document, list(_device_faults(device, document))


def properties(document: Document) -> dict[str, Document]:
    """Return the properties of a description by node and id."""
    return {
        f"{node}/{name}": described
        for node, inside in document.get("nodes", {}).items()
        for name, described in inside.get("properties", {}).items()
    }


def _device_faults(device: str, document: Document) -> Iterator[str]:
    yield from _field_faults("device", document, DEVICE, ("homie", "version"))
    if "root" not in document and "parent" in document:
        yield "device.parent stands without a root"
    for relation in ("root", "parent"):
        if document.get(relation) == device:
            yield f"device.{relation} is the device itself"
    for node, described in _inside(document, "nodes"):
        yield from _named(f"node {node}", node, described, NODE, ())
        for name, inner in _inside(described, "properties"):
            where = f"property {node}/{name}"
            yield from _named(where, name, inner, PROPERTY, ("datatype",))
            if isinstance(inner, dict) and (
                fault := format_fault(str(inner.get("datatype")), inner.get("format"))
            ):
                yield f"{where}.format: {fault}"


def _inside(document: object, key: str) -> list[tuple[str, Any]]:
    found = document.get(key) if isinstance(document, dict) else None
    return list(found.items()) if isinstance(found, dict) else []


def _named(
    where: str, name: str, described: object, fields: Fields, needed: tuple[str, ...]
) -> Iterator[str]:
    if not _id(name):
        yield f"{where} is no topic id"
    if isinstance(described, dict):
        yield from _field_faults(where, described, fields, needed)
    else:
        yield f"{where} is no object"


def _field_faults(where: str, found: Document, fields: Fields, needed: tuple[str, ...]) -> Iterator[str]:
    for key in needed:
        if key not in found:
            yield f"{where}.{key} is missing"
    for key, value in found.items():
        if key not in fields:
            yield f"{where}.{key} is unknown"
        elif not fields[key](value):
            yield f"{where}.{key} is {value!r}"
