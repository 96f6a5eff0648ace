"""Levels of a dimmer, brightness, and the level that a plain "on" brings back."""

import pytest

from custom_components.ipcom.devices.brightness import LevelMemory, brightness_of, level_of


def test_levels_and_brightness_do_not_drift() -> None:
    for level in range(1, 101):
        assert level_of(brightness_of(level)) == level
    assert [level_of(brightness) for brightness in (1, 2, 254, 255)] == [1, 1, 100, 100]


def test_a_level_counts_when_two_reads_apart_show_it() -> None:
    memory = LevelMemory(100)
    for value, asked_at in ((60, 0.0), (60, 0.35), (40, 0.7), (20, 1.05), (1, 1.4), (1, 1.45), (0, 1.75)):
        memory.observe_read(value, asked_at)
    assert memory.level == 60


@pytest.mark.parametrize(("value", "level"), [(255, 100), (251, 30), (101, 30), (0, 30), (1, 1)])
def test_what_is_shown_while_a_button_is_held_is_no_level(value: int, level: int) -> None:
    memory = LevelMemory(30)
    memory.observe_read(value, 0.0)
    memory.observe_read(value, 10.0)
    assert memory.level == level


def test_a_level_that_a_command_set_needs_no_second_read() -> None:
    memory = LevelMemory(100)
    memory.keep(30)
    memory.keep(0)
    assert memory.level == 30
