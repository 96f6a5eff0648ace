"""A frame waits for dimmers of its module that ramp, and never carries what tells no level."""

from __future__ import annotations

import pytest

from ipcom.client.planning.compare import FULL
from ipcom.client.planning.stability import EQUAL_FOR, Stability
from ipcom.model.address import OutputAddress
from ipcom.model.output_kind import OutputKind
from ipcom.model.snapshot import OutputChange
from tests.library.client.planning.planner_house import DIMMER, LAMP, SECOND_DIMMER
from tests.library.client.planning.reads import read


def kind_of(address: OutputAddress) -> OutputKind:
    return OutputKind.DIMMER if address in (DIMMER, SECOND_DIMMER) else OutputKind.RELAY


@pytest.fixture
def stability() -> Stability:
    return Stability(kind_of)


def test_a_dimmer_that_changed_is_moving_until_a_read_a_moment_later_shows_it_equal(
    stability: Stability,
) -> None:
    stability.observe_changes([OutputChange(DIMMER, 10, 20)], 1.0)
    assert stability.moving(DIMMER.module, read(1.0, {DIMMER: 20})) == {DIMMER}
    later = read(1.0 + EQUAL_FOR, {DIMMER: 20})
    assert stability.moving(DIMMER.module, later) == set()


def test_a_value_that_tells_no_level_is_moving_however_long_it_lasts(stability: Stability) -> None:
    assert stability.moving(DIMMER.module, read(50.0, {DIMMER: 251})) == {DIMMER}


def test_all_outputs_that_move_are_named(stability: Stability) -> None:
    both = read(1.0, {DIMMER: 251, SECOND_DIMMER: 120})
    assert stability.moving(DIMMER.module, both) == {DIMMER, SECOND_DIMMER}


def test_a_relay_that_changed_is_not_waited_for(stability: Stability) -> None:
    stability.observe_changes([OutputChange(LAMP, 0, 255)], 1.0)
    assert stability.moving(LAMP.module, read(1.0, {LAMP: 255})) == set()


def test_a_stop_carries_the_last_level_that_can_be_written(stability: Stability) -> None:
    stability.observe_changes([OutputChange(DIMMER, 40, 251)], 1.0)
    assert stability.writable(DIMMER, 251) == 40
    assert stability.writable(SECOND_DIMMER, 251) == FULL
    assert stability.writable(SECOND_DIMMER, 30) == 30
