"""What happened at one gateway since Home Assistant started, in bounded memory. Pure: times come in."""

from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from math import copysign

from ..library import CausedChange
from .texts import Text

CHANGES_KEPT = 300
SAMPLES_KEPT = 360
"""Six hours of one a minute."""
MESSAGES_KEPT = 200
RAMP_S = 2.0
"""Levels of one output that follow each other this soon, in one direction, are one change of a dimmer."""


class Severity(StrEnum):
    """How grave a message is."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


@dataclass(slots=True)
class ChangeRecord:
    """A change of one output. While a dimmer ramps, its change goes on under its number."""

    number: int
    at: float
    index: int
    old: int
    value: int
    own: bool

    def goes_on(self, change: CausedChange, at: float) -> bool:
        """Return whether this change is the next level of the same ramp."""
        return (
            change.own == self.own
            and change.old == self.value
            and at - self.at <= RAMP_S
            and 0 < self.value < _RELAY_ON
            and copysign(1, change.new - change.old) == copysign(1, self.value - self.old)
        )


_RELAY_ON = 255


@dataclass(frozen=True, slots=True)
class Sample:
    """The link in one minute; times in seconds, None where nothing was read."""

    at: float
    online: bool
    offline: float
    """For how long there was no link in this minute."""
    round_trip: float | None = None
    worst: float | None = None
    updates: float = 0.0
    """Answered reads in a second."""
    presses: int = 0
    """How often something was changed from outside."""
    commands: int = 0


@dataclass(frozen=True, slots=True)
class HistoryMessage:
    """Something that happened, and why, each as a text for pages."""

    at: float
    text: Text
    reason: Text | None = None
    severity: Severity = Severity.INFO


type Record = ChangeRecord | Sample | HistoryMessage
type Listener = Callable[[tuple[Record, ...]], None]
"""Gets records that are new, or that have gone on, oldest first."""


@dataclass(slots=True)
class History:
    """What is kept: changes, samples and messages, each oldest first."""

    begun: float
    changes: deque[ChangeRecord] = field(default_factory=lambda: deque(maxlen=CHANGES_KEPT))
    samples: deque[Sample] = field(default_factory=lambda: deque(maxlen=SAMPLES_KEPT))
    messages: deque[HistoryMessage] = field(default_factory=lambda: deque(maxlen=MESSAGES_KEPT))
    _last: dict[int, ChangeRecord] = field(default_factory=dict)
    _count: int = 0
    _listeners: dict[object, Listener] = field(default_factory=dict)

    def listen(self, listener: Listener) -> Callable[[], None]:
        """Tell this listener from now on; return the way to stop that."""
        key = object()
        self._listeners[key] = listener

        def stop() -> None:
            self._listeners.pop(key, None)

        return stop

    def add_changes(self, changes: Iterable[CausedChange], at: float) -> bool:
        """Add what one read showed; return whether something began to change from outside."""
        pressed = False
        told: list[ChangeRecord] = []
        for change in changes:
            last = self._last.get(change.address.index)
            if last is not None and last.goes_on(change, at):
                last.value, last.at = change.new, at
            else:
                last = self._begin(change, at)
                pressed = pressed or not change.own
            told.append(last)
        self._tell(*told)
        return pressed

    def add_sample(self, sample: Sample) -> None:
        """Add the sample of a minute."""
        self.samples.append(sample)
        self._tell(sample)

    def add_message(self, message: HistoryMessage) -> None:
        """Add a message."""
        self.messages.append(message)
        self._tell(message)

    def _begin(self, change: CausedChange, at: float) -> ChangeRecord:
        self._count += 1
        index = change.address.index
        begun = ChangeRecord(self._count, at, index, change.old, change.new, change.own)
        self._last[index] = begun
        self.changes.append(begun)
        return begun

    def _tell(self, *records: Record) -> None:
        if records:
            for listener in list(self._listeners.values()):
                listener(records)
