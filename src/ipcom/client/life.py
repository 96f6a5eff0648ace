"""The life of one command for one output or one shutter: queued, sent, lost, and until when; pure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from math import inf

from .tickets import Ticket


class Phase(StrEnum):
    """How far a command has come."""

    QUEUED = "queued"
    """No frame with it has left."""
    SENT = "sent"
    """A frame has left; reads look for what it does."""
    LOST = "lost"
    """The link broke after its frame had left: it is looked for, never sent again."""


@dataclass(slots=True, eq=False)
class Life:
    """When a command was created, when it must have left, when its frames left, and when it must be seen.

    All moments are monotonic seconds. A lamp's value and a shutter's movement share it; what differs for
    a motor is in `drives.py`.
    """

    created_at: float
    leave_by: float
    tickets: list[Ticket]
    phase: Phase = Phase.QUEUED
    sent_at: float | None = None
    """When its first frame left."""
    last_sent_at: float = -inf
    seen_by: float = inf
    may_retry: bool = True
    next_read_at: float = inf
    step: int = 0
    """How many reads have looked for it since its last frame."""
    told: bool = False
    """The callers have the error; a stop stays wanted all the same."""

    @property
    def queued(self) -> bool:
        """Whether no frame with it has left yet."""
        return self.phase is Phase.QUEUED

    @property
    def lost(self) -> bool:
        """Whether the link broke after its frame had left."""
        return self.phase is Phase.LOST

    @property
    def ends_at(self) -> float:
        """When it has waited too long; inf once its callers know."""
        if self.told:
            return inf
        return self.leave_by if self.queued else self.seen_by

    def left(self, now: float, seen_for: float) -> None:
        """A frame with it left; it is to be seen within `seen_for` seconds of the first one."""
        if self.sent_at is None:
            self.phase, self.sent_at, self.seen_by = Phase.SENT, now, now + seen_for
        else:
            self.may_retry = False
        self.last_sent_at = now
        self.look(now)

    def look(self, now: float) -> None:
        """A read is to look for it from now on."""
        self.next_read_at, self.step = now, 0

    def looked(self, now: float, pauses: tuple[float, ...]) -> None:
        """A read did not show it; the next one comes after a pause."""
        self.next_read_at = now + pauses[min(self.step, len(pauses) - 1)]
        self.step += 1

    def link_down(self, hold_for: float) -> None:
        """The link broke: what had left can only be looked for."""
        self.next_read_at = inf
        if not self.queued:
            self.may_retry, self.phase = False, Phase.LOST
            self.seen_by = max(self.seen_by, self.created_at + hold_for)

    def link_up(self, now: float, leave_within: float, seen_for: float) -> None:
        """The link is back: the rest of the time to leave, or one more look."""
        if self.queued:
            self.leave_by = self.created_at + leave_within
        else:
            self.seen_by = now + seen_for
            self.look(now)
