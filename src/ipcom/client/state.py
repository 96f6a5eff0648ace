"""The observed and the effective state, and who is told of their changes."""

from __future__ import annotations

from ..model.change import CausedChange, Observation, StateChange
from ..model.snapshot import StateSnapshot
from .planning.planner import Planner
from .subscriptions import Subscriptions

NOTHING_NEW = Observation()


class State:
    """The observed and the effective snapshot; a change is published only if a value differs."""

    def __init__(self, planner: Planner) -> None:
        self._planner = planner
        self._previous: StateSnapshot | None = None
        self._read_on_this_link = False
        self.effective: StateSnapshot | None = None
        self.changes: Subscriptions[StateChange] = Subscriptions("state")

    @property
    def observed(self) -> StateSnapshot | None:
        """The last read; None before the first one."""
        return self._planner.last_read

    def link_down(self) -> None:
        """The next read is the first of another link."""
        self._read_on_this_link = False

    def slept(self, seconds: float) -> None:
        """The machine slept: tell so, though no value differs; the next read has no previous one."""
        self._read_on_this_link = False
        self._publish(self._planner.last_read, NOTHING_NEW, anew=False, slept=seconds)

    def observe_read(self, snapshot: StateSnapshot, now: float) -> bool:
        """Take the answer of a read; returns whether it differs from the one before."""
        before = self._planner.last_read
        observation = self._planner.observe_read(snapshot, now)
        self._previous = before if self._read_on_this_link else None
        self._read_on_this_link = True
        anew = before is None or bool(observation.changes)
        self._publish(snapshot, observation, anew=anew)
        return anew

    def refresh(self) -> None:
        """What is wanted may have changed."""
        self._publish(self._planner.last_read, NOTHING_NEW, anew=False)

    def _publish(
        self, observed: StateSnapshot | None, observation: Observation, *, anew: bool, slept: float = 0.0
    ) -> None:
        """Tell of what differs; `anew` when the observed values do, and always after the machine slept."""
        if observed is None:
            return
        old, self.effective = self.effective, self._planner.effective(observed)
        if not anew and not slept and (old is self.effective or old == self.effective):
            return
        self.changes.tell(
            StateChange(
                snapshot=self.effective,
                observed=observed,
                previous=self._previous,
                changes=_effective_changes(old, self.effective, observation),
                observed_changes=observation.changes,
                both_on=observation.both_on,
                slept=slept,
            )
        )


def _effective_changes(
    old: StateSnapshot | None, new: StateSnapshot, observation: Observation
) -> tuple[CausedChange, ...]:
    """What differs in the effective state; what no read showed anew is our own doing."""
    if old is None:
        return ()
    own = {change.address: change.own for change in observation.changes}
    return tuple(
        CausedChange(change.address, change.old, change.new, own.get(change.address, True))
        for change in new.changes_since(old)
    )
