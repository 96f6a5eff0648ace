"""The log of a page: messages at the gateway, what switched in the house, and what the page itself did; bounded."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, TypedDict

from ...protocol.login_messages import LoginRequest
from ..gateway.transcript import Reply, SeenWrite
from ..house.history_reader import HistoryReader
from ..house.world import Cause
from .house_picture import output_names
from .message_words import ROUTINE, event_words, reply_words, request_words, write_words

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..gateway.gateway import SimulatedGateway
    from ..gateway.transcript import TranscriptEntry

LINES = 300
"""How many lines are kept."""
ROUTINE_LINES = 60
"""How many lines of messages are kept that come all the time: ten seconds of one client."""
KNOWN_CONNECTIONS = 100
"""Of how many connections the bus is remembered."""

CLIENT, GATEWAY, HOUSE, PAGE = "client", "gateway", "house", "page"


class LogLine(TypedDict):
    """One line. `number` counts all lines, `at` is in Unix seconds, `connection` is 0 for what is no message."""

    number: int
    at: float
    source: str
    """client, gateway, house or page."""
    connection: int
    kind: str
    """A name of docs/protocol.md, "Message kinds"; empty for what is no message."""
    text: str
    routine: bool


class MessageLog:
    """Collects the lines from its making until `close`. `clock` returns Unix seconds."""

    def __init__(self, gateway: SimulatedGateway, clock: Callable[[], float]) -> None:
        self._gateway = gateway
        self._clock = clock
        self._lines: deque[LogLine] = deque(maxlen=LINES)
        self._routine: deque[LogLine] = deque(maxlen=ROUTINE_LINES)
        self._number = 0
        self._buses: dict[int, int] = {}
        self._names = {bus: output_names(gateway.house, bus) for bus in gateway.house.buses}
        self._readers = {bus: HistoryReader(world) for bus, world in gateway.house.buses.items()}
        self._unsubscribe = gateway.transcript.subscribe(self._hear)

    def close(self) -> None:
        """Collect no more."""
        self._unsubscribe()

    @property
    def number(self) -> int:
        """The number of the last line."""
        return self._number

    def since(self, number: int) -> list[LogLine]:
        """Return the lines after that number, as far as they are kept, in their order."""
        self._look_at_house()
        if number >= self._number:
            return []
        kept = (line for lines in (self._lines, self._routine) for line in lines if line["number"] > number)
        return sorted(kept, key=lambda line: line["number"])

    def add(self, text: str) -> None:
        """Add a line about what the page did."""
        self._add(PAGE, 0, "", text)

    def _hear(self, seen: TranscriptEntry | SeenWrite) -> None:
        if isinstance(seen, SeenWrite):
            self._explain_frame(seen)
            return
        self._look_at_house()
        if isinstance(seen.message, Reply):
            kind, text = reply_words(seen.message, self._values(seen.connection))
            self._add(GATEWAY, seen.connection, kind, text)
        else:
            self._note_bus(seen)
            kind, text = request_words(seen.message)
            self._add(CLIENT, seen.connection, kind, text)

    def _explain_frame(self, write: SeenWrite) -> None:
        """Say what a frame changes. Its own line is the last one: requests are carried out as they are heard."""
        world = self._gateway.house.buses[write.bus]
        self._lines[-1]["text"] = write_words(write, world, self._names[write.bus])

    def _note_bus(self, entry: TranscriptEntry) -> None:
        if isinstance(entry.message, LoginRequest) and entry.message.bus in self._gateway.house.buses:
            self._buses[entry.connection] = entry.message.bus
            if len(self._buses) > KNOWN_CONNECTIONS:
                del self._buses[next(iter(self._buses))]

    def _values(self, connection: int) -> bytes:
        buses = self._gateway.house.buses
        return buses[self._buses.get(connection, min(buses))].values()

    def _look_at_house(self) -> None:
        """Add what switched since the last look. Frames have lines of their own."""
        for bus, reader in self._readers.items():
            for event in reader.read():
                if event.cause is not Cause.BUS:
                    self._add(HOUSE, 0, "", event_words(event, self._names[bus]))

    def _add(self, source: str, connection: int, kind: str, text: str) -> None:
        self._number += 1
        routine = kind in ROUTINE
        line: LogLine = {
            "number": self._number,
            "at": self._clock(),
            "source": source,
            "connection": connection,
            "kind": kind,
            "text": text,
            "routine": routine,
        }
        (self._routine if routine else self._lines).append(line)
