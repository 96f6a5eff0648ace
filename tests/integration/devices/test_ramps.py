"""Levels that follow each other soon are one change from outside."""

from custom_components.ipcom.devices.ramps import RAMP_S, Ramps


def going_on(*changes: tuple[int, int, float], index: int = 1) -> list[bool]:
    ramps = Ramps()
    return [ramps.goes_on(index, old, new, now) for old, new, now in changes]


def test_a_button_that_is_held_is_one_change() -> None:
    assert going_on((0, 10, 0.0), (10, 20, 0.4), (20, 30, 0.8)) == [False, True, True]


def test_a_level_much_later_is_another_change() -> None:
    assert going_on((0, 10, 0.0), (10, 20, RAMP_S + 0.1)) == [False, False]


def test_what_goes_off_and_on_again_is_two_more() -> None:
    assert going_on((0, 10, 0.0), (10, 0, 0.4), (0, 10, 0.8)) == [False, False, False]


def test_a_command_in_between_ends_it_and_so_does_a_lost_link() -> None:
    ramps = Ramps()
    ramps.goes_on(1, 0, 10, 0.0)
    ramps.end(1)
    assert not ramps.goes_on(1, 10, 20, 0.4)
    ramps.forget()
    assert not ramps.goes_on(1, 20, 30, 0.8)


def test_each_output_has_its_own() -> None:
    ramps = Ramps()
    ramps.goes_on(1, 0, 10, 0.0)
    assert not ramps.goes_on(2, 10, 20, 0.4)
