"""What is known of outputs from what they did."""

import pytest

from custom_components.ipcom.panel.movements import REMEMBERED, Movement, unexplained
from tests.integration.panel.histories import History, random_reads

SEEDS = 50


def test_an_output_has_its_last_movement_and_how_often_it_moved() -> None:
    history = History().see({7: 255}).see({7: 0}, own=True)
    moved = history.movements.moved
    assert list(moved) == [7]
    assert (moved[7].times, moved[7].last) == (2, Movement(7, 255, 0, own=True, at=history.at))


def test_what_was_on_at_the_beginning_has_not_moved() -> None:
    movements = History({3: 255}).movements
    assert not movements.moved
    assert not movements.from_outside


@pytest.mark.parametrize("level", [1, 2, 50, 99, 100, 251])
def test_a_level_tells_a_dimmer_until_the_output_shows_what_only_relays_show(level: int) -> None:
    history = History().see({3: level})
    assert history.movements.shows_levels(3)
    history.see({3: 0})
    assert history.movements.shows_levels(3)
    history.see({3: 255})
    assert not history.movements.shows_levels(3)


def test_what_is_on_without_a_name_and_was_never_seen_switched_is_unexplained() -> None:
    history = History({1: 255, 2: 255, 3: 40, 4: 255}).see({2: 0}).see({2: 255})
    assert unexplained(history.values, {3}, history.movements.moved) == [1, 4]


@pytest.mark.parametrize("seed", range(SEEDS))
def test_on_together_is_what_any_read_showed(seed: int) -> None:
    history = History()
    shown = [history.see(read).values for read in random_reads(seed)]
    for one in range(8):
        for other in range(8):
            seen = any(values[one] and values[other] for values in shown)
            assert history.movements.on_together(one, other) == seen


@pytest.mark.parametrize("seed", range(SEEDS))
def test_what_is_kept_is_bounded_and_counts_all(seed: int) -> None:
    history = History()
    for read in random_reads(seed):
        history.see(read)
    for _ in range(REMEMBERED):
        history.see({0: 255}).see({0: 0})
    assert len(history.movements.from_outside) == REMEMBERED
    counted = sum(moved.times for moved in history.movements.moved.values())
    assert counted == history.changes
