"""The checker of Homie finds nothing wrong with what is right, and each fault that is put into it."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from tests.library.bridge.homie_checker import Heard, HomieChecker, faults_of
from tests.library.bridge.homie_payloads import format_fault, value_fault

POWER = {"datatype": "boolean", "format": "off,on", "settable": True}
LEVEL = {"datatype": "integer", "format": "0:100", "unit": "%", "settable": True}
BELL = {"datatype": "enum", "format": "press", "retained": False}


def described(version: int = 1, **fields: Any) -> dict[str, Any]:
    return {"homie": "5.0", "version": version, **fields}


def lamp(version: int = 1, **fields: Any) -> dict[str, Any]:
    nodes = {"light": {"name": "Light", "properties": {"power": POWER, "level": LEVEL, "bell": BELL}}}
    return described(version, name="Lamp", root="home", parent="home", nodes=nodes, **fields)


def kept(rest: str, payload: Any, **other: Any) -> Heard:
    text = payload if isinstance(payload, str) else json.dumps(payload)
    return Heard(f"homie/5/{rest}", text.encode(), **{"qos": 2, "retain": True, **other})


def told(rest: str, payload: str, **other: Any) -> Heard:
    return kept(rest, payload, **{"qos": 0, "retain": False, **other})


START = [
    kept("lamp/$state", "init"),
    kept("lamp/$description", lamp()),
    kept("lamp/light/power/$target", "false"),
    kept("lamp/light/power", "false"),
    kept("lamp/light/level/$target", "0"),
    kept("lamp/light/level", "0"),
    kept("lamp/$state", "ready"),
    kept("home/$state", "init"),
    kept("home/$description", described(children=["lamp"])),
    kept("home/$state", "ready"),
]
DAY = [
    told("lamp/light/power/set", "true", qos=1),
    kept("lamp/light/power/$target", "true"),
    kept("lamp/light/power", "true"),
    kept("lamp/light/power", "false"),
    told("lamp/light/bell", "press"),
    told("lamp/$log/warn", "the bell is loud"),
    kept("lamp/$alert/bulb", "the bulb is old"),
    told("$broadcast/alarm/loud", "fire", qos=1),
]
LEFT_AND_CAME_BACK = [
    kept("home/$state", "lost"),
    kept("lamp/$description", lamp(2)),
    kept("home/$state", "init"),
    kept("home/$state", "ready"),
]
REMOVED = [
    kept("home/$state", "init"),
    kept("home/$description", described(3, children=[])),
    kept("home/$state", "ready"),
    kept("lamp/$state", ""),
    kept("lamp/$description", ""),
    *(kept(f"lamp/light/{name}", "") for name in ("power", "power/$target", "level", "level/$target")),
    kept("lamp/$alert/bulb", ""),
]
ALL = [*START, *DAY, *LEFT_AND_CAME_BACK, *REMOVED]


def test_nothing_is_wrong_with_what_is_right() -> None:
    assert faults_of(START) == []
    assert faults_of(ALL) == []


def test_a_device_may_have_a_domain_of_its_own() -> None:
    other = [
        Heard(each.topic.replace("homie", "house"), each.payload, each.qos, each.retain) for each in START
    ]
    assert faults_of(other, "house") == []
    assert len(faults_of(other)) == len(other)


def test_a_command_by_another_way_may_change_a_target() -> None:
    checker = HomieChecker()
    for message in START:
        checker.hear(message)
    checker.commanded("lamp")
    checker.hear(kept("lamp/light/power/$target", "true"))
    assert checker.finish() == []


def without(index: int) -> list[Heard]:
    return START[:index] + START[index + 1 :]


def replaced(index: int, message: Heard) -> list[Heard]:
    return [*START[:index], message, *START[index + 1 :]]


def documented(change: Callable[[dict[str, Any]], object]) -> list[Heard]:
    """The lamp with another description."""
    document = json.loads(json.dumps(lamp()))
    change(document)
    return replaced(1, kept("lamp/$description", document))


def prop(name: str, **change: Any) -> list[Heard]:
    """The lamp with a property described otherwise; None takes a field away."""

    def changed(document: dict[str, Any]) -> None:
        found = document["nodes"]["light"]["properties"][name]
        found |= change
        for key in [key for key, value in found.items() if value is None]:
            del found[key]

    return documented(changed)


FAULTS: dict[str, tuple[list[Heard], str]] = {
    "a state that there is not": (replaced(6, kept("lamp/$state", "alert")), "is no state"),
    "a state that is not kept": (replaced(6, kept("lamp/$state", "ready", retain=False)), "is not retained"),
    "a state at least once": (replaced(6, kept("lamp/$state", "ready", qos=1)), "has QoS 1"),
    "a value that is not kept": (
        replaced(3, kept("lamp/light/power", "false", retain=False)),
        "is not retained",
    ),
    "a target at most once": (replaced(2, kept("lamp/light/power/$target", "false", qos=0)), "has QoS 0"),
    "an event that is kept": ([*START, told("lamp/light/bell", "press", retain=True)], "is retained"),
    "an event exactly once": ([*START, told("lamp/light/bell", "press", qos=2)], "told with QoS 0"),
    "an event with a target": ([*START, told("lamp/light/bell/$target", "press")], "has no target"),
    "a log that is kept": ([*START, told("lamp/$log/warn", "x", retain=True)], "is retained"),
    "a level of a log": ([*START, told("lamp/$log/notice", "x")], "no topic of the convention"),
    "an alert that is not kept": ([*START, told("lamp/$alert/bulb", "x")], "is not retained"),
    "capitals in a device": ([kept("Lamp/$state", "init")], "no valid id"),
    "capitals in a property": ([*START, kept("lamp/light/Power", "true")], "no topic of the convention"),
    "an underscore in a node": ([*START, kept("lamp/light_1/power", "true")], "no topic of the convention"),
    "another version": (
        [Heard("homie/4/lamp/$state", b"init", 2, retain=True)],
        "no topic of the convention",
    ),
    "an attribute of version 4": ([*START, kept("lamp/$name", "Lamp")], "no topic of the convention"),
    "a topic below a value": ([*START, kept("lamp/light/power/value", "true")], "no topic of the convention"),
    "a byte order mark": ([*START, kept("lamp/$state", "\ufeffready")], "byte order mark"),
    "other text than UTF-8": ([*START, Heard("homie/5/lamp/$state", b"\xff", 2, retain=True)], "no UTF-8"),
    "before the state": (without(0), "does not exist yet"),
    "ready without a description": (
        [kept("lamp/$state", "init"), kept("lamp/$state", "ready")],
        "ready without a description",
    ),
    "ready without a value": (without(3), "ready without a value of light/power"),
    "described while ready": (
        [*START, kept("lamp/$description", lamp(2))],
        "changes while the device is ready",
    ),
    "the house described while ready": (
        [*START, kept("home/$description", described(2))],
        "changes while the device is ready",
    ),
    "the old version": (
        [*START, kept("lamp/$state", "init"), kept("lamp/$description", lamp(extensions=[]))],
        "without a new version",
    ),
    "what is not described": ([*START, kept("lamp/light/hue", "1")], "is not described"),
    "what is described deleted": ([*START, kept("lamp/light/power", "")], "is deleted and described"),
    "a value of another type": ([*START, kept("lamp/light/power", "ON")], "is no boolean"),
    "a value above its range": ([*START, kept("lamp/light/level", "101")], "is no integer"),
    "an event of another kind": ([*START, told("lamp/light/bell", "ring")], "is no enum"),
    "a target of another type": ([*START, kept("lamp/light/power/$target", "1")], "is no boolean"),
    "a target after the first value": (
        [*without(2), kept("lamp/light/power/$target", "false")],
        "after the first",
    ),
    "a target of a wall press": ([*START, kept("lamp/light/power/$target", "true")], "without a command"),
    "a target that was not set": (
        [*START, told("lamp/light/level/set", "040"), kept("lamp/light/level/$target", "40")],
        "'040' was set",
    ),
    "a command that was kept": (
        [*START, told("lamp/light/power/set", "true", retain=True), kept("lamp/light/power/$target", "true")],
        "without a command",
    ),
    "no JSON": (replaced(1, kept("lamp/$description", "{")), "is no JSON"),
    "no object": (replaced(1, kept("lamp/$description", "[]")), "is no object"),
    "no version of the convention": (documented(lambda d: d.pop("homie")), "device.homie is missing"),
    "a patch level": (documented(lambda d: d.update(homie="5.0.0")), "device.homie is"),
    "no version": (documented(lambda d: d.pop("version")), "device.version is missing"),
    "a version in words": (documented(lambda d: d.update(version="1")), "device.version is"),
    "an unknown field": (documented(lambda d: d.update(nmae="Lamp")), "device.nmae is unknown"),
    "no name but null": (documented(lambda d: d.update(name=None)), "device.name is None"),
    "its own root": (documented(lambda d: d.update(root="lamp")), "device.root is the device itself"),
    "a parent without a root": (documented(lambda d: d.pop("root")), "parent stands without a root"),
    "a list of nodes": (documented(lambda d: d.update(nodes=[])), "device.nodes is"),
    "a node in words": (documented(lambda d: d["nodes"].update(heat="x")), "node heat is no object"),
    "a node with capitals": (documented(lambda d: d["nodes"].update(Heat={})), "node Heat is no topic id"),
    "a child twice": (
        replaced(8, kept("home/$description", described(children=["lamp", "lamp"]))),
        "device.children is",
    ),
    "no datatype": (prop("power", datatype=None), "datatype is missing"),
    "an unknown datatype": (prop("power", datatype="bool"), "datatype is 'bool'"),
    "settable in words": (prop("power", settable="true"), "settable is 'true'"),
    "retained as a number": (prop("bell", retained=0), "retained is 0"),
    "an enum without a format": (prop("bell", format=None), "needs a format"),
    "a format that is none": (prop("level", format="0-100"), "is no range"),
    "a child that is not there": (
        replaced(8, kept("home/$description", described(children=["lamp", "other"]))),
        "names other, which does not name it",
    ),
    "a child that its parent does not name": (
        replaced(8, kept("home/$description", described(children=[]))),
        "is no child of its parent",
    ),
    "a child without its house": (START[:7], "has no root"),
    "a description deleted first": ([*START, kept("lamp/$description", "")], "deleted before the state"),
    "something of a child that is gone": (ALL[:-2], "is gone, but left"),
    "a value of a child that is gone": ([*ALL, kept("lamp/light/power", "true")], "is not described"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_each_fault_is_found(fault: str) -> None:
    messages, said = FAULTS[fault]
    found = faults_of(messages)
    assert any(said in each for each in found), found


@pytest.mark.parametrize(
    ("datatype", "form", "right", "wrong"),
    [
        ("integer", ":", ["0", "-5", str(2**63 - 1)], ["", "-", "1.0", " 1", "+1", str(2**63)]),
        ("integer", "2:6:2", ["2", "6"], ["3", "8"]),
        ("float", ":1.5", ["1.5", "-.5", "1e-3"], ["NaN", "inf", "1,5", "1.6", "-"]),
        ("boolean", None, ["true", "false"], ["True", "on", ""]),
        ("enum", "a, b", ["a", " b"], ["b", "A", ""]),
        ("string", None, ["x", "\0"], ["", "a\0"]),
        ("color", "rgb,xyz", ["rgb,0,255,1.5", "xyz,0.2,1"], ["hsv,1,1,1", "rgb,1,1", "rgb,256,0,0"]),
        ("datetime", None, ["2026-11-26T21:00:00"], ["now", ""]),
        ("duration", None, ["PT5M", "PT1H2S"], ["PT", "5M", ""]),
        ("json", None, ["{}", "[1]"], ["1", '"x"', "{"]),
    ],
)
def test_values_by_their_types(datatype: str, form: str | None, right: list[str], wrong: list[str]) -> None:
    property_ = {"datatype": datatype, "format": form} if form else {"datatype": datatype}
    assert [each for each in right if value_fault(property_, each)] == []
    assert [each for each in wrong if not value_fault(property_, each)] == []


@pytest.mark.parametrize(
    ("datatype", "right", "wrong"),
    [
        ("integer", [":", "0:", ":5", "0:10:5"], ["", "5", "0:1.5", "5:1", "0:1:0", "0:1:", "1:2:3:4"]),
        ("float", ["0.5:1", ":"], ["a:b"]),
        ("enum", ["a", "a,b"], ["", "a,,b", "a,a"]),
        ("boolean", ["off,on"], ["off", "off,", "a,b,c"]),
        ("color", ["rgb", "hsv,xyz"], ["", "rgb,rgb", "cmyk"]),
        ("json", ["{}"], ["x"]),
    ],
)
def test_formats_by_their_types(datatype: str, right: list[str], wrong: list[str]) -> None:
    assert [each for each in right if format_fault(datatype, each)] == []
    assert [each for each in wrong if not format_fault(datatype, each)] == []
