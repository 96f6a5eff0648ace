"""What becomes of commands is decided once, and told to all who asked."""

from ipcom.bridge.bridge_text import BridgeText
from ipcom.bridge.commands.command_results import (
    CONFIRMED,
    MOST_WAITING,
    REMEMBERED,
    REMEMBERED_S,
    CommandEnd,
    CommandResult,
    ResultMemory,
)

REFUSED = CommandResult.because(CommandEnd.REFUSED, BridgeText.COMMAND_WITHOUT_SESSION())


def test_a_result_says_what_to_do() -> None:
    assert REFUSED.code == "command_without_session"
    assert REFUSED.text.endswith('; add "session" to the payload')


def test_the_first_decision_counts() -> None:
    told: list[CommandResult] = []
    decision = ResultMemory().opened(None, told.append, 0.0)
    assert decision is not None
    open_before = decision.is_open
    decision.decide(CONFIRMED)
    decision.decide(REFUSED)
    assert (open_before, decision.is_open) == (True, False)
    assert told == [CONFIRMED]


def test_an_id_that_comes_again_gets_the_same_result_now_or_later() -> None:
    memory, told = ResultMemory(), list[CommandResult]()
    decision = memory.opened("a", told.append, 0.0)
    assert memory.opened("a", told.append, 1.0) is None
    assert decision is not None
    decision.decide(CONFIRMED)
    assert told == [CONFIRMED, CONFIRMED]
    assert memory.opened("a", told.append, 2.0) is None
    assert told == [CONFIRMED] * 3


def test_an_id_that_comes_again_and_again_is_not_collected_for_ever() -> None:
    memory, told = ResultMemory(), list[CommandResult]()
    decision = memory.opened("a", told.append, 0.0)
    for _ in range(3 * MOST_WAITING):
        assert memory.opened("a", told.append, 1.0) is None
    assert decision is not None
    decision.decide(CONFIRMED)
    assert told == [CONFIRMED] * MOST_WAITING


def test_an_id_is_forgotten_after_ten_minutes() -> None:
    memory, told = ResultMemory(), list[CommandResult]()
    assert memory.opened("a", told.append, 0.0) is not None
    assert memory.opened("a", told.append, REMEMBERED_S - 1) is None
    assert memory.opened("a", told.append, REMEMBERED_S) is not None


def test_the_oldest_are_forgotten_first_when_there_are_too_many() -> None:
    memory, told = ResultMemory(), list[CommandResult]()
    for number in range(REMEMBERED + 1):
        assert memory.opened(str(number), told.append, 0.0) is not None
    assert memory.opened(str(REMEMBERED), told.append, 0.0) is None
    assert memory.opened("0", told.append, 0.0) is not None


def test_a_flood_of_ids_for_lamps_makes_no_id_of_a_motor_be_forgotten() -> None:
    memory, told = ResultMemory(), list[CommandResult]()
    assert memory.opened("motor", told.append, 0.0, delicate=True) is not None
    for number in range(2 * REMEMBERED):
        memory.opened(str(number), told.append, 1.0)
    assert memory.opened("motor", told.append, 2.0, delicate=True) is None
    assert memory.opened("motor", told.append, 2.0) is None
