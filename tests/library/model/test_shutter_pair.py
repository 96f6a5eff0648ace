"""Pairs of relays that drive one motor."""

from __future__ import annotations

import math

import pytest

from ipcom.errors import ConfigurationError
from ipcom.model.address import OutputAddress
from ipcom.model.shutter_pair import ShutterPair

UP, DOWN, OTHER, FOURTH = (OutputAddress(5, output) for output in (2, 1, 3, 4))


def test_a_pair_rests_a_second_and_runs_two_minutes_at_most() -> None:
    pair = ShutterPair(up=UP, down=DOWN)
    assert (pair.pause, pair.max_run) == (1.0, 120.0)
    assert pair.addresses == (UP, DOWN)
    assert str(pair) == "5/2 up, 5/1 down"


@pytest.mark.parametrize(
    ("other", "shared"),
    [
        (ShutterPair(OTHER, FOURTH), False),
        (ShutterPair(UP, OTHER), True),
        (ShutterPair(OTHER, UP), True),
        (ShutterPair(DOWN, UP), True),
    ],
)
def test_pairs_overlap_when_they_share_a_relay(other: ShutterPair, shared: bool) -> None:
    assert ShutterPair(UP, DOWN).overlaps(other) is shared
    assert other.overlaps(ShutterPair(UP, DOWN)) is shared


def test_one_relay_cannot_drive_both_ways() -> None:
    with pytest.raises(ConfigurationError, match="up and down are both output 5/2"):
        ShutterPair(UP, UP)


@pytest.mark.parametrize("pause", [0.49, -1.0, math.nan, math.inf])
def test_a_pause_that_would_hurt_the_motor_is_refused(pause: float) -> None:
    with pytest.raises(ConfigurationError, match=r"use 0\.5 s or more"):
        ShutterPair(UP, DOWN, pause=pause)


@pytest.mark.parametrize("max_run", [0.0, -1.0, 601.0, math.nan, math.inf])
def test_a_run_without_end_is_refused(max_run: float) -> None:
    with pytest.raises(ConfigurationError, match="up to 600 s"):
        ShutterPair(UP, DOWN, max_run=max_run)
