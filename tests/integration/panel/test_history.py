"""What is kept of a gateway, in bounded memory."""

from custom_components.ipcom.library import CausedChange, OutputAddress
from custom_components.ipcom.panel.history import (
    CHANGES_KEPT,
    MESSAGES_KEPT,
    SAMPLES_KEPT,
    History,
    HistoryMessage,
    Record,
    Sample,
)
from custom_components.ipcom.panel.texts import text

LAMP, DIMMER = OutputAddress(1, 1), OutputAddress(6, 1)


def change(old: int, new: int, *, own: bool = False, address: OutputAddress = DIMMER) -> CausedChange:
    return CausedChange(address, old, new, own)


def kept(history: History) -> list[tuple[int, int, bool]]:
    return [(each.old, each.value, each.own) for each in history.changes]


def test_each_change_of_a_relay_is_one() -> None:
    history = History(0.0)
    history.add_changes([change(0, 255, address=LAMP)], 1.0)
    history.add_changes([change(255, 0, own=True, address=LAMP)], 1.1)
    assert kept(history) == [(0, 255, False), (255, 0, True)]
    assert [each.number for each in history.changes] == [1, 2]


def test_the_levels_of_a_ramp_are_one_change_that_goes_on() -> None:
    history = History(0.0)
    told: list[Record] = []
    history.listen(told.extend)
    for at, (old, new) in enumerate(((0, 12), (12, 40), (40, 100))):
        history.add_changes([change(old, new)], at * 0.35)
    assert kept(history) == [(0, 100, False)]
    assert history.changes[0].at == 0.7
    assert [each.number for each in history.changes] == [1]
    assert len(told) == 3


def test_a_turn_a_pause_another_cause_or_a_gap_begins_a_change_of_its_own() -> None:
    history = History(0.0)
    history.add_changes([change(0, 40)], 0.0)
    history.add_changes([change(40, 20)], 0.3)
    history.add_changes([change(20, 10, own=True)], 0.6)
    history.add_changes([change(10, 5, own=True)], 3.0)
    history.add_changes([change(30, 20, own=True)], 3.1)
    assert kept(history) == [(0, 40, False), (40, 20, False), (20, 10, True), (10, 5, True), (30, 20, True)]


def test_a_read_with_several_changes_is_one_press_and_the_rest_of_a_ramp_is_none() -> None:
    history = History(0.0)
    assert history.add_changes([change(0, 40), change(0, 255, address=LAMP)], 0.0)
    assert not history.add_changes([change(40, 60)], 0.3)
    assert not history.add_changes([change(255, 0, own=True, address=LAMP)], 0.4)
    assert not history.add_changes([], 0.5)


def test_memory_is_bounded_and_the_oldest_goes_first() -> None:
    history = History(0.0)
    for number in range(1000):
        value = 255 * (number % 2)
        history.add_changes([change(255 - value, value, address=LAMP)], float(number))
        history.add_sample(Sample(float(number), online=True, offline=0.0))
        history.add_message(HistoryMessage(float(number), text("config_panel", "x")))
    assert (len(history.changes), len(history.samples), len(history.messages)) == (
        CHANGES_KEPT,
        SAMPLES_KEPT,
        MESSAGES_KEPT,
    )
    assert history.samples[0].at == 1000 - SAMPLES_KEPT


def test_a_listener_may_stop_twice() -> None:
    history = History(0.0)
    told: list[Record] = []
    stop = history.listen(told.extend)
    history.add_changes([], 0.0)
    stop()
    stop()
    history.add_changes([change(0, 40)], 0.0)
    assert not told
