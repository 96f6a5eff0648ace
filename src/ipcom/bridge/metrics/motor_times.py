"""How long the motors of a house have run, by what each read shows. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ...model.address import OutputAddress
    from ...model.snapshot import StateSnapshot


class MotorTimes:
    """Counts seconds from the read that shows a relay on to the one that shows both off. Times are monotonic."""

    def __init__(self, motors: Mapping[str, Iterable[OutputAddress]]) -> None:
        """`motors` are the relays of each, by the name of its thing."""
        self._motors = {name: tuple(relays) for name, relays in motors.items()}
        self._seconds = dict.fromkeys(self._motors, 0.0)
        self._begun: dict[str, float] = {}

    def observe(self, read: StateSnapshot) -> None:
        """Note what a read shows."""
        for name, relays in self._motors.items():
            if any(read.is_on(relay) for relay in relays):
                self._begun.setdefault(name, read.received_at)
            else:
                self._end(name, read.received_at)

    def link_lost(self, last_read_at: float) -> None:
        """Count nothing from the last read on: what happens meanwhile is not seen."""
        for name in self._motors:
            self._end(name, last_read_at)

    def seconds(self, last_read_at: float) -> Mapping[str, float]:
        """Return how long each has run up to the last read."""
        runs = self._runs(last_read_at)
        return {name: done + runs.get(name, 0.0) for name, done in self._seconds.items()}

    def running(self, last_read_at: float) -> tuple[float, ...]:
        """Return of each motor that runs for how long it has."""
        return tuple(self._runs(last_read_at).values())

    def _runs(self, until: float) -> dict[str, float]:
        return {name: max(0.0, until - begun) for name, begun in self._begun.items()}

    def _end(self, name: str, at: float) -> None:
        if (begun := self._begun.pop(name, None)) is not None:
            self._seconds[name] += max(0.0, at - begun)
