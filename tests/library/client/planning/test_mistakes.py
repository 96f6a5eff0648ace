"""A mistake of ours in one command hurts no other."""

from __future__ import annotations

from typing import Any

import pytest

from ipcom.errors import CommandNotConfirmed
from ipcom.model.motion import Motion
from tests.library.client.planning.planner_house import LAMP, OTHER, PAIR, lit_house, shuttered_house


def test_a_desired_state_that_raises_is_dropped_alone_and_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    rig = shuttered_house()
    rig.drive(PAIR, Motion.UP)
    rig.run(1.0)
    seen = rig.planner._desired.seen
    satisfied = seen.satisfied

    def raises(want: Any, snapshot: Any) -> bool:
        if want.address == LAMP:
            raise ZeroDivisionError("of ours")
        return bool(satisfied(want, snapshot))

    monkeypatch.setattr(seen, "satisfied", raises)
    broken, sound = rig.want({LAMP: 255}), rig.want({OTHER: 255})
    stopped = rig.drive(PAIR, Motion.OFF)
    rig.run(1.0)
    assert isinstance(rig.outcomes[broken], CommandNotConfirmed)
    assert "of ours" in str(rig.outcomes[broken])
    assert rig.outcomes[sound] is None
    assert rig.outcomes[stopped] is None
    assert [type(mistake) for mistake in rig.planner.take_mistakes()] == [ZeroDivisionError]
    assert rig.planner.take_mistakes() == []


def test_a_frame_that_cannot_be_built_drops_the_one_that_is_to_blame(monkeypatch: pytest.MonkeyPatch) -> None:
    rig = lit_house()
    broken = rig.want({LAMP: 255})
    for want in rig.planner._desired.all:
        want.value = "on"  # type: ignore[assignment]
    sound = rig.want({OTHER: 255})
    rig.run(1.0)
    assert isinstance(rig.outcomes[broken], CommandNotConfirmed)
    assert rig.outcomes[sound] is None
    assert rig.planner.take_mistakes()


def test_a_shutter_that_raises_ends_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    rig = shuttered_house()
    other = rig.planner.shutters[1]
    control = rig.planner._pairs.control(PAIR)
    monkeypatch.setattr(control.seen, "_found_on", lambda *_: 1 / 0)
    broken, sound = rig.drive(PAIR, Motion.UP), rig.drive(other, Motion.UP)
    rig.run(1.0)
    assert isinstance(rig.outcomes[broken], CommandNotConfirmed)
    assert rig.outcomes[sound] is None
    assert [type(mistake) for mistake in rig.planner.take_mistakes()] == [ZeroDivisionError]


def test_a_shutter_that_raises_without_a_command_ends_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    rig = shuttered_house()
    control = rig.planner._pairs.control(PAIR)
    monkeypatch.setattr(control, "observe_read", lambda *_, **__: 1 / 0)
    sound = rig.drive(rig.planner.shutters[1], Motion.UP)
    rig.run(1.0)
    assert rig.outcomes == {sound: None}
    assert {type(mistake) for mistake in rig.planner.take_mistakes()} == {ZeroDivisionError}


def test_a_mistake_does_not_end_the_desired_state_that_replaced_the_broken_one() -> None:
    rig = lit_house()
    book = rig.planner._desired
    rig.want({LAMP: 255})
    (old,) = book.all
    newer = rig.want({LAMP: 0})
    book.mark_broken([old], ZeroDivisionError())
    book.end_broken()
    rig.run(1.0)
    assert rig.outcomes[newer] is None
