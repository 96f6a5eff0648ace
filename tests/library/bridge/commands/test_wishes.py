"""Which wishes may come twice."""

import pytest

from ipcom.bridge.commands.wishes import (
    GoTo,
    HaltMotor,
    PressImpulse,
    RunToEnd,
    SetLevel,
    SwitchTo,
    ToggleOutput,
    Wish,
    may_repeat,
)


@pytest.mark.parametrize("wish", [SetLevel(4), SwitchTo(on=True), GoTo(40.0), RunToEnd(up=True), HaltMotor()])
def test_a_state_that_is_asked_for_twice_is_the_same_state(wish: Wish) -> None:
    assert may_repeat(wish)


@pytest.mark.parametrize("wish", [ToggleOutput(), PressImpulse()])
def test_a_toggle_and_an_impulse_are_not(wish: Wish) -> None:
    assert not may_repeat(wish)
