"""What one part of the planner answers when it is asked what is next; pure."""

from __future__ import annotations

from collections.abc import Callable
from math import inf
from typing import NamedTuple

from .actions import Read
from .command_text import HeldUp
from .frame_builder import PlannedFrame


class Step(NamedTuple):
    """A frame to send, a read to ask for, or neither of them before `at`."""

    action: PlannedFrame | Read | None = None
    at: float = inf
    reason: HeldUp | None = None
    """Why a module has to wait."""
    notes: tuple[Callable[[], None], ...] = ()
    """What changes when the answer is taken up: asking for it changes nothing."""
