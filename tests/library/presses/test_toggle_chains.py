"""Toggles of one output that belong together."""

import pytest

from ipcom.presses.toggle_chains import ToggleChains
from tests.library.presses.reader import HALL, PORCH


@pytest.mark.parametrize(("apart", "count"), [(0.1, 2), (1.2, 2), (1.201, 1), (60.0, 1)])
def test_the_second_toggle_counts_within_1_2_s(apart: float, count: int) -> None:
    chains = ToggleChains()
    assert chains.add(HALL, 1000.0, 999.8) == 1
    assert chains.add(HALL, 1000.0 + apart, 1000.0 + apart - 0.1) == count


@pytest.mark.parametrize(("gap", "count"), [(0.35, 2), (0.4, 2), (0.41, 1), (9.0, 1)])
def test_the_first_toggle_may_not_lie_further_back_than_1_6_s(gap: float, count: int) -> None:
    chains = ToggleChains()
    chains.add(HALL, 1000.0, 1000.0 - gap)
    assert chains.add(HALL, 1001.2, 1001.0) == count


def test_each_output_has_a_chain_of_its_own() -> None:
    chains = ToggleChains()
    assert [chains.add(address, 1000.0, 999.7) for address in (HALL, PORCH, HALL)] == [1, 1, 2]


def test_a_chain_that_was_ended_begins_anew() -> None:
    chains = ToggleChains()
    chains.add(HALL, 1000.0, 999.7)
    chains.add(PORCH, 1000.0, 999.7)
    chains.end(HALL)
    assert [chains.add(address, 1000.3, 1000.0) for address in (HALL, PORCH)] == [1, 2]
    chains.end_all()
    assert [chains.add(address, 1000.6, 1000.3) for address in (HALL, PORCH)] == [1, 1]
