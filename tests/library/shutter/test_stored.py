"""What is kept over a restart, and what becomes of it."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ipcom.model.motion import Motion
from ipcom.shutter.confidence import Confidence
from ipcom.shutter.restore import restored_travel
from ipcom.shutter.stored import StoredPosition
from ipcom.shutter.travel_times import TravelTimes

UP, DOWN, OFF = Motion.UP, Motion.DOWN, Motion.OFF
KNOWN, ESTIMATED, UNKNOWN = Confidence.KNOWN, Confidence.ESTIMATED, Confidence.UNKNOWN
TIMES = TravelTimes(up=20.0, down=10.0)
AT = 1_800_000_000.0


@pytest.mark.parametrize(
    "stored",
    [
        StoredPosition(),
        StoredPosition(40.0, None, ESTIMATED, 1_800_000_000.5, OFF, False),
        StoredPosition(40.0, 75.0, KNOWN, 1_800_000_000.5, UP, True),
    ],
)
def test_a_position_survives_json(stored: StoredPosition) -> None:
    assert StoredPosition.from_dict(json.loads(json.dumps(stored.to_dict()))) == stored


@pytest.mark.parametrize(
    "damage",
    [
        {},
        {"position": "forty", "confidence": "known"},
        {"position": 140.0, "confidence": "known"},
        {"position": float("nan"), "confidence": "known"},
        {"position": True, "confidence": "known"},
        {"position": 40.0, "confidence": "quite sure", "moving": 3, "at": None, "ours": "yes", "tilt": []},
    ],
)
def test_a_damaged_position_is_unknown(damage: dict[str, object]) -> None:
    stored = StoredPosition.from_dict(damage)
    assert (stored.confidence, stored.moving, stored.ours) == (UNKNOWN, OFF, False)


@pytest.mark.parametrize("nothing", [None, [], "40", 4, [("position", 40.0)]])
def test_a_stored_value_of_another_form_gives_an_unknown_position(nothing: object) -> None:
    assert StoredPosition.from_dict(nothing) == StoredPosition()


@pytest.mark.parametrize(
    ("key", "word", "taken_for"), [("confidence", "guessed", "unknown"), ("moving", "sideways", "off")]
)
def test_an_unknown_word_is_named_once(
    key: str, word: str, taken_for: str, caplog: pytest.LogCaptureFixture
) -> None:
    for _ in range(3):
        stored = StoredPosition.from_dict({"position": 40.0, key: word})
        assert stored.to_dict()[key] == taken_for
    (record,) = caplog.records
    assert (record.name, record.levelname) == ("ipcom.shutter", "WARNING")
    assert f"'{word}' for {key}" in record.message
    assert f"takes it for '{taken_for}'" in record.message


def test_words_that_are_known_or_missing_are_not_logged(caplog: pytest.LogCaptureFixture) -> None:
    StoredPosition.from_dict(StoredPosition(40.0, 75.0, KNOWN, AT, UP, True).to_dict())
    StoredPosition.from_dict({"position": 40.0})
    assert not caplog.records


def test_of_a_long_word_only_the_beginning_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    StoredPosition.from_dict({"moving": "round and " * 1000})
    assert len(caplog.text) < 400


NONSENSE = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.just(10**400),
    st.floats(),
    st.text(max_size=5),
    st.lists(st.integers(), max_size=2),
    st.sampled_from(["up", "off", "known", "estimated"]),
)


@settings(deadline=None)
@given(
    st.dictionaries(st.sampled_from(list(StoredPosition().to_dict())), NONSENSE),
    st.sampled_from([UP, DOWN, OFF]),
)
def test_any_nonsense_gives_a_position_that_can_be(data: dict[str, object], seen: Motion) -> None:
    stored = StoredPosition.from_dict(data)
    assert stored.position is None or 0.0 <= stored.position <= 100.0
    travel = restored_travel(TIMES, stored, seen, AT - stored.at)
    position = travel.position(0.0)
    assert (position is None) == (travel.confidence is UNKNOWN)
    assert position is None or 0.0 <= position <= 100.0


@pytest.mark.parametrize(
    ("stored", "seen", "elapsed", "position", "confidence"),
    [
        (StoredPosition(), OFF, 5.0, None, UNKNOWN),
        (StoredPosition(30.0, None, KNOWN), OFF, 5.0, 30.0, KNOWN),
        (StoredPosition(30.0, None, ESTIMATED), OFF, 5.0, 30.0, ESTIMATED),
        (StoredPosition(30.0, None, UNKNOWN), OFF, 5.0, None, UNKNOWN),
        (StoredPosition(30.0, None, KNOWN), UP, 5.0, None, UNKNOWN),
        (StoredPosition(30.0, None, ESTIMATED, AT, moving=UP), UP, 5.0, 55.0, ESTIMATED),
        (StoredPosition(30.0, None, ESTIMATED, AT, moving=UP), UP, 500.0, 100.0, ESTIMATED),
        (StoredPosition(30.0, None, ESTIMATED, AT, moving=UP), UP, -1.0, 30.0, ESTIMATED),
        (StoredPosition(30.0, None, ESTIMATED, AT, moving=UP), UP, -500.0, None, UNKNOWN),
        (StoredPosition(30.0, None, ESTIMATED, moving=UP), UP, 1.8e9, None, UNKNOWN),
        (StoredPosition(30.0, None, ESTIMATED), OFF, -500.0, 30.0, ESTIMATED),
        (StoredPosition(30.0, None, UNKNOWN, moving=UP), UP, 5.0, None, UNKNOWN),
        (StoredPosition(30.0, None, ESTIMATED, moving=UP), OFF, 5.0, None, UNKNOWN),
        (StoredPosition(100.0, None, ESTIMATED, moving=UP), OFF, 5.0, 100.0, ESTIMATED),
        (StoredPosition(30.0, None, ESTIMATED, moving=UP), DOWN, 5.0, None, UNKNOWN),
    ],
)
def test_a_restart_restores_position_and_confidence(
    stored: StoredPosition, seen: Motion, elapsed: float, position: float | None, confidence: Confidence
) -> None:
    travel = restored_travel(TIMES, stored, seen, elapsed)
    assert (travel.position(0.0), travel.confidence) == (
        None if position is None else pytest.approx(position),
        confidence,
    )
