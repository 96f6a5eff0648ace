"""The life of one command for one output or one shutter: queued, sent, lost, and until when; pure."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf

from .pending_command import PendingCommand

LEAVE_AT_MOST_S = 30.0
"""A scene may take this long to leave, as long as frames of it keep leaving."""
FRAMES = 2
"""A value is written twice at most, retries and breaks together."""


@dataclass(slots=True, eq=False)
class Life:
    """When a command was created, when it must have left, when its frames left, and when it must be seen.

    All moments are monotonic seconds and absolute: no retry and no reconnect moves them. A lamp's value
    and a shutter's movement share this life; what differs for a motor is in `shutter_controller.py`.
    """

    created_at: float
    leave_by: float
    commands: list[PendingCommand]
    queued: bool = True
    """No frame with it has left yet."""
    lost: bool = False
    """The link broke after its frame had left, and no read has looked for it since: the next one decides."""
    first_sent_at: float = inf
    last_sent_at: float = -inf
    frames: int = 0
    seen_by: float = inf
    look_within: float = 0.5
    """A read must have been asked so shortly before the end, or later: one more is worth it after a stall."""
    looked_at: float = -inf
    """When the last read was asked that looked for it."""
    next_read_at: float = inf
    step: int = 0
    """How many reads have looked for it since its last frame."""
    told: bool = False
    """The callers have the error; a stop stays wanted all the same."""

    def too_late(self, now: float) -> bool:
        """Whether it has not left and may not any more, as after a sleep: a new command does not join it."""
        return self.queued and now >= self.leave_by

    def ends_at(self, *, online: bool) -> float:
        """When it has waited too long; inf once its callers know.

        What has left is not given up before a read asked after its frame, and shortly before the end, was
        answered, as long as there is a link.
        """
        if self.told:
            return inf
        if self.queued:
            return self.leave_by
        looked = self.step > 0 and self.looked_at >= self.seen_by - self.look_within
        return self.seen_by if looked or not online else inf

    def left(self, now: float, seen_for: float, look_within: float) -> None:
        """A frame with it left; it is to be seen within `seen_for` seconds of the first one."""
        if self.frames == 0:
            self.first_sent_at, self.seen_by = now, now + seen_for
            self.look_within = look_within
        self.frames += 1
        self.queued = self.lost = False
        self.last_sent_at = now
        self.look(now)

    def prolong(self, now: float, leave_within: float) -> None:
        """A frame of the same command left: it may wait longer for its own, up to the longest time."""
        if self.queued:
            latest = self.created_at + LEAVE_AT_MOST_S
            self.leave_by = max(self.leave_by, min(now + leave_within, latest))

    def look(self, now: float) -> None:
        """A read is to look for it from now on."""
        self.next_read_at, self.step = now, 0

    def looked(self, asked_at: float, now: float, pauses: tuple[float, ...]) -> None:
        """A read asked then did not show it; the next one comes after a pause."""
        self.looked_at = asked_at
        self.next_read_at = now + pauses[min(self.step, len(pauses) - 1)]
        self.step += 1

    def found(self) -> None:
        """The first read after a break has looked for it, and it is still worth waiting for."""
        self.lost = False

    def slept(self, seconds: float, now: float) -> None:
        """The machine slept for so long: the time to leave counts by the wall clock; what had left is looked for anew."""
        self.leave_by -= seconds
        self.last_sent_at -= seconds
        if not self.queued:
            self.lost = True
            self.look(now)

    def link_down(self) -> None:
        """The link broke: what had left can only be looked for."""
        self.next_read_at = inf
        if not self.queued:
            self.lost = True

    def link_up(self, now: float, leave_within: float) -> None:
        """The link is back: the rest of the time to leave, or one look."""
        if self.queued:
            self.leave_by = max(self.leave_by, self.created_at + leave_within)
        else:
            self.look(now)
