"""What is stored of one shutter, as a later command reads it."""

from __future__ import annotations

import pytest

from ipcom.cli.covers.counted import UNTOLD_S, Counted
from ipcom.cli.covers.likely_times import Times
from ipcom.cli.covers.stored_cover import StoredCover
from ipcom.shutter.confidence import Confidence
from ipcom.shutter.stored import StoredPosition
from tests.library.cli.cli_rig import TIMES

AT = 1000.0
CLOSED = StoredPosition(0.0, None, Confidence.KNOWN, AT)
STORED = StoredCover(Times(TIMES), CLOSED, Counted(0.0, AT, 0.0, 50.0))


def test_at_once_it_is_as_it_was() -> None:
    known = STORED.now(AT + 0.5, 50.5)
    assert known.watched
    assert known.as_far_as_known() is CLOSED


def test_after_a_time_an_end_is_no_longer_known_for_certain() -> None:
    known = STORED.now(AT + 60.0, 110.0)
    assert not known.watched
    assert known.as_far_as_known().confidence is Confidence.ESTIMATED
    assert known.as_far_as_known().position == 0.0
    assert known.counted == Counted(0.0, AT, 60.0, 50.0)


def test_a_position_of_an_earlier_version_rests_on_itself_and_was_not_watched() -> None:
    position = StoredPosition(40.0, None, Confidence.ESTIMATED, AT)
    known = StoredCover(Times(TIMES), position).now(AT + 0.1, 50.0)
    assert known.rests_on == Counted(40.0, AT, UNTOLD_S)
    assert not known.watched


@pytest.mark.parametrize("cover", [StoredCover(), StoredCover(Times(TIMES), STORED.forgotten())])
def test_an_unknown_position_rests_on_nothing(cover: StoredCover) -> None:
    assert cover.rests_on is None
    assert cover.now(AT, 50.0) is cover
    assert not cover.watched
