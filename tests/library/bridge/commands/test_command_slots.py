"""What waits for a thing: the newest command, and never anything before a stop."""

from hypothesis import given
from hypothesis import strategies as st

from ipcom.bridge.commands.command_results import CommandEnd, CommandResult, Decision, new_decision
from ipcom.bridge.commands.command_slots import DISCARDED, GONE, REPLACED, CommandSlots, WaitingCommand
from ipcom.bridge.commands.wishes import HaltMotor, RunToEnd, Wish


def command(wish: Wish) -> tuple[WaitingCommand, list[CommandResult]]:
    told: list[CommandResult] = []
    decision: Decision = new_decision(told.append)
    return WaitingCommand(wish, decision), told


def test_a_newer_command_replaces_the_one_that_waits() -> None:
    slots = CommandSlots()
    (first, told), (second, _) = command(RunToEnd(up=True)), command(RunToEnd(up=False))
    slots.put(first)
    slots.put(second)
    assert told == [REPLACED]
    assert slots.take() is second
    assert slots.take() is None
    assert not slots


def test_a_stop_discards_what_came_before_and_what_comes_after_stands() -> None:
    slots = CommandSlots()
    (before, told), (stop, _), (after, told_after) = (
        command(RunToEnd(up=True)),
        command(HaltMotor()),
        command(RunToEnd(up=False)),
    )
    for each in (before, stop, after):
        slots.put(each)
    assert told == [DISCARDED]
    assert slots.has_stop
    assert slots.take() is stop
    assert slots.take() is after
    assert not told_after


def test_a_lost_connection_drops_all_but_a_stop() -> None:
    slots = CommandSlots()
    (stop, told_stop), (move, told_move) = command(HaltMotor()), command(RunToEnd(up=True))
    slots.put(stop)
    slots.put(move)
    slots.empty()
    assert (told_stop, told_move) == ([], [GONE])
    assert slots.take() is stop


@given(st.lists(st.sampled_from(["stop", "up", "take", "lost"]), max_size=30))
def test_each_command_is_taken_or_told_and_none_overtakes_a_stop(steps: list[str]) -> None:
    slots, put, taken = CommandSlots(), list[WaitingCommand](), list[WaitingCommand]()
    for step in steps:
        if step == "take":
            taken += [found] if (found := slots.take()) else []
        elif step == "lost":
            slots.empty()
        else:
            each, _ = command(HaltMotor() if step == "stop" else RunToEnd(up=True))
            slots.put(each)
            put.append(each)
    while (found := slots.take()) is not None:
        taken.append(found)
    assert taken == [each for each in put if any(each is one for one in taken)], (
        "in the order in which they came"
    )
    assert all(each in taken or not each.decision.is_open for each in put)
    stops = [each for each in put if isinstance(each.wish, HaltMotor)]
    assert all(
        any(each is one for one in taken) or each.decision._kept.result == REPLACED for each in stops
    ), "a stop is only ever replaced by a newer stop"
    assert CommandEnd.FAILED in CommandEnd
