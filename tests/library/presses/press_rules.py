"""The rules of a recogniser, each as a function that a recogniser passes or fails."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.library.presses.reader import FAR, HALL, PAIR, PORCH, Reader, reading

Rule = Callable[[Callable[..., Any]], None]
RULES: dict[str, Rule] = {}


def rule(function: Rule) -> Rule:
    RULES[function.__name__] = function
    return function


@rule
def a_press_is_told_at_once_with_its_direction(make: Callable[..., Any]) -> None:
    reader = reading(make())
    assert reader.press() == [(HALL, "on", 1)]
    assert reader.press(after=60) == [(HALL, "off", 1)]


@rule
def presses_that_follow_within_1_2_s_are_counted(make: Callable[..., Any]) -> None:
    reader = reading(make())
    counts = [reader.press(after=after)[0][2] for after in (0.35, 0.35, 0.35, 1.2)]
    assert counts == [1, 2, 3, 4]


@rule
def a_press_after_more_than_1_2_s_is_the_first_again(make: Callable[..., Any]) -> None:
    reader = reading(make())
    assert reader.press() == [(HALL, "on", 1)]
    assert reader.press(after=1.21) == [(HALL, "off", 1)]
    assert reader.press() == [(HALL, "on", 2)]


@rule
def presses_of_two_switches_are_no_double(make: Callable[..., Any]) -> None:
    reader = reading(make())
    assert reader.press(HALL) == [(HALL, "on", 1)]
    assert reader.press(PORCH) == [(PORCH, "on", 1)]
    assert reader.press(HALL) == [(HALL, "off", 2)]


@rule
def our_own_changes_are_no_presses(make: Callable[..., Any]) -> None:
    reader = reading(make())
    assert reader.read({HALL: 255, PAIR.up: 255}, own={HALL, PAIR.up}) == []
    assert reader.read({HALL: 0, PAIR.up: 0}, own={HALL, PAIR.up}) == []


@rule
def our_own_change_ends_a_chain(make: Callable[..., Any]) -> None:
    reader = reading(make())
    assert reader.press() == [(HALL, "on", 1)]
    assert reader.read({HALL: 0}, own={HALL}) == []
    assert reader.press() == [(HALL, "on", 1)]


@rule
def our_own_change_of_a_level_ends_a_chain(make: Callable[..., Any]) -> None:
    reader = reading(make())
    assert reader.read({FAR: 60}) == [(FAR, "on", 1)]
    assert reader.read({FAR: 40}, own={FAR}) == []
    assert reader.read({FAR: 0}) == [(FAR, "off", 1)]


@rule
def the_first_read_is_no_press(make: Callable[..., Any]) -> None:
    reader = Reader(make())
    assert reader.read({HALL: 255}) == []
    assert reader.press() == [(HALL, "off", 1)]


@rule
def what_changed_while_the_link_was_away_is_no_press(make: Callable[..., Any]) -> None:
    reader = reading(make())
    reader.lose_link()
    assert reader.read({HALL: 255}, after=0.5) == []
    assert reader.press() == [(HALL, "off", 1)]


@rule
def a_link_that_breaks_ends_a_chain(make: Callable[..., Any]) -> None:
    reader = reading(make())
    assert reader.press() == [(HALL, "on", 1)]
    reader.lose_link()
    assert reader.read() == []
    assert reader.press() == [(HALL, "off", 1)]


@rule
def the_first_read_after_a_loss_ends_a_chain_though_no_loss_was_told(make: Callable[..., Any]) -> None:
    reader = reading(make())
    assert reader.press() == [(HALL, "on", 1)]
    reader._linked = False
    assert reader.read({PORCH: 255}) == []
    assert reader.press() == [(HALL, "off", 1)]


@rule
def a_read_that_is_compared_with_one_from_before_the_loss_is_no_press(make: Callable[..., Any]) -> None:
    recogniser = make()
    reader = reading(recogniser)
    assert reader.press(FAR) == [(FAR, "on", 1)]
    assert reader.press() == [(HALL, "on", 1)]
    recogniser.link_lost()
    assert reader.press() == []
    assert reader.press(PORCH) == [(PORCH, "on", 1)]


@rule
def a_press_after_the_link_is_back_is_told_though_the_first_read_showed_nothing_new(
    make: Callable[..., Any],
) -> None:
    reader = reading(make())
    assert reader.press() == [(HALL, "on", 1)]
    reader.lose_link()
    assert reader.read() == []
    assert reader.press(after=30) == [(HALL, "off", 1)]


@rule
def what_a_gateway_forgot_over_a_restart_and_knows_again_is_no_press(make: Callable[..., Any]) -> None:
    reader = reading(make())
    reader.press(HALL)
    reader.press(PORCH)
    reader.lose_link()
    assert reader.read({HALL: 0, PORCH: 0}, after=20) == []
    assert reader.read({HALL: 255}) == []
    assert reader.read({PORCH: 255}, after=2.0) == []
    assert reader.press(HALL, after=1.0) == [(HALL, "off", 1)]
    assert reader.press(HALL, after=9.0) == [(HALL, "on", 1)]


@rule
def what_changed_while_the_machine_slept_is_no_press(make: Callable[..., Any]) -> None:
    reader = reading(make())
    assert reader.press(FAR) == [(FAR, "on", 1)]
    assert reader.press() == [(HALL, "on", 1)]
    reader.sleep(0.2)
    assert reader.read({HALL: 0}) == []
    assert reader.press() == [(HALL, "on", 1)]


@rule
def a_chain_does_not_go_on_over_a_sleep_that_changed_nothing(make: Callable[..., Any]) -> None:
    reader = reading(make())
    assert reader.press() == [(HALL, "on", 1)]
    reader.sleep(0.2)
    assert reader.read() == []
    assert reader.press() == [(HALL, "off", 1)]


@rule
def several_things_in_one_read_are_a_scene_and_no_double(make: Callable[..., Any]) -> None:
    reader = reading(make())
    assert reader.press() == [(HALL, "on", 1)]
    assert reader.read({HALL: 0, FAR: 255}) == [(HALL, "off", 1), (FAR, "on", 1)]
    assert reader.press(HALL) == [(HALL, "on", 1)]
    assert reader.press(FAR) == [(FAR, "off", 1)]


@rule
def a_scene_beside_our_own_change_is_one_press(make: Callable[..., Any]) -> None:
    reader = reading(make())
    assert reader.press() == [(HALL, "on", 1)]
    assert reader.read({HALL: 0, FAR: 255}, own={FAR}) == [(HALL, "off", 2)]


@rule
def a_ramping_dimmer_is_one_press(make: Callable[..., Any]) -> None:
    reader = reading(make())
    assert reader.read({FAR: 20}) == [(FAR, "on", 1)]
    assert [reader.read({FAR: level}) for level in (251, 60, 80, 40)] == [[], [], [], []]
    assert reader.read({FAR: 0}, after=5) == [(FAR, "off", 1)]


@rule
def a_relay_that_shows_1_before_255_is_one_press(make: Callable[..., Any]) -> None:
    reader = reading(make())
    assert reader.read({HALL: 1}) == [(HALL, "on", 1)]
    assert reader.read({HALL: 255}) == []


@rule
def what_a_timer_switches_off_is_no_press(make: Callable[..., Any]) -> None:
    reader = reading(make())
    assert reader.press() == [(HALL, "on", 1)]
    assert reader.read({HALL: 0}, timed={HALL}, after=0.7) == []
    assert reader.read({HALL: 255}, timed={HALL}, after=0.7) == [(HALL, "on", 1)]


@rule
def a_light_that_is_switched_on_as_its_timer_ends_is_no_double(make: Callable[..., Any]) -> None:
    reader = reading(make())
    assert reader.press() == [(HALL, "on", 1)]
    assert reader.read({HALL: 0}, timed={HALL}, after=180) == []
    assert reader.press() == [(HALL, "on", 1)]


@rule
def two_presses_of_a_door_opener_are_a_double(make: Callable[..., Any]) -> None:
    reader = reading(make())
    assert reader.press() == [(HALL, "on", 1)]
    assert reader.read({HALL: 0}, timed={HALL}, after=0.5) == []
    assert reader.press(after=0.5) == [(HALL, "on", 2)]


@rule
def a_gap_in_the_reads_makes_no_double_of_presses_that_may_lie_far_apart(make: Callable[..., Any]) -> None:
    reader = reading(make())
    assert reader.press(after=30, gap=True) == [(HALL, "on", 1)]
    assert reader.press() == [(HALL, "off", 1)]
    assert reader.press() == [(HALL, "on", 2)]


@rule
def a_shutter_is_pressed_up_down_and_to_a_stop(make: Callable[..., Any]) -> None:
    reader = reading(make([PAIR]))
    assert reader.read({PAIR.up: 255}) == [(PAIR, "up", 1)]
    assert reader.read({PAIR.up: 0}, after=9) == [(PAIR, "stop", 1)]
    assert reader.read({PAIR.down: 255}, after=9) == [(PAIR, "down", 1)]
    assert reader.read({PAIR.down: 0}) == [(PAIR, "stop", 2)]


@rule
def a_reversal_in_one_read_is_one_press_of_the_new_direction(make: Callable[..., Any]) -> None:
    reader = reading(make([PAIR]))
    assert reader.read({PAIR.up: 255}) == [(PAIR, "up", 1)]
    assert reader.read({PAIR.up: 0, PAIR.down: 255}) == [(PAIR, "down", 1)]
    assert reader.read({PAIR.up: 255, PAIR.down: 0}) == [(PAIR, "up", 1)]


@rule
def the_two_directions_of_a_shutter_are_no_double(make: Callable[..., Any]) -> None:
    reader = reading(make([PAIR]))
    assert reader.read({PAIR.up: 255}) == [(PAIR, "up", 1)]
    assert reader.read({PAIR.up: 0}, after=9) == [(PAIR, "stop", 1)]
    assert reader.read({PAIR.down: 255}) == [(PAIR, "down", 1)]


@rule
def both_directions_at_once_tell_no_direction(make: Callable[..., Any]) -> None:
    reader = reading(make([PAIR]))
    assert reader.read({PAIR.up: 255, PAIR.down: 255}) == []
    assert reader.read({PAIR.up: 0}) == [(PAIR, "down", 1)]
    assert reader.read({PAIR.up: 255}, after=9) == [(PAIR, "up", 1)]
    assert reader.read({PAIR.down: 0}, after=9) == [(PAIR, "up", 1)]
    assert reader.read({PAIR.up: 0}, after=9) == [(PAIR, "stop", 1)]


@rule
def both_relays_that_go_off_are_one_stop(make: Callable[..., Any]) -> None:
    reader = reading(make([PAIR]))
    assert reader.read({PAIR.up: 255, PAIR.down: 255}) == []
    assert reader.read({PAIR.up: 0, PAIR.down: 0}) == [(PAIR, "stop", 1)]


@rule
def a_pair_is_a_shutter_from_its_declaration_to_the_next_one(make: Callable[..., Any]) -> None:
    recogniser = make()
    reader = reading(recogniser)
    assert reader.press(PAIR.up) == [(PAIR.up, "on", 1)]
    recogniser.declare([PAIR])
    assert reader.press(PAIR.up, after=9) == [(PAIR, "stop", 1)]
    recogniser.declare([])
    assert reader.press(PAIR.up, after=9) == [(PAIR.up, "on", 1)]
