"""Values of Homie."""

from typing import Any

import pytest

from ipcom.bridge.commands.wishes import (
    GoTo,
    HaltMotor,
    PressImpulse,
    RunToEnd,
    SetLevel,
    SwitchTo,
    ToggleOutput,
    Wish,
)
from ipcom.bridge.homie.homie_layout import (
    ACTION,
    BRIGHTNESS,
    IMPULSE,
    LIGHT_POWER,
    POSITION,
    SWITCH_POWER,
    TILT,
    HomieProperty,
)
from ipcom.bridge.homie.homie_values import (
    aims_of,
    asked_for,
    event_of,
    expected_by,
    is_same,
    values_of,
    waited_for,
)
from ipcom.bridge.things import ThingKind
from ipcom.bridge.topics import TopicPart

COVER = {"state": "opening", "position": 40, "confidence": "known", "wanted": 60, "tilt": None}


def output(state: str, reported: Any, **other: Any) -> dict[str, Any]:
    return {"state": state, "reported": reported, "confirmed": state == reported, **other}


def test_what_a_thing_shows_is_what_the_gateway_reports() -> None:
    assert values_of(ThingKind.SWITCH, output("ON", "OFF")) == {"switch/power": "false"}
    assert values_of(ThingKind.SWITCH, output("OFF", "ON")) == {"switch/power": "true"}
    assert values_of(ThingKind.DIMMER, output("ON", 0, brightness=40)) == {
        "light/power": "false",
        "light/brightness": "0",
    }
    assert values_of(ThingKind.IMPULSE, output("ON", "ON")) == {}


def test_a_shutter_shows_what_is_known_of_it() -> None:
    assert values_of(ThingKind.COVER, COVER) == {
        "shutter/position": "40",
        "shutter/motion": "opening",
        "shutter/confidence": "known",
    }
    resting = {"state": "closed", "position": 0, "confidence": "known", "tilt": 20}
    assert values_of(ThingKind.COVER, resting)["shutter/motion"] == "stopped"
    assert values_of(ThingKind.COVER, resting)["shutter/tilt"] == "20"
    unknown = {"state": "stopped", "position": None, "confidence": "unknown"}
    assert "shutter/position" not in values_of(ThingKind.COVER, unknown)


def test_what_a_command_of_the_bridge_still_waits_for() -> None:
    assert waited_for(ThingKind.SWITCH, output("ON", "OFF")) == {"switch/power": "true"}
    assert waited_for(ThingKind.SWITCH, output("ON", "ON")) == {}
    dimmer = {"state": "ON", "brightness": 40, "reported": 0, "confirmed": False}
    assert waited_for(ThingKind.DIMMER, dimmer) == {"light/power": "true", "light/brightness": "40"}
    assert waited_for(ThingKind.COVER, COVER) == {}


@pytest.mark.parametrize(
    ("kind", "wish", "aims"),
    [
        (ThingKind.DIMMER, SetLevel(40), {"light/power": "true", "light/brightness": "40"}),
        (ThingKind.DIMMER, SetLevel(0), {"light/power": "false", "light/brightness": "0"}),
        (ThingKind.DIMMER, SwitchTo(on=False), {"light/power": "false", "light/brightness": "0"}),
        (ThingKind.DIMMER, SwitchTo(on=True), {"light/power": "true"}),
        (ThingKind.SWITCH, SwitchTo(on=True), {"switch/power": "true"}),
        (ThingKind.SWITCH, SwitchTo(on=False), {"switch/power": "false"}),
        (ThingKind.SWITCH, ToggleOutput(), {}),
        (ThingKind.IMPULSE, PressImpulse(), {}),
        (ThingKind.COVER, GoTo(position=40.4), {"shutter/position": "40"}),
        (ThingKind.COVER, GoTo(tilt=20.0), {"shutter/tilt": "20"}),
        (ThingKind.COVER, RunToEnd(up=True), {"shutter/position": "100"}),
        (ThingKind.COVER, RunToEnd(up=False), {"shutter/position": "0"}),
        (ThingKind.COVER, HaltMotor(), {"shutter/position": "63"}),
    ],
)
def test_what_a_command_wants(kind: ThingKind, wish: Wish, aims: dict[str, str]) -> None:
    assert aims_of(kind, wish, {"shutter/position": "63", "shutter/motion": "closing"}) == aims


@pytest.mark.parametrize(
    ("wish", "event"),
    [
        (RunToEnd(up=True), {"shutter/action": "open"}),
        (RunToEnd(up=False), {"shutter/action": "close"}),
        (HaltMotor(), {"shutter/action": "stop"}),
        (PressImpulse(), {"impulse/press": "press"}),
        (SetLevel(5), {}),
    ],
)
def test_what_is_told_once_of_a_command(wish: Wish, event: dict[str, str]) -> None:
    assert event_of(wish) == event


@pytest.mark.parametrize(
    ("one", "payload", "asked"),
    [
        (SWITCH_POWER, "true", (TopicPart.SET, "true")),
        (LIGHT_POWER, "false", (TopicPart.SET, "false")),
        (BRIGHTNESS, "040", (TopicPart.SET, "40")),
        (POSITION, "0", (TopicPart.POSITION, "0")),
        (TILT, "100", (TopicPart.TILT, "100")),
        (ACTION, "stop", (TopicPart.SET, "stop")),
        (IMPULSE, "press", (TopicPart.SET, "press")),
        *[(SWITCH_POWER, each, None) for each in ("ON", "True", "1", "toggle", "")],
        *[(BRIGHTNESS, each, None) for each in ("101", "-1", "40.0", " 40", "on", "٤", "9" * 50)],
        *[(ACTION, each, None) for each in ("OPEN", "40", "open,close")],
        (IMPULSE, "ring", None),
    ],
)
def test_only_values_of_a_property_are_commands(
    one: HomieProperty, payload: str, asked: tuple[TopicPart, str] | None
) -> None:
    assert asked_for(one, payload) == asked


def test_what_to_write_instead() -> None:
    assert expected_by(BRIGHTNESS) == "a whole number from 0 to 100"
    assert expected_by(SWITCH_POWER) == "true or false"
    assert expected_by(ACTION) == "open, close, stop"


def test_a_number_may_be_written_in_several_ways() -> None:
    assert is_same("040", "40")
    assert is_same("true", "true")
    assert not is_same("41", "40")
    assert not is_same("false", "true")
