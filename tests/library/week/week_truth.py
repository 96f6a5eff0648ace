"""What really happened in the house, and when no gateway could be reached: what claims are held against."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass, field

from ipcom.model.address import OutputAddress
from ipcom.model.output_kind import OutputKind
from ipcom.simulator.house.world import Cause, OutputEvent, World
from tests.library.week.week_house import KINDS

NEAR = 2
"""Dimmers of this house round to even levels."""


def shows(address: OutputAddress, value: int, wanted: int) -> bool:
    """Whether an output that has `value` shows what was wanted."""
    if KINDS.get(address) is not OutputKind.DIMMER:
        return (value > 0) is (wanted > 0)
    value, wanted = min(value, 100), min(wanted, 100)
    return value == wanted or (value > 0 and wanted > 0 and abs(value - wanted) <= NEAR)


@dataclass(frozen=True, slots=True)
class Trouble:
    """From `begin` to `end` something kept commands from working; the line's round trip may be its measure."""

    begin: float
    end: float
    what: str
    cuts: bool = True


@dataclass
class Truth:
    """The events of every output by the loop's time, and the troubles."""

    world: World
    ahead_s: float = 0.0
    """What the house's clock shows more than the loop's."""
    events: dict[OutputAddress, list[OutputEvent]] = field(default_factory=lambda: defaultdict(list))
    troubles: list[Trouble] = field(default_factory=list)
    total: int = 0

    def harvest(self) -> None:
        """Take the house's history, which is bounded."""
        self.world.values()
        assert len(self.world.history) < (self.world.history.maxlen or 0), (
            "events were lost: harvest more often"
        )
        for event in self.world.history:
            self.events[event.address].append(
                OutputEvent(event.at - self.ahead_s, event.address, event.value, event.cause)
            )
            self.total += 1
        self.world.history.clear()

    def value_at(self, address: OutputAddress, at: float) -> int:
        """What an output was told last by `at`."""
        events = self.events[address]
        index = bisect_right(events, at, key=lambda event: event.at)
        return events[index - 1].value if index else 0

    def between(self, address: OutputAddress, begin: float, end: float) -> list[OutputEvent]:
        """The events of an output after `begin` and up to `end`."""
        events = self.events[address]
        low = bisect_right(events, begin, key=lambda event: event.at)
        high = bisect_right(events, end, key=lambda event: event.at)
        return events[low:high]

    def showed(self, address: OutputAddress, wanted: int, begin: float, end: float) -> bool:
        """Whether the output had the wanted value at some moment in between."""
        values = [
            self.value_at(address, begin),
            *(event.value for event in self.between(address, begin, end)),
        ]
        return any(shows(address, value, wanted) for value in values)

    def touched(self, address: OutputAddress, begin: float, end: float) -> list[OutputEvent]:
        """What others than our frames did to an output in between."""
        return [event for event in self.between(address, begin, end) if event.cause is not Cause.BUS]

    def trouble(self, begin: float, end: float, *, cuts: bool | None = None) -> list[Trouble]:
        """The troubles that overlap a time."""
        return [it for it in self.troubles if it.begin <= end and it.end >= begin and cuts in (None, it.cuts)]

    def forget_before(self, at: float) -> None:
        """Keep the last event of every output and what is newer."""
        for address, events in self.events.items():
            index = bisect_right(events, at, key=lambda event: event.at)
            self.events[address] = events[max(0, index - 1) :]
        self.troubles = [it for it in self.troubles if it.end >= at]
