"""The scheduler runs each action once, in order."""

from __future__ import annotations

import math

from ipcom.simulator.house.scheduler import Scheduler


def test_actions_run_in_order_of_time_then_of_planning() -> None:
    scheduler, done = Scheduler(), list[str]()
    scheduler.plan(2.0, lambda at: done.append(f"late {at}"))
    scheduler.plan(1.0, lambda at: done.append(f"first {at}"))
    scheduler.plan(1.0, lambda at: done.append(f"second {at}"))
    scheduler.run_until(5.0)
    scheduler.run_until(9.0)
    assert done == ["first 1.0", "second 1.0", "late 2.0"]


def test_an_action_that_is_cancelled_or_not_due_is_not_done() -> None:
    scheduler, done = Scheduler(), list[float]()
    scheduler.plan(1.0, done.append).cancel()
    scheduler.plan(3.0, done.append)
    scheduler.run_until(2.0)
    assert done == []
    assert scheduler.next_at == 3.0


def test_an_action_may_plan_what_is_due_at_once() -> None:
    scheduler, done = Scheduler(), list[float]()

    def again(at: float) -> None:
        scheduler.plan(at + 1, done.append)

    scheduler.plan(1.0, again)
    scheduler.run_until(2.0)
    assert done == [2.0]
    assert scheduler.next_at == math.inf
