"""Scenes, lost frames, slow lines and dimmers that round: commands end truly, and whole."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest

from ipcom.client.planning.change_attribution import ChangeAttribution
from ipcom.errors import CommandNotConfirmed
from ipcom.model.address import OutputAddress
from ipcom.model.motion import Motion
from ipcom.model.output_kind import OutputKind
from ipcom.model.snapshot import OutputChange
from tests.library.client.planning.planner_house import DIMMER, LAMP, OTHER, PAIR, lit_house, shuttered_house
from tests.library.client.planning.planner_rig import Left, Rig


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


# -- dimmers that round ----------------------------------------------------


class RoundingRig(Rig):
    """Modules that round levels down to even numbers."""

    def apply(self, left: Left) -> None:
        super().apply(left)
        for index, value in enumerate(self.house):
            if 0 < value <= 100:
                self.house[index] = value - value % 2


@pytest.fixture
def rounds() -> Rig:
    rig = RoundingRig(kinds=dict(lit_house().planner.declared._kinds))
    rig.run(1.0)
    return rig


def test_a_level_that_its_module_rounds_is_confirmed_and_shown_as_read(rounds: Rig) -> None:
    ticket = rounds.want({DIMMER: 41})
    rounds.run(1.0)
    assert rounds.outcomes == {ticket: None}
    assert rounds.effective(DIMMER) == 40
    assert len(rounds.frames) == 1


def test_a_level_that_rounds_to_what_it_was_is_written_twice_and_confirmed(rounds: Rig) -> None:
    rounds.press(DIMMER, 40)
    rounds.run(0.5)
    ticket = rounds.want({DIMMER: 41})
    rounds.run(2.0)
    assert rounds.outcomes == {ticket: None}
    assert len(rounds.frames) == 2


@pytest.mark.parametrize(("wanted", "stuck"), [(1, 0), (0, 1), (0, 2)])
def test_nothing_rounds_to_off_or_on(wanted: int, stuck: int) -> None:
    rig = lit_house()
    rig.press(DIMMER, 50)
    rig.run(0.5)
    rig.link.ignores = lambda: True
    ticket = rig.want({DIMMER: wanted})
    rig.run(0.1)
    rig.press(DIMMER, stuck)
    rig.run(6.0)
    assert rig.outcomes[ticket] is not None


def test_a_level_beside_the_wanted_one_makes_no_frame_needless() -> None:
    rig = lit_house()
    rig.press(DIMMER, 40)
    rig.run(0.5)
    rig.want({DIMMER: 42})
    rig.run(0.1)
    assert [frame.values[DIMMER.output - 1] for frame in rig.frames] == [42]


def test_a_lamp_does_not_wait_for_a_dimmer_far_away() -> None:
    rig = lit_house()
    for n in range(100):
        rig.at(n * 0.1, lambda level=n: rig.press(DIMMER, level))  # type: ignore[misc]
    ticket = rig.want({LAMP: 255})
    rig.run(0.1)
    assert rig.outcomes == {ticket: None}


# -- mistakes of ours ------------------------------------------------------


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


def test_a_machine_that_slept_reads_anew_and_ends_runs_by_the_wall_clock() -> None:
    rig = shuttered_house()
    rig.drive(PAIR, Motion.UP)
    rig.run(1.0)
    rig.planner.slept(PAIR.max_run, rig.now)
    reads = len(rig.reads)
    rig.run(0.1)
    assert rig.value(PAIR.up) == 0
    assert len(rig.reads) > reads


def test_a_command_that_had_not_left_before_the_machine_slept_is_too_late_afterwards() -> None:
    rig = shuttered_house()
    rig.press(PAIR.down, 255)
    rig.run(0.4)
    ticket = rig.drive(PAIR, Motion.UP)
    rig.run(0.2)
    rig.planner.slept(3600.0, rig.now)
    rig.run(5.0)
    assert isinstance(rig.outcomes[ticket], CommandNotConfirmed)
    assert rig.value(PAIR.up) == 0


def test_a_direction_does_not_join_one_whose_time_is_over_since_the_machine_slept() -> None:
    rig = shuttered_house()
    rig.drive(PAIR, Motion.UP)
    rig.run(5.0)
    old = rig.drive(PAIR, Motion.DOWN)
    rig.run(0.3)
    rig.planner.slept(3600.0, rig.now)
    new = rig.drive(PAIR, Motion.DOWN)
    rig.run(5.0)
    assert rig.outcomes[old] is not None
    assert rig.outcomes[new] is None
    assert (rig.value(PAIR.up), rig.value(PAIR.down)) == (0, 255)


def test_a_command_does_not_join_one_whose_time_is_over_since_the_machine_slept() -> None:
    rig = lit_house()
    old = rig.want({LAMP: 255})
    rig.planner.slept(60.0, rig.now)
    new = rig.want({LAMP: 255})
    rig.run(1.0)
    assert rig.outcomes[old] is not None
    assert rig.outcomes[new] is None


def test_a_timed_stop_is_due_at_once_after_the_machine_slept() -> None:
    rig = shuttered_house()
    rig.drive(PAIR, Motion.UP)
    rig.run(1.0)
    rig.planner.commands.stop_at(PAIR, Motion.UP, rig.now + 10.0, rig.now)
    rig.planner.slept(30.0, rig.now)
    rig.run(0.1)
    assert rig.value(PAIR.up) == 0


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


def test_a_lamp_that_had_not_left_before_the_machine_slept_says_so() -> None:
    rig = lit_house()
    ticket = rig.want({LAMP: 255})
    rig.planner.slept(60.0, rig.now)
    rig.run(1.0)
    assert "this machine slept" in str(rig.outcomes[ticket])


def test_a_lamp_that_had_left_before_the_machine_slept_is_looked_for() -> None:
    rig = lit_house()
    ticket = rig.want({LAMP: 255})
    rig.run(0.003)
    assert len(rig.frames) == 1
    rig.planner.slept(60.0, rig.now)
    rig.run(1.0)
    assert rig.outcomes == {ticket: None}


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


def test_a_change_in_a_read_asked_before_our_frame_is_not_explained_by_it() -> None:
    causes = ChangeAttribution()
    causes.note(LAMP, OutputKind.RELAY, 255, 10.0)
    change = OutputChange(LAMP, 0, 255)
    assert not causes.judge([change], 9.9)[0].own
    assert causes.judge([change], 10.1)[0].own


@pytest.mark.parametrize(("reads_before", "own"), [(0, True), (1, False)])
def test_a_frame_that_left_before_the_machine_slept_explains_the_first_read_after_it_only(
    reads_before: int, own: bool
) -> None:
    causes = ChangeAttribution()
    causes.note(LAMP, OutputKind.RELAY, 255, 10.0)
    causes.slept(60.0)
    for n in range(reads_before):
        causes.judge([], 10.5 + n / 10.0)
    assert causes.judge([OutputChange(LAMP, 0, 255)], 11.0)[0].own is own
