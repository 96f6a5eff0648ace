"""A bounded record of the messages and writes at a simulated gateway, for tests and for looking; pure."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from ...protocol.events import GatewayEvent

ENTRIES = 1000
"""How many entries a transcript keeps: some minutes of polling."""

WRITES = 10_000
"""How many writes a transcript keeps."""


class Direction(StrEnum):
    """The direction of a message, as seen from the gateway."""

    IN = "in"
    OUT = "out"


@dataclass(frozen=True, slots=True)
class Reply:
    """A message that a gateway sent. A fault may have dropped or damaged it afterwards."""

    kind: str
    size: int


@dataclass(frozen=True, slots=True)
class TranscriptEntry:
    """One message. `time` is in seconds of the loop; `connection` counts from 1."""

    time: float
    connection: int
    direction: Direction
    message: GatewayEvent | Reply


@dataclass(frozen=True, slots=True)
class SeenWrite:
    """One frame that sets the 8 outputs of a module. It is `ignored` if a fault kept it from the bus."""

    time: float
    connection: int
    bus: int
    module: int
    values: bytes
    ignored: bool = False


Listener = Callable[[TranscriptEntry | SeenWrite], None]


class Transcript(deque[TranscriptEntry]):
    """The last messages, the last writes, and the number of all messages of each kind."""

    def __init__(self) -> None:
        super().__init__(maxlen=ENTRIES)
        self.writes: deque[SeenWrite] = deque(maxlen=WRITES)
        self.counts: Counter[str] = Counter()
        self._listeners: list[Listener] = []

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Call `listener` with each entry and each write before it is carried out. Returns the way to end that."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def add_request(self, time: float, connection: int, message: GatewayEvent) -> None:
        """Add a request. It is counted under the name of its class."""
        self.counts[type(message).__name__] += 1
        self._add(TranscriptEntry(time, connection, Direction.IN, message))

    def add_reply(self, time: float, connection: int, kind: str, message: bytes) -> None:
        """Add a reply. It is counted under its kind."""
        self.counts[kind] += 1
        self._add(TranscriptEntry(time, connection, Direction.OUT, Reply(kind, len(message))))

    def add_write(self, write: SeenWrite) -> None:
        """Add a write, which follows the request that it came in."""
        self.writes.append(write)
        self._tell(write)

    def _add(self, entry: TranscriptEntry) -> None:
        self.append(entry)
        self._tell(entry)

    def _tell(self, seen: TranscriptEntry | SeenWrite) -> None:
        for listener in tuple(self._listeners):
            listener(seen)
