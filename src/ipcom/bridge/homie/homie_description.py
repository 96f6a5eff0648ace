"""The documents in which Homie 5 describes a house and its things, and what an earlier one tells. Pure."""

from __future__ import annotations

import re
from hashlib import sha256
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from .homie_layout import HomieProperty

CONVENTION = "5.0"
_PATH = re.compile(r"[a-z0-9-]+/[a-z0-9-]+")


def child_description(name: str, root: str, properties: Iterable[HomieProperty]) -> dict[str, Any]:
    """Return what a thing is. Its house is its root and its parent."""
    return _versioned({"name": name, "root": root, "parent": root, "nodes": _nodes(properties)})


def root_description(
    name: str, children: Sequence[str], properties: Iterable[HomieProperty]
) -> dict[str, Any]:
    """Return what a house is, and which things it has."""
    return _versioned({"name": name, "children": list(children), "nodes": _nodes(properties)})


def kept_children(document: object) -> list[str]:
    """Return the children that an earlier description names, as far as it can be read."""
    found = document.get("children") if isinstance(document, dict) else None
    return [each for each in found if isinstance(each, str)] if isinstance(found, list) else []


def kept_paths(document: object) -> set[str]:
    """Return the paths of all properties of an earlier description, as far as it can be read."""
    return {
        path
        for node, described in _objects(document, "nodes")
        for each, _ in _objects(described, "properties")
        if _PATH.fullmatch(path := f"{node}/{each}")
    }


def _objects(document: object, key: str) -> Iterable[tuple[str, object]]:
    found = document.get(key) if isinstance(document, dict) else None
    return found.items() if isinstance(found, dict) else ()


def _versioned(document: dict[str, Any]) -> dict[str, Any]:
    """Add the version: a number that is the same as long as the document is."""
    digest = sha256(repr(document).encode()).digest()
    return {"homie": CONVENTION, "version": int.from_bytes(digest[:4]) >> 1, **document}


def _nodes(properties: Iterable[HomieProperty]) -> dict[str, Any]:
    nodes: dict[str, Any] = {}
    for one in properties:
        node = nodes.setdefault(one.node, {"name": one.node.capitalize(), "properties": {}})
        node["properties"][one.id] = _described(one)
    return nodes


def _described(one: HomieProperty) -> Mapping[str, Any]:
    """Return what a property is; what is usual is left out."""
    said = {"name": one.id.capitalize(), "datatype": one.datatype.value, "format": one.format}
    unit = {"unit": one.unit} if one.unit else {}
    flags = {"settable": True} if one.settable else {}
    return {**said, **unit, **flags, **({} if one.retained else {"retained": False})}
