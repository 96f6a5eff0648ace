"""The life of a command: when it must have left, when it is looked for, and when it ends."""

from __future__ import annotations

from math import inf

from ipcom.client.planning.life import LEAVE_AT_MOST_S, Life

PAUSES = (0.05, 0.1, 0.2)


def life(leave_by: float = 10.0) -> Life:
    return Life(created_at=0.0, leave_by=leave_by, commands=[])


def sent(at: float = 1.0) -> Life:
    """A life whose frame has left."""
    made = life()
    made.left(at, seen_for=1.5, look_within=0.5)
    return made


def test_a_command_that_has_not_left_ends_when_its_time_to_leave_is_over() -> None:
    queued = life()
    assert queued.ends_at(online=True) == queued.ends_at(online=False) == 10.0
    assert not queued.too_late(9.9)
    assert queued.too_late(10.0)


def test_a_frame_of_the_same_command_prolongs_the_time_to_leave_up_to_thirty_seconds() -> None:
    queued = life()
    queued.prolong(5.0, leave_within=10.0)
    assert queued.leave_by == 15.0
    queued.prolong(29.0, leave_within=10.0)
    assert queued.leave_by == LEAVE_AT_MOST_S


def test_a_command_that_has_left_ends_only_after_a_read_has_looked_for_it() -> None:
    gone = sent()
    assert gone.ends_at(online=True) == inf
    gone.looked(1.2, 1.21, PAUSES)
    assert gone.ends_at(online=True) == inf, "that look came long before the end"
    gone.looked(2.1, 2.11, PAUSES)
    assert gone.ends_at(online=True) == 2.5


def test_without_a_link_a_command_that_has_left_ends_at_its_time() -> None:
    assert sent().ends_at(online=False) == 2.5


def test_a_second_frame_does_not_extend_the_time_to_be_seen() -> None:
    gone = sent()
    gone.left(2.0, seen_for=1.5, look_within=0.5)
    assert (gone.frames, gone.first_sent_at, gone.last_sent_at, gone.seen_by) == (2, 1.0, 2.0, 2.5)


def test_reads_look_at_growing_pauses_and_the_last_pause_repeats() -> None:
    gone, next_reads = sent(), []
    for _ in range(4):
        gone.looked(2.0, 2.0, PAUSES)
        next_reads.append(round(gone.next_read_at - 2.0, 3))
    assert next_reads == [0.05, 0.1, 0.2, 0.2]


def test_a_break_makes_a_command_that_has_left_lost_until_a_read_looks_for_it() -> None:
    gone = sent()
    gone.link_down()
    assert (gone.lost, gone.next_read_at) == (True, inf)
    gone.link_up(5.0, leave_within=10.0)
    assert gone.next_read_at == 5.0
    gone.found()
    assert (gone.queued, gone.lost) == (False, False)


def test_a_break_leaves_a_command_that_has_not_left_in_the_queue() -> None:
    queued = life(leave_by=1.5)
    queued.link_down()
    assert queued.queued
    queued.link_up(1.0, leave_within=10.0)
    assert queued.leave_by == 10.0


def test_sleep_counts_towards_the_time_to_leave() -> None:
    queued = life()
    queued.slept(3600.0, 1.0)
    assert queued.too_late(1.0)


def test_a_command_that_had_left_before_a_sleep_is_looked_for_anew() -> None:
    gone = sent()
    gone.slept(3600.0, 2.0)
    assert (gone.lost, gone.next_read_at, gone.last_sent_at) == (True, 2.0, 1.0 - 3600.0)


def test_a_command_whose_callers_were_told_has_no_end() -> None:
    gone = sent()
    gone.told = True
    assert gone.ends_at(online=True) == gone.ends_at(online=False) == inf
