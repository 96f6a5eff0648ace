"""What was said to a simulated gateway, and what it did about it: bounded, for tests and for the curious."""

from __future__ import annotations

from collections import Counter, deque
from dataclasses import dataclass
from enum import StrEnum

from ...protocol.events import GatewayEvent

ENTRIES = 1000
"""How many entries a transcript keeps: some minutes of polling."""

WRITES = 10_000
"""How many writes it keeps."""


class Direction(StrEnum):
    """Seen from the gateway."""

    IN = "in"
    OUT = "out"


@dataclass(frozen=True, slots=True)
class Reply:
    """A message that a gateway decided to send; faults may still have kept it."""

    kind: str
    size: int


@dataclass(frozen=True, slots=True)
class TranscriptEntry:
    """One message; `time` in seconds of the loop, `connection` counts from 1."""

    time: float
    connection: int
    direction: Direction
    message: GatewayEvent | Reply


@dataclass(frozen=True, slots=True)
class SeenWrite:
    """One frame that sets the 8 outputs of a module; `ignored` when a fault kept it from the bus."""

    time: float
    connection: int
    bus: int
    module: int
    values: bytes
    ignored: bool = False


class Transcript(deque[TranscriptEntry]):
    """The last messages, the last writes, and how many messages of each kind there ever were."""

    def __init__(self) -> None:
        super().__init__(maxlen=ENTRIES)
        self.writes: deque[SeenWrite] = deque(maxlen=WRITES)
        self.counts: Counter[str] = Counter()

    def took(self, time: float, connection: int, message: GatewayEvent) -> None:
        """Note a request; it counts under the name of its class."""
        self.counts[type(message).__name__] += 1
        self.append(TranscriptEntry(time, connection, Direction.IN, message))

    def gave(self, time: float, connection: int, kind: str, message: bytes) -> None:
        """Note a reply; it counts under its kind."""
        self.counts[kind] += 1
        self.append(TranscriptEntry(time, connection, Direction.OUT, Reply(kind, len(message))))
