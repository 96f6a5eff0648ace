"""A press as a value."""

import pytest

from ipcom import PressDirection, WallPress
from tests.library.presses.reader import HALL, PAIR


def test_a_press_is_a_value() -> None:
    press = WallPress(HALL, PressDirection.ON, 1, 5.0)
    assert press == WallPress(HALL, PressDirection.ON, 1, 5.0)
    assert (
        len({press, WallPress(HALL, PressDirection.ON, 1, 5.0), WallPress(PAIR, PressDirection.UP, 1, 5.0)})
        == 2
    )
    with pytest.raises(AttributeError):
        press.count = 2  # type: ignore[misc]


def test_the_words_of_the_directions_are_kept() -> None:
    assert [*PressDirection] == ["on", "off", "up", "down", "stop"]
