"""Which position a move goes on from."""

from __future__ import annotations

import pytest

from ipcom.cli.covers.counted import Counted
from ipcom.cli.covers.likely_times import Times
from ipcom.cli.covers.orders import Move, Order
from ipcom.cli.covers.starting import start_of
from ipcom.cli.covers.stored_cover import StoredCover
from ipcom.shutter.confidence import Confidence
from ipcom.shutter.stored import StoredPosition
from tests.library.cli.cli_rig import TIMES

THERE = StoredPosition(40.0, None, Confidence.ESTIMATED, 1000.0)
WATCHED = StoredCover(Times(TIMES), THERE, Counted(0.0, 1000.0, 0.0))
UNWATCHED = StoredCover(Times(TIMES), THERE, Counted(0.0, 1000.0, 3600.0))


@pytest.mark.parametrize(
    ("order", "known", "position"),
    [
        (Order(Move.POSITION, 60), WATCHED, 40.0),
        (Order(Move.POSITION, 60), UNWATCHED, None),
        (Order(Move.POSITION, 60, direct=True), UNWATCHED, 40.0),
        (Order(Move.POSITION, 60, forget=True), WATCHED, None),
        (Order(Move.POSITION, 0), UNWATCHED, 40.0),
        (Order(Move.OPEN), UNWATCHED, 40.0),
    ],
)
def test_a_position_that_may_be_wrong_is_not_counted_from(
    order: Order, known: StoredCover, position: float | None
) -> None:
    assert start_of(order, known).position == position
