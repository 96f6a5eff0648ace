"""Descriptions as documents, held against the checker."""

import json
from typing import Any

import pytest

from ipcom.bridge.homie.homie_description import (
    child_description,
    kept_children,
    kept_paths,
    root_description,
)
from ipcom.bridge.homie.homie_layout import GATEWAY, properties_of
from ipcom.bridge.things import ThingKind
from tests.library.bridge.homie_documents import properties, read_document


@pytest.mark.parametrize("kind", list(ThingKind))
@pytest.mark.parametrize("commands", [True, False])
def test_a_thing_is_described_by_the_convention(kind: ThingKind, commands: bool) -> None:
    shown = properties_of(kind, commands=commands, strict=False)
    document, faults = read_document("home--x", json.dumps(child_description("Hall", "home", shown)))
    assert faults == []
    assert (document["root"], document["parent"], document["name"]) == ("home", "home", "Hall")
    assert list(properties(document)) == [one.path for one in shown]


def test_a_property_says_what_is_unusual() -> None:
    shown = properties_of(ThingKind.COVER, commands=True, strict=False)
    described = properties(child_description("Left", "home", shown))
    assert described["shutter/position"] == {
        "name": "Position",
        "datatype": "integer",
        "format": "0:100",
        "unit": "%",
        "settable": True,
    }
    assert described["wall/press"] == {
        "name": "Press",
        "datatype": "enum",
        "format": "up,down,stop",
        "retained": False,
    }


def test_a_house_names_its_children() -> None:
    document, faults = read_document("home", json.dumps(root_description("home", ["home--x"], [GATEWAY])))
    assert faults == []
    assert document["children"] == ["home--x"]
    assert not {"root", "parent"} & set(document)


def test_the_version_changes_with_the_document_and_never_else() -> None:
    first, again = (root_description("home", ["home--x"], [GATEWAY]) for _ in range(2))
    assert first == again
    assert root_description("home", ["home--x", "home--y"], [GATEWAY])["version"] != first["version"]
    assert 0 <= first["version"] < 2**31


@pytest.mark.parametrize(
    "document", [None, 5, [], {"children": "x"}, {"nodes": []}, {"nodes": {"a": {"properties": 1}}}]
)
def test_what_cannot_be_read_tells_nothing(document: Any) -> None:
    assert kept_children(document) == []
    assert kept_paths(document) == set()


def test_what_an_earlier_description_tells() -> None:
    earlier = {
        "children": ["home--x", 5],
        "nodes": {"light": {"properties": {"power": {}, "a/b": {}}}, "x/y": {"properties": {"z": {}}}},
    }
    assert kept_children(earlier) == ["home--x"]
    assert kept_paths(earlier) == {"light/power"}
