"""Scenes, lost frames and slow lines: commands end truly, and whole."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from ipcom.client.planning.change_attribution import ChangeAttribution
from ipcom.model.address import OutputAddress
from ipcom.model.motion import Motion
from ipcom.model.output_kind import OutputKind
from ipcom.model.snapshot import OutputChange
from tests.library.client.planning.planner_house import DIMMER, LAMP, PAIR, lit_house, shuttered_house
from tests.library.client.planning.planner_rig import Rig


def scene(modules: Iterable[int]) -> dict[OutputAddress, int]:
    return {OutputAddress(module, output): 255 for module in modules for output in range(1, 9)}


def at_round_trip(round_trip: float) -> Rig:
    rig = Rig()
    rig.link.round_trip = round_trip
    rig.run(30.0)
    return rig


def lose(rig: Rig, which: int) -> None:
    """The n-th frame from now on gets lost."""
    numbers = iter(range(1000))
    rig.link.ignores = lambda: next(numbers) == which


@pytest.mark.parametrize("modules", [4, 6, 16])
@pytest.mark.parametrize("lost", [0, 1, 3])
def test_a_scene_with_one_frame_lost_is_whole_with_one_frame_more(modules: int, lost: int) -> None:
    rig = Rig()
    rig.run(1.0)
    lose(rig, lost)
    began = rig.now
    ticket = rig.want(scene(range(1, modules + 1)))
    rig.run(10.0)
    assert rig.outcomes == {ticket: None}
    assert len(rig.frames) == modules + 1
    assert rig.ended_at[ticket] - began < 0.25 * modules + 0.55


def test_a_scene_of_all_outputs_over_a_slow_line_is_whole() -> None:
    rig = at_round_trip(0.6)
    ticket = rig.want(scene(range(1, 17)))
    rig.run(31.0)
    assert rig.outcomes == {ticket: None}
    assert len(rig.frames) == 16


def test_a_scene_that_never_leaves_ends_after_ten_seconds_with_the_cause() -> None:
    rig = shuttered_house()
    for n in range(60):
        rig.at(n * 0.5, lambda on=n % 2: rig.press(PAIR.up, 255 * on))  # type: ignore[misc]
    rig.run(1.0)
    ticket = rig.want({OutputAddress(5, 8): 255})
    rig.run(15.0)
    assert "a shutter in its module kept moving" in str(rig.outcomes[ticket])


@pytest.mark.parametrize("round_trip", [0.5, 1.0, 1.6])
@pytest.mark.parametrize("answers", [True, False])
def test_a_command_over_a_slow_line_is_confirmed(round_trip: float, answers: bool) -> None:
    rig = at_round_trip(round_trip)
    rig.link.answers_writes = answers
    ticket = rig.want({LAMP: 255})
    rig.run(10.0)
    assert rig.outcomes == {ticket: None}
    assert len(rig.frames) == 1


@pytest.mark.parametrize("round_trip", [0.5, 1.0, 1.6])
def test_a_stop_over_a_slow_line_is_confirmed(round_trip: float) -> None:
    rig = Rig(shutters=(PAIR,))
    rig.link.round_trip = round_trip
    rig.run(30.0)
    rig.drive(PAIR, Motion.UP)
    rig.run(6.0)
    ticket = rig.drive(PAIR, Motion.OFF)
    rig.run(10.0)
    assert rig.outcomes[ticket] is None


def test_a_value_is_not_given_up_before_a_read_asked_after_its_frame_was_answered() -> None:
    rig = lit_house()
    ticket = rig.want({LAMP: 255})
    rig.run(0.003)
    assert len(rig.frames) == 1
    rig.now += 3.0  # the loop stands still
    rig.run(0.1)
    assert rig.outcomes == {ticket: None}


def test_a_value_that_came_late_is_seen_after_a_stall_that_outlasts_its_time() -> None:
    rig = lit_house()
    rig.link.late = 0.3
    ticket = rig.want({LAMP: 255})
    rig.run(0.05)
    rig.now += 3.0  # the loop stands still, and no read is out
    rig.run(0.5)
    assert rig.outcomes == {ticket: None}


def test_a_lamp_does_not_wait_for_a_dimmer_far_away() -> None:
    rig = lit_house()
    for n in range(100):
        rig.at(n * 0.1, lambda level=n: rig.press(DIMMER, level))  # type: ignore[misc]
    ticket = rig.want({LAMP: 255})
    rig.run(0.1)
    assert rig.outcomes == {ticket: None}


def test_a_movement_wanted_while_both_directions_are_on_switches_both_off_first() -> None:
    rig = shuttered_house()
    for _ in range(4):
        for address in PAIR.addresses:
            rig.press(address, 255)
        rig.run(0.5)
    assert all(rig.value(address) for address in PAIR.addresses)
    ticket = rig.drive(PAIR, Motion.UP)
    rig.run(0.5)
    assert not any(rig.value(address) for address in PAIR.addresses)
    rig.run(1.0)
    assert rig.outcomes[ticket] is None
    assert rig.value(PAIR.up) == 255


def test_a_gateway_that_does_not_know_its_outputs_yet_confirms_nothing() -> None:
    rig = lit_house()
    rig.press(LAMP, 255)
    rig.run(0.5)
    rig.disconnect()
    rig.run(5.0)
    known, rig.house = bytes(rig.house), bytearray(128)
    rig.connect()
    rig.run(0.1)
    ticket = rig.want({LAMP: 0})
    rig.at(0.5, lambda: rig.house.__setitem__(slice(None), known))
    rig.run(0.4)
    assert ticket not in rig.outcomes
    rig.run(4.0)
    assert rig.outcomes == {ticket: None}
    assert rig.value(LAMP) == 0


def test_a_dimmer_on_its_way_over_a_break_is_waited_for() -> None:
    rig = lit_house()
    rig.link.ignores = lambda: True
    ticket = rig.want({DIMMER: 100})
    rig.run(0.01)
    rig.disconnect()
    for n in range(11):
        rig.at(n * 0.2, lambda level=n * 10: rig.press(DIMMER, level))  # type: ignore[misc]
    rig.run(0.7)
    rig.connect()
    rig.run(3.0)
    assert rig.outcomes == {ticket: None}
    assert len(rig.frames) == 1


def test_a_change_in_a_read_asked_before_our_frame_is_not_explained_by_it() -> None:
    causes = ChangeAttribution()
    causes.note(LAMP, OutputKind.RELAY, 255, 10.0)
    change = OutputChange(LAMP, 0, 255)
    assert not causes.judge([change], 9.9)[0].own
    assert causes.judge([change], 10.1)[0].own
