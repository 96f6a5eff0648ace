"""What is known of reads, frames and presses; all times are true ones, by the one clock."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import inf
from typing import TYPE_CHECKING

from ipcom.model.address import OutputAddress
from ipcom.model.shutter_pair import ShutterPair
from ipcom.model.snapshot import StateSnapshot

if TYPE_CHECKING:
    from ipcom.client.planning.actions import Send
    from tests.library.proof.program import Program

CARRIED_S = 0.5
"""For so long other frames of the module carry an "on" that no read has shown yet."""


@dataclass(frozen=True, slots=True, eq=False)
class ReadRecord:
    """A read that our program was answered; `there_s` is how slow the line was when it was asked."""

    asked: float
    taken: float
    there_s: float
    stalled: bool
    snapshot: StateSnapshot
    shown_at: float = inf
    """When the gateway gave the answer, if that is the reply to a write that came too late: a press since then may be
    missing in it. Otherwise inf."""


@dataclass(slots=True, eq=False)
class FrameRecord:
    """A frame of ours, and the read that it rests on."""

    program: Program
    send: Send
    left: float
    read: ReadRecord
    oldest: float
    """A press before this moment must not be undone by it."""
    reads: list[tuple[float, float]]
    """All reads of its program: when they were asked, and answered."""
    passes: bool = False
    """Whether it is a stop that passes a write which owes a reply."""
    reached: float = inf


@dataclass(slots=True)
class Press:
    """A person at the wall changed relays of a shutter at `at`, by a button pressed at `pressed_at`."""

    at: float
    after: dict[OutputAddress, int]
    pressed_at: float
    shown: bool = False


@dataclass(slots=True)
class Orders:
    """What people asked of one shutter, by command and at the wall."""

    commanded_at: float = -inf
    stopped_at: float = -inf
    """The last stop that a person commanded."""
    presses: list[Press] = field(default_factory=list)

    @property
    def wall_rules_since(self) -> float:
        """The last press that a read showed and no command followed."""
        shown = (press.pressed_at for press in self.presses if press.shown)
        return max((at for at in shown if at > self.commanded_at), default=-inf)


def seen_by(reads: list[tuple[float, float]], began: float, ended: float) -> bool:
    """Whether a read was sampled for certain while something was so."""
    return any(began <= asked and taken <= ended for asked, taken in reads)


def both_on(module: int, values: bytes, pair: ShutterPair) -> bool:
    """Whether a frame has both directions on."""
    return all(a.module == module and values[a.output - 1] > 0 for a in pair.addresses)
