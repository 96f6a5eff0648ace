"""What a command wants of shutters."""

from __future__ import annotations

import pytest

from ipcom.cli.covers.orders import Move, Order


@pytest.mark.parametrize(("percent", "counts"), [(0.0, False), (0.5, True), (99.0, True), (100.0, False)])
def test_only_a_height_between_the_ends_is_counted(percent: float, counts: bool) -> None:
    assert Order(Move.POSITION, percent=percent).counts is counts
    assert not Order(Move.OPEN, percent=percent).counts
