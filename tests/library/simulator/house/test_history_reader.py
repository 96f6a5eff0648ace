"""What switched in a house is read once, in its order."""

from __future__ import annotations

from collections import deque

from ipcom.model.address import OutputAddress
from ipcom.simulator import Layout, World
from ipcom.simulator.house.history_reader import HistoryReader
from tests.library.simulator.simulator_rig import LIGHT, HandClock

OTHER = OutputAddress(3, 5)


def test_each_event_is_read_once_in_its_order() -> None:
    world = World()
    world.press(OTHER)
    reader = HistoryReader(world)
    assert reader.read() == []
    world.press(LIGHT)
    world.press(OTHER)
    assert [(event.address, event.value) for event in reader.read()] == [(LIGHT, 255), (OTHER, 0)]
    assert reader.read() == []


def test_what_is_due_has_happened() -> None:
    clock = HandClock()
    world = World(Layout(auto_off={LIGHT: 5.0}), clock=clock)
    reader = HistoryReader(world)
    world.press(LIGHT)
    clock.pass_by(6)
    assert [event.value for event in reader.read()] == [255, 0]


def test_what_the_house_has_forgotten_is_left_out() -> None:
    world = World()
    world.history = deque(maxlen=3)
    reader = HistoryReader(world)
    for _ in range(5):
        world.press(LIGHT)
    assert len(reader.read()) == 3
    assert reader.read() == []
