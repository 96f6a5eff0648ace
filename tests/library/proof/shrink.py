"""Makes a plan small: drops commands, presses and faults while it still fails; pure."""

from __future__ import annotations

from collections.abc import Callable

from tests.library.proof.plan import Plan


def shrink(plan: Plan, fails: Callable[[Plan], bool]) -> Plan:
    """The smallest plan that was found."""
    size = max(1, len(plan.items) // 2)
    while size:
        smaller = _drop_one_part(plan, size, fails)
        if smaller is None:
            size //= 2
        else:
            plan = smaller
            size = min(size, max(1, len(plan.items) // 2))
    return plan


def _drop_one_part(plan: Plan, size: int, fails: Callable[[Plan], bool]) -> Plan | None:
    for start in range(0, len(plan.items), size):
        smaller = plan.without(frozenset(range(start, start + size)))
        if len(smaller.items) < len(plan.items) and fails(smaller):
            return smaller
    return None
