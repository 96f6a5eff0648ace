"""What an output may be, from what it did."""

from random import Random

import pytest

from custom_components.ipcom.panel.guesses import IN_TURN_S, Guess, GuessedKind, guess
from tests.integration.panel.histories import History, random_reads

SEEDS = 50
LIGHT = Guess(GuessedKind.LIGHT)
FAR = 64
"""An output of another module."""


def guessed(history: History, index: int, *mapped: int) -> Guess | None:
    return guess(history.movements, index, mapped)


def shutter(other: int) -> Guess:
    return Guess(GuessedKind.SHUTTER, (other,))


def scene(*others: int) -> Guess:
    return Guess(GuessedKind.SCENE, others)


def test_what_goes_on_alone_is_a_light() -> None:
    assert guessed(History().see({3: 255}), 3) == LIGHT


@pytest.mark.parametrize("level", [1, 40, 99, 100, 251])
def test_a_level_is_a_dimmer(level: int) -> None:
    history = History().see({3: level})
    assert guessed(history, 3) == Guess(GuessedKind.DIMMER)
    assert guessed(history.see({3: 0}), 3) == Guess(GuessedKind.DIMMER)


def test_a_relay_that_flickers_first_is_a_light() -> None:
    assert guessed(History().see({3: 2}).see({3: 255}), 3) == LIGHT


def test_two_side_by_side_that_move_in_turn_are_a_shutter() -> None:
    history = History().press(2).see({3: 255})
    assert guessed(history, 3) == shutter(2)
    assert guessed(history.see({3: 0}).see({2: 255}), 2) == shutter(3)


def test_a_reversal_within_one_read_is_a_shutter_too() -> None:
    assert guessed(History().see({2: 255}).see({2: 0, 3: 255}), 3) == shutter(2)


def test_two_anywhere_have_to_move_in_turn_twice() -> None:
    history = History().press(2).press(FAR)
    assert guessed(history, FAR) == LIGHT
    assert guessed(history.press(2), 2) == LIGHT
    assert guessed(history.see({FAR: 255}), FAR) == shutter(2)


def test_the_ends_of_two_modules_are_not_side_by_side() -> None:
    assert guessed(History().press(7).press(8), 8) == LIGHT


def test_two_that_were_on_together_are_no_shutter() -> None:
    history = History().see({2: 255}).see({3: 255}).see({2: 0}).see({3: 0})
    assert guessed(history.press(2).press(3), 3) == LIGHT
    assert guessed(History({2: 255, 3: 255}).see({2: 0}).see({3: 0}).press(2).press(3), 3) == LIGHT


def test_a_named_output_is_no_half_of_a_shutter_and_does_not_come_between() -> None:
    assert guessed(History().press(2).press(3), 3, 2) == LIGHT
    assert guessed(History().press(2).press(FAR).press(3), 3, FAR) == shutter(2)


def test_what_comes_between_or_long_before_makes_no_shutter() -> None:
    assert guessed(History().press(2).press(FAR).press(3), 3) == LIGHT
    assert guessed(History().press(2).press(FAR, 4).press(3), 3) == LIGHT
    assert guessed(History().press(2).see({3: 255}, after=IN_TURN_S + 1), 3) == LIGHT


def test_a_dimmer_is_no_half_of_a_shutter() -> None:
    assert guessed(History().see({2: 40}).see({2: 0}).press(3), 3) == LIGHT


def test_several_at_once_are_a_scene() -> None:
    history = History().see({2: 255, 3: 255, FAR: 255})
    assert guessed(history, 2) == scene(3, FAR)
    assert guessed(history, FAR) == scene(2, 3)
    assert guessed(history, 2, 3) == scene(3, FAR)


def test_a_named_output_and_one_that_we_switched_need_no_guess() -> None:
    assert guessed(History().see({3: 255}), 3, 3) is None
    assert guessed(History().see({3: 255}, own=True), 3) is None
    assert guessed(History(), 3) is None


@pytest.mark.parametrize("seed", range(SEEDS))
def test_each_guess_keeps_what_it_promises(seed: int) -> None:
    history, mapped = History(), set(Random(seed).sample(range(8), 2))
    for read in random_reads(seed):
        history.see(read)
        for movement in history.movements.from_outside[-1] if history.movements.from_outside else ():
            _check(history, movement.index, mapped)


def test_random_histories_bring_every_kind() -> None:
    kinds = set()
    for seed in range(SEEDS):
        history = History()
        for read in random_reads(seed):
            history.see(read)
        kinds |= {found.kind for index in range(8) if (found := guessed(history, index))}
    assert kinds == set(GuessedKind)


def _check(history: History, index: int, mapped: set[int]) -> None:
    found = guess(history.movements, index, mapped)
    if index in mapped:
        assert found is None
        return
    assert found is not None
    if 1 <= history.values[index] <= 99:
        assert found == Guess(GuessedKind.DIMMER)
    if found.kind is GuessedKind.SHUTTER:
        (partner,) = found.others
        assert partner != index
        assert partner not in mapped
        assert not history.movements.on_together(index, partner)
        assert guess(history.movements, partner, {*mapped, index}) is not None
    elif found.kind is GuessedKind.SCENE:
        assert found.others
        assert index not in found.others
    else:
        assert not found.others
