"""A simulated house does things in order, and only once."""

from __future__ import annotations

import math

from ipcom.simulator.house.scheduler import Scheduler


def test_things_are_done_in_order_of_time_then_of_asking() -> None:
    agenda, done = Scheduler(), list[str]()
    agenda.plan(2.0, lambda at: done.append(f"late {at}"))
    agenda.plan(1.0, lambda at: done.append(f"first {at}"))
    agenda.plan(1.0, lambda at: done.append(f"second {at}"))
    agenda.run_until(5.0)
    agenda.run_until(9.0)
    assert done == ["first 1.0", "second 1.0", "late 2.0"]


def test_what_is_cancelled_or_not_due_is_not_done() -> None:
    agenda, done = Scheduler(), list[float]()
    agenda.plan(1.0, done.append).cancel()
    agenda.plan(3.0, done.append)
    agenda.run_until(2.0)
    assert done == []
    assert agenda.next_at == 3.0


def test_an_action_may_plan_what_is_due_at_once() -> None:
    agenda, done = Scheduler(), list[float]()
    agenda.plan(1.0, lambda at: agenda.plan(at + 1, done.append) and None)
    agenda.run_until(2.0)
    assert done == [2.0]
    assert agenda.next_at == math.inf
