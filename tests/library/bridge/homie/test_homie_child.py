"""One thing as a device of Homie."""

import json
from typing import Any

import pytest

from ipcom.bridge.broker.broker_message import Publication
from ipcom.bridge.commands.wishes import PressImpulse, RunToEnd, SwitchTo
from ipcom.bridge.homie.homie_child import HomieChild, HomieState, kept, removal, told_once
from ipcom.bridge.homie.homie_layout import properties_of
from ipcom.bridge.homie.homie_topics import HomieTopics
from ipcom.bridge.things import things_of
from ipcom.simulator.house.house import House

THINGS = things_of(House.demo().devices)
TOPICS = HomieTopics("homie", "home")
RESTING: dict[str, Any] = {"state": "stopped", "position": None, "confidence": "unknown", "wanted": None}


def child(name: str, *, strict: bool = False) -> HomieChild:
    thing = THINGS[name]
    return HomieChild(TOPICS, thing, properties_of(thing.kind, commands=True, strict=strict))


def lamp(state: str, reported: str) -> dict[str, Any]:
    return {"state": state, "reported": reported, "confirmed": state == reported}


def said(messages: list[Publication]) -> list[tuple[str, str]]:
    return [(each.topic.removeprefix("homie/5/home--"), each.payload.decode()) for each in messages]


def test_states_are_kept_exactly_once_and_events_are_not() -> None:
    assert kept("a", "b") == Publication("a", b"b", 2, retain=True)
    assert told_once("a", "b") == Publication("a", b"b", 0)


def test_until_it_was_told_it_only_exists() -> None:
    hall = child("hall")
    assert hall.state(online=True, commanded=True) is HomieState.INIT
    assert said(hall.announcement(HomieState.READY)) == [("hall/$state", "init")]


def test_it_is_announced_with_its_target_before_its_value() -> None:
    hall = child("hall")
    hall.take(lamp("OFF", "OFF"))
    first, document, *rest = said(hall.announcement(hall.state(online=True, commanded=True)))
    assert (first, document[0]) == (("hall/$state", "init"), "hall/$description")
    assert rest == [
        ("hall/switch/power/$target", "false"),
        ("hall/switch/power", "false"),
        ("hall/$state", "ready"),
    ]
    assert hall.state(online=False, commanded=True) is HomieState.LOST
    assert hall.state(online=True, commanded=False) is HomieState.INIT


def test_a_value_that_nobody_commanded_has_no_new_target() -> None:
    hall = child("hall")
    hall.take(lamp("OFF", "OFF"))
    assert said(hall.take(lamp("ON", "ON"))) == [("hall/switch/power", "true")]
    assert said(hall.take(lamp("ON", "ON"))) == []
    assert said(hall.take(lamp("OFF", "ON"))) == []
    assert said(hall.aim(hall.wanted(SwitchTo(on=True)))) == [("hall/switch/power/$target", "true")]
    assert said(hall.take(lamp("OFF", "ON"))) == [("hall/switch/power/$target", "false")]


def test_what_an_earlier_description_alone_names_is_deleted() -> None:
    hall = child("hall")
    hall.take(lamp("OFF", "OFF"))
    earlier: dict[str, Any] = {
        "nodes": {"light": {"properties": {"power": {}}}, "switch": {"properties": {"power": {}}}}
    }
    found = said(hall.announcement(HomieState.READY, earlier))
    assert [each for each in found if not each[1]] == [
        ("hall/light/power", ""),
        ("hall/light/power/$target", ""),
    ]


def test_a_shutter_has_a_position_once_it_is_known() -> None:
    left = child("living-left-u")
    left.take(RESTING)
    assert "shutter/position" not in {one.path for one in left.described}
    assert said(left.aim(left.wanted(RunToEnd(up=True)))) == []
    left.take(RESTING | {"position": 50})
    assert "shutter/position" in {one.path for one in left.described}
    found = dict(said(left.announcement(HomieState.READY)))
    assert found["living-left-u/shutter/position/$target"] == "100"
    document = json.loads(found["living-left-u/$description"])
    assert set(document["nodes"]["shutter"]["properties"]) == {"position", "motion", "confidence", "action"}
    left.take(RESTING)
    assert "shutter/position" in {one.path for one in left.described}, "the last known one stays"


@pytest.mark.parametrize(
    ("strict", "events"), [(False, [("living-left-u/shutter/action", "open")]), (True, [])]
)
def test_a_command_that_is_no_state_is_told_once(strict: bool, events: list[tuple[str, str]]) -> None:
    left = child("living-left-u", strict=strict)
    assert said(left.events_of(RunToEnd(up=True))) == events
    assert said(left.events_of(PressImpulse())) == []


def test_the_state_of_what_is_gone_is_deleted_first() -> None:
    found = said(list(removal(TOPICS, "home--x")))
    assert found[:2] == [("x/$state", ""), ("x/$description", "")]
    assert ("x/switch/power/$target", "") in found
    assert all(payload == "" for _, payload in found)
