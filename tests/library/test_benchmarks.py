"""What judges the figures judges rightly."""

import pytest

from benchmarks import press_house
from benchmarks.figures import Row
from benchmarks.lossy_bus import LossyBus
from benchmarks.markdown import page
from benchmarks.onlooker import Onlooker
from benchmarks.press_house import TimersSeen
from benchmarks.press_pairs import APART_S, try_pairs
from benchmarks.press_week import live
from benchmarks.presses import Press
from ipcom.model.address import OutputAddress
from ipcom.model.change import CausedChange, StateChange
from ipcom.model.shutter_pair import ShutterPair
from ipcom.model.snapshot import StateSnapshot
from ipcom.shutter.travel_times import TravelTimes
from ipcom.simulator.house.layout import Layout
from ipcom.simulator.house.motor import MotorSpec
from ipcom.simulator.house.world import World
from tests.library.presses.test_press_mutants import recogniser_of, sources

PAIR = ShutterPair(up=OutputAddress(1, 1), down=OutputAddress(1, 2))
TIMES = TravelTimes(up=20.0, down=20.0)


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


def moved_down_for(seconds: float, period_s: float) -> tuple[World, Onlooker]:
    clock = Clock()
    layout = Layout(shutters={PAIR: MotorSpec(up_s=20.0, down_s=20.0)})
    world = World(layout, clock=clock, relay_delay=lambda: 0.0)
    onlooker = Onlooker(world, PAIR, TIMES, period_s)
    onlooker.is_at(100.0)
    clock.now += 1.0
    world.press_shutter(PAIR, "down")
    clock.now += seconds
    world.press_shutter(PAIR, "stop")
    clock.now += 5.0
    return world, onlooker


def test_an_onlooker_who_knows_every_edge_is_right_about_a_motor_without_faults() -> None:
    world, onlooker = moved_down_for(7.3, period_s=0.0)
    assert onlooker.position == pytest.approx(world.shutters[PAIR].position)


def test_an_onlooker_who_looks_now_and_then_is_off_by_what_it_cannot_know() -> None:
    world, onlooker = moved_down_for(7.3, period_s=1.0)
    assert onlooker.position != pytest.approx(world.shutters[PAIR].position)
    assert onlooker.position == pytest.approx(world.shutters[PAIR].position, abs=5.0)


def test_what_begins_and_ends_between_two_looks_is_not_seen() -> None:
    _, onlooker = moved_down_for(0.4, period_s=100.0)
    assert onlooker.position == 100.0


def test_a_lossy_bus_loses_one_frame_to_the_module_that_was_named() -> None:
    bus = LossyBus(Layout())
    bus.lose_next(2)
    for module in (1, 2, 3):
        bus.write(module, bytes([255, *bytes(7)]))
    assert [bus.is_on(OutputAddress(module, 1)) for module in (1, 2, 3)] == [True, False, True]
    bus.write(2, bytes([255, *bytes(7)]))
    assert bus.is_on(OutputAddress(2, 1))


@pytest.mark.parametrize(
    ("before_frame_s", "third_read", "seen"),
    [(0.08, False, True), (0.06, False, False), (0.08, True, False), (None, False, False)],
)
def test_a_press_counts_when_it_was_made_two_round_trips_and_30_ms_before_the_frame(
    before_frame_s: float | None, third_read: bool, seen: bool
) -> None:
    assert Press(1.0, before_frame_s, False, 0.02, third_read).seen is seen


def test_the_page_says_what_missed_its_target() -> None:
    text = page([Row("one", "3 ms", "2 ms", False), Row("two", "1 ms", "2 ms", True)], 0.1)
    assert "| one | 2 ms | **missed:** 3 ms |  |" in text
    assert "| two | 2 ms | 1 ms |  |" in text
    assert "1 of these missed" in text


def test_pairs_of_presses_from_0_4_to_1_s_apart_are_doubles_unless_something_else_changes() -> None:
    found = try_pairs(5, 1, quick=True)
    assert sum(found.pairs.values()) == 5 * len(APART_S)
    assert sum(found.doubles[apart_s] for apart_s in APART_S[2:9]) >= 33
    assert found.others == 0
    assert max(found.told_after_s) <= 0.35


def test_a_hurried_day_of_a_lived_in_house_tells_no_press_and_no_double_that_was_none() -> None:
    found = live(0.5, 1, hurried=20)
    assert found.false_presses == []
    assert found.false_doubles == []
    assert found.presses > 100


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param("if each.own:", "if False:", id="own changes are told"),
        pytest.param(
            "if self._missed.interrupted(change) or before is None:",
            "before = before or change.observed\n        if False:",
            id="what changed while the link was away is told",
        ),
    ],
)
def test_such_a_day_finds_a_recogniser_that_breaks_a_rule(
    old: str, new: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(press_house, "PressRecogniser", recogniser_of(sources().replace(old, new)))
    assert live(0.5, 1, hurried=20).false_presses


def test_such_a_day_finds_timers_that_are_taken_for_presses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(press_house, "GO_OFF_THEMSELVES", frozenset())
    assert live(0.5, 1, hurried=20).false_doubles


def test_a_time_that_was_seen_twice_before_is_a_timers() -> None:
    timers, told = TimersSeen(), []
    for round_at in (100.0, 200.0, 300.0, 400.0):
        assert not [*timers.timed(switched(round_at, 255))]
        told.append([*timers.timed(switched(round_at + 60.3, 0))])
    assert told == [[], [], [PAIR.up], [PAIR.up]]


def switched(at: float, value: int) -> StateChange:
    read = StateSnapshot(bytes(128), timestamp=at, asked_at=at, received_at=at)
    changes = (CausedChange(PAIR.up, 255 - value, value, own=False),)
    return StateChange(read, read, read, changes, changes)
