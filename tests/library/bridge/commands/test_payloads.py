"""What payloads mean, and what is told about those that mean nothing."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipcom.bridge.commands.payloads import (
    EXPECTED,
    MAX_PAYLOAD,
    BadPayload,
    read_payload,
    read_scene,
    read_wanted,
)
from ipcom.bridge.commands.wishes import (
    About,
    GoTo,
    HaltMotor,
    PressImpulse,
    RunToEnd,
    SetLevel,
    SwitchTo,
    ToggleOutput,
    Wish,
)
from ipcom.bridge.things import ThingKind
from ipcom.bridge.topics import COMMANDS, TopicPart

SWITCH, DIMMER, IMPULSE, COVER = ThingKind
SET, POSITION, TILT, STOP = COMMANDS
GOOD: list[tuple[ThingKind, TopicPart, str, Wish]] = [
    (SWITCH, SET, "ON", SwitchTo(on=True)),
    (SWITCH, SET, " off\n", SwitchTo(on=False)),
    (SWITCH, SET, "true", SwitchTo(on=True)),
    (SWITCH, SET, "0", SwitchTo(on=False)),
    (SWITCH, SET, "Toggle", ToggleOutput()),
    (SWITCH, SET, '{"state": "ON"}', SwitchTo(on=True)),
    (SWITCH, SET, '{"value": false}', SwitchTo(on=False)),
    (SWITCH, SET, '{"value": 1}', SwitchTo(on=True)),
    (DIMMER, SET, "40", SetLevel(40)),
    (DIMMER, SET, "39.6", SetLevel(40)),
    (DIMMER, SET, "1", SetLevel(1)),
    (DIMMER, SET, "on", SwitchTo(on=True)),
    (DIMMER, SET, '{"state": "ON", "brightness": 30, "transition": 2}', SetLevel(30)),
    (DIMMER, SET, '{"state": "OFF", "brightness": 30}', SwitchTo(on=False)),
    (DIMMER, SET, '{"level": 7}', SetLevel(7)),
    (DIMMER, SET, '{"value": 55}', SetLevel(55)),
    (IMPULSE, SET, "PRESS", PressImpulse()),
    (COVER, SET, "OPEN", RunToEnd(up=True)),
    (COVER, SET, "down", RunToEnd(up=False)),
    (COVER, SET, "STOP", HaltMotor()),
    (COVER, SET, "25", GoTo(25.0)),
    (COVER, SET, '{"position": 20, "tilt": 70}', GoTo(20, 70)),
    (COVER, SET, '{"state": "STOP", "position": 20}', HaltMotor()),
    (COVER, SET, '{"state": "STOP", "colour": 1, "max_age": -1}', HaltMotor()),
    (COVER, POSITION, '{"position": " stop "}', HaltMotor()),
    (COVER, TILT, '{"value": "Stop"}', HaltMotor()),
    (COVER, POSITION, "0", GoTo(0.0)),
    (COVER, POSITION, "stop", HaltMotor()),
    (COVER, POSITION, '{"value": 33}', GoTo(33.0)),
    (COVER, TILT, "12.5", GoTo(tilt=12.5)),
    (COVER, STOP, "", HaltMotor()),
    (COVER, STOP, "anything", HaltMotor()),
]
BAD: list[tuple[ThingKind, TopicPart, str, str]] = [
    (SWITCH, SET, "maybe", "payload_not_understood"),
    (SWITCH, SET, "2", "payload_not_understood"),
    (SWITCH, POSITION, "40", "not_for_this_kind"),
    (SWITCH, SET, "{", "payload_not_json"),
    (SWITCH, SET, "{}", "payload_empty"),
    (SWITCH, SET, '{"state": "ON", "colour": 1}', "payload_unknown_key"),
    (SWITCH, SET, '{"state": null}', "payload_empty"),
    (SWITCH, SET, '{"state": 1' + "0" * 400 + "}", "payload_not_understood"),
    (SWITCH, SET, '{"state": []}', "payload_not_understood"),
    (DIMMER, SET, "101", "payload_not_understood"),
    (DIMMER, SET, "-1", "payload_not_understood"),
    (DIMMER, SET, "nan", "payload_not_understood"),
    (DIMMER, SET, '{"brightness": 1e999}', "payload_key_wrong"),
    (DIMMER, SET, '{"brightness": true}', "payload_key_wrong"),
    (COVER, SET, '{"position": "half"}', "payload_key_wrong"),
    (COVER, POSITION, "OPEN", "payload_not_understood"),
    (IMPULSE, SET, "40", "payload_not_understood"),
    (SWITCH, SET, '{"state": "ON", "id": ""}', "payload_key_wrong"),
    (SWITCH, SET, '{"state": "ON", "id": "' + "x" * 65 + '"}', "payload_key_wrong"),
    (SWITCH, SET, '{"state": "ON", "session": ["x"]}', "payload_key_wrong"),
    (SWITCH, SET, '{"state": "ON", "max_age": 0}', "payload_key_wrong"),
    (SWITCH, SET, '{"state": "ON", "max_age": "5"}', "payload_key_wrong"),
]


@pytest.mark.parametrize(("kind", "part", "payload", "wish"), GOOD)
def test_what_is_understood(kind: ThingKind, part: TopicPart, payload: str, wish: Wish) -> None:
    assert read_payload(kind, part, payload.encode()).wish == wish


@pytest.mark.parametrize(("kind", "part", "payload", "code"), BAD)
def test_what_is_not_is_told_with_what_to_write(
    kind: ThingKind, part: TopicPart, payload: str, code: str
) -> None:
    with pytest.raises(BadPayload) as bad:
        read_payload(kind, part, payload.encode())
    assert bad.value.message.code == code


def test_what_a_message_says_of_itself() -> None:
    request = read_payload(SWITCH, SET, b'{"state": "ON", "id": 7, "session": "s", "max_age": 2.5}')
    assert request.about == About("7", "s", 2.5)


@pytest.mark.parametrize(
    "payload", [b'{"state": "perhaps", "id": "a"}', b'{"state": "ON", "id": "a", "max_age": -1}']
)
def test_a_mistake_still_says_whose_it_is(payload: bytes) -> None:
    with pytest.raises(BadPayload) as bad:
        read_payload(SWITCH, SET, payload)
    assert bad.value.about is not None
    assert bad.value.about.id == "a"


@pytest.mark.parametrize(
    ("payload", "about"),
    [
        (b'{"id": "a"}', About("a")),
        (b'{"id": "a", "max_age": "x"}', About("a")),
        (b"{", About()),
        (b"\xff", About()),
        (b"x" * 5000, About()),
    ],
)
def test_a_stop_stops_whatever_else_its_payload_says(payload: bytes, about: About) -> None:
    request = read_payload(COVER, STOP, payload)
    assert request.wish == HaltMotor()
    assert request.about == about


def test_a_payload_that_is_too_long_is_not_read() -> None:
    with pytest.raises(BadPayload, match=str(MAX_PAYLOAD)):
        read_payload(SWITCH, SET, b"{" + b" " * MAX_PAYLOAD)


def test_a_payload_that_is_no_text() -> None:
    with pytest.raises(BadPayload, match="UTF-8"):
        read_payload(SWITCH, SET, b"\xff\xfe")


def test_a_nested_payload_ends_in_a_message() -> None:
    with pytest.raises(BadPayload) as bad:
        read_payload(SWITCH, SET, b'{"a":' * 800)
    assert bad.value.message.code == "payload_not_json"


def test_a_scene_is_split_into_what_each_thing_shall_do() -> None:
    wanted, about = read_scene(b'{"hall": "ON", "blind": {"position": 4}, "id": "s", "max_age": 4}')
    assert wanted == {"hall": "ON", "blind": {"position": 4}}
    assert about == About("s", None, 4.0)
    assert read_wanted(COVER, wanted["blind"]) == GoTo(4)
    assert read_wanted(SWITCH, wanted["hall"]) == SwitchTo(on=True)


@pytest.mark.parametrize("payload", [b"ON", b"[]", b"{}", b'{"id": "s"}'])
def test_what_is_no_scene(payload: bytes) -> None:
    with pytest.raises(BadPayload) as bad:
        read_scene(payload)
    assert bad.value.message.code == "scene_not_an_object"


PAYLOADS = st.one_of(
    st.binary(max_size=40),
    st.text(max_size=20).map(str.encode),
    st.dictionaries(
        st.sampled_from(
            ["state", "value", "brightness", "position", "tilt", "id", "session", "max_age", "x"]
        ),
        st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=9), st.just([])),
        max_size=4,
    ).map(lambda record: json.dumps(record).encode()),
)


@given(st.sampled_from(sorted(EXPECTED)), PAYLOADS)
def test_any_payload_is_a_wish_or_a_message(asked: tuple[ThingKind, TopicPart], payload: bytes) -> None:
    try:
        wish = read_payload(*asked, payload).wish
    except BadPayload:
        return
    assert not isinstance(wish, SetLevel) or 0 <= wish.percent <= 100
