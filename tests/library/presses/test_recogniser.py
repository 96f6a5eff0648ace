"""What counts as a press at the wall, and what does not."""

from collections.abc import Callable
from typing import Any

import pytest

from ipcom import ConfigurationError, PressRecogniser, StateSnapshot, WallPress
from ipcom.model.change import StateChange
from tests.library.presses.press_rules import RULES
from tests.library.presses.reader import HALL, PAIR, Reader, reading

SNAPSHOT = StateSnapshot(bytes(128), timestamp=0.0, asked_at=0.0, received_at=0.0)


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_rule(rule: Callable[[Callable[..., Any]], None]) -> None:
    rule(PressRecogniser)


def test_a_press_has_the_time_at_which_its_read_was_asked_for() -> None:
    heard: list[WallPress] = []

    class Kept(PressRecogniser):
        def observe(self, change: StateChange, timed: Any = ()) -> Any:
            heard.extend(presses := super().observe(change, timed))
            return presses

    reader = reading(Kept())
    reader.press()
    assert [press.at for press in heard] == [reader.now]


def test_a_press_on_a_link_is_told_to_a_recogniser_that_was_made_after_the_first_read() -> None:
    reader = reading(PressRecogniser())
    reader.recogniser = PressRecogniser()
    assert reader.press() == [(HALL, "on", 1)]


def test_a_recogniser_that_has_heard_nothing_yet_takes_a_lost_link() -> None:
    reader = Reader(PressRecogniser())
    reader.recogniser.link_lost()
    assert reader.read({HALL: 255}) == []
    assert reader.press() == [(HALL, "off", 1)]


def test_a_wrong_declaration_changes_nothing() -> None:
    recogniser = PressRecogniser([PAIR])
    with pytest.raises(ConfigurationError):
        recogniser.declare([PAIR, HALL])  # type: ignore[list-item]
    reader = reading(recogniser)
    assert reader.press(PAIR.up) == [(PAIR, "up", 1)]


def test_what_a_command_of_ours_wants_is_no_press() -> None:
    wanted = StateChange(SNAPSHOT.replace_values({HALL: 255}), SNAPSHOT, SNAPSHOT)
    assert PressRecogniser().observe(wanted) == ()
