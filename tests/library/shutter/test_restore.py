"""A shutter starts where it was stored, as far as its relays and the clock allow."""

from __future__ import annotations

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
