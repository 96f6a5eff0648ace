"""What is kept over a restart, and what becomes of it."""

import json

import pytest

from ipcom.model.motion import Motion
from ipcom.shutter.confidence import Confidence
from ipcom.shutter.stored import StoredPosition

UP, OFF = Motion.UP, Motion.OFF
KNOWN, ESTIMATED, UNKNOWN = Confidence.KNOWN, Confidence.ESTIMATED, Confidence.UNKNOWN


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


def test_a_tilt_motor_is_kept_beside_the_curtain() -> None:
    slats = StoredPosition(30.0, None, ESTIMATED, 1_800_000_000.5, UP, True)
    stored = StoredPosition(40.0, 30.0, KNOWN, 1_800_000_000.5, OFF, False, slats)
    assert StoredPosition.from_dict(json.loads(json.dumps(stored.to_dict()))) == stored


@pytest.mark.parametrize("motor", [None, [], "30", {"position": 140.0}, {"tilt_motor": {"position": 30.0}}])
def test_a_damaged_tilt_motor_is_none_or_unknown(motor: object) -> None:
    stored = StoredPosition.from_dict({"position": 40.0, "confidence": "known", "tilt_motor": motor})
    assert (stored.position, stored.confidence) == (40.0, KNOWN)
    assert stored.tilt_motor in (None, StoredPosition())


def test_the_form_of_a_shutter_without_a_tilt_motor_is_as_it_was() -> None:
    assert "tilt_motor" not in StoredPosition(40.0).to_dict()


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
