"""The shutters of a bus: no two share a relay, and no other command writes one."""

from __future__ import annotations

import pytest

from ipcom.client.planning.pair_registry import PairRegistry
from ipcom.errors import ConfigurationError, InterlockError
from ipcom.model.shutter_pair import ShutterPair
from ipcom.model.timings import Timings
from tests.library.client.planning.planner_house import DOWN, LAMP, NEIGHBOUR, PAIR, UP
from tests.library.client.planning.reads import quick_line, read


@pytest.fixture
def registry() -> PairRegistry:
    made = PairRegistry(Timings(), quick_line())
    made.add(PAIR)
    return made


def test_each_pair_has_one_controller(registry: PairRegistry) -> None:
    added = registry.add(NEIGHBOUR)
    assert registry.pairs == (PAIR, NEIGHBOUR)
    assert registry.control(NEIGHBOUR) is added
    assert set(registry.relays) == {UP, DOWN, NEIGHBOUR.up, NEIGHBOUR.down}


def test_a_pair_that_shares_a_relay_is_refused(registry: PairRegistry) -> None:
    with pytest.raises(ConfigurationError, match=str(UP)):
        registry.add(ShutterPair(up=UP, down=NEIGHBOUR.down))
    assert registry.pairs == (PAIR,)


def test_a_pair_that_was_not_added_is_refused(registry: PairRegistry) -> None:
    with pytest.raises(ConfigurationError):
        registry.control(NEIGHBOUR)


def test_a_relay_of_a_pair_is_refused_as_an_output(registry: PairRegistry) -> None:
    registry.refuse_relays([LAMP])
    with pytest.raises(InterlockError) as refused:
        registry.refuse_relays([LAMP, DOWN])
    assert list(refused.value.addresses) == [DOWN]


def test_a_pair_is_removed_only_while_it_rests(registry: PairRegistry) -> None:
    control = registry.control(PAIR)
    control.observe_read(read(1.0, {UP: 255}), (), 1.0)
    with pytest.raises(InterlockError):
        registry.remove(PAIR)
    control.observe_read(read(2.0), (), 2.0)
    registry.remove(PAIR)
    assert (registry.pairs, set(registry.relays), registry.controls) == ((), set(), ())
    registry.refuse_relays([UP])
