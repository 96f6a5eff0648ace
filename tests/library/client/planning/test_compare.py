"""Values of relays and dimmers: which may be written, which are equal, and which are near enough."""

from __future__ import annotations

import pytest

from ipcom.client.planning.compare import checked, distance, equal, level, near
from ipcom.errors import ConfigurationError
from ipcom.model.output_kind import OutputKind
from tests.library.client.planning.planner_house import LAMP

RELAY, DIMMER = OutputKind.RELAY, OutputKind.DIMMER


@pytest.mark.parametrize(
    ("kind", "value", "written"),
    [
        (RELAY, 0, 0),
        (RELAY, 255, 255),
        (DIMMER, 0, 0),
        (DIMMER, 40, 40),
        (DIMMER, 100, 100),
        (DIMMER, 255, 100),
    ],
)
def test_a_value_is_written_as_its_output_takes_it(kind: OutputKind, value: int, written: int) -> None:
    assert checked(LAMP, kind, value) == written


@pytest.mark.parametrize(
    ("kind", "value"), [(RELAY, 1), (RELAY, 100), (RELAY, True), (DIMMER, 101), (DIMMER, 254), (DIMMER, -1)]
)
def test_any_other_value_is_refused(kind: OutputKind, value: int) -> None:
    with pytest.raises(ConfigurationError, match=str(LAMP)):
        checked(LAMP, kind, value)


@pytest.mark.parametrize(("kind", "value", "compared"), [(RELAY, 1, 255), (RELAY, 0, 0), (DIMMER, 255, 100)])
def test_a_relay_compares_as_on_or_off_and_a_dimmer_by_its_percent(
    kind: OutputKind, value: int, compared: int
) -> None:
    assert level(kind, value) == compared


@pytest.mark.parametrize(
    ("kind", "seen", "wanted", "same"),
    [
        (RELAY, 1, 255, True),
        (RELAY, 0, 255, False),
        (DIMMER, 255, 100, True),
        (DIMMER, 40, 41, False),
        (DIMMER, 251, 100, False),
    ],
)
def test_a_ramping_dimmer_equals_no_level(kind: OutputKind, seen: int, wanted: int, same: bool) -> None:
    assert equal(kind, seen, wanted) is same


@pytest.mark.parametrize(
    ("seen", "wanted", "is_near"),
    [(40, 41, True), (40, 42, True), (40, 43, False), (0, 1, False), (1, 0, False), (251, 100, False)],
)
def test_a_rounded_level_is_near_within_two_percent_but_never_near_off(
    seen: int, wanted: int, is_near: bool
) -> None:
    assert near(seen, wanted) is is_near


def test_the_distance_counts_255_as_100_percent() -> None:
    assert distance(255, 60) == 40
