"""Says of each change whether a frame of ours explains it, or whether it came from outside; pure."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from ...model.address import OutputAddress
from ...model.change import CausedChange
from ...model.output_kind import OutputKind
from ...model.snapshot import OutputChange
from .compare import RAMPING, distance, equal

MARK_LIFE = 5.0
"""Seconds for which a written value explains a change; as long as a dimmer may take."""


class _Mark(NamedTuple):
    kind: OutputKind
    value: int
    sent_at: float


class ChangeAttribution:
    """Remembers what our frames changed, until a read shows it."""

    def __init__(self) -> None:
        self._marks: dict[tuple[OutputAddress, int], _Mark] = {}
        self._slept = 0.0
        """Seconds of sleep since the last read: that read may still show what left before."""

    def note(self, address: OutputAddress, kind: OutputKind, value: int, now: float) -> None:
        """A frame that left at `now` asks this output to change to `value`."""
        self._marks[address, _lane(kind, value)] = _Mark(kind, value, now)

    def judge(self, changes: Iterable[OutputChange], asked_at: float) -> tuple[CausedChange, ...]:
        """Say of each change in a read asked at `asked_at` whether a frame of ours explains it."""
        caused = tuple(self._caused(change, asked_at) for change in changes)
        if self._slept:
            self._age()
        return caused

    def slept(self, seconds: float) -> None:
        """The machine slept for so long: what left before may show in the next read, and is older in later ones."""
        self._slept += seconds

    def _age(self) -> None:
        """Count the sleep as time that has passed since the frames left."""
        slept, self._slept = self._slept, 0.0
        self._marks = {key: mark._replace(sent_at=mark.sent_at - slept) for key, mark in self._marks.items()}

    def _caused(self, change: OutputChange, asked_at: float) -> CausedChange:
        for lane in (_LEVEL, min(change.new, 1)):
            key = change.address, lane
            mark = self._marks.get(key)
            if mark is not None and self._mark_explains(key, mark, change, asked_at):
                return CausedChange(change.address, change.old, change.new, own=True, left_at=mark.sent_at)
        return CausedChange(change.address, change.old, change.new, own=False)

    def _mark_explains(
        self, key: tuple[OutputAddress, int], mark: _Mark, change: OutputChange, asked_at: float
    ) -> bool:
        if asked_at < mark.sent_at:
            return False
        if asked_at - mark.sent_at > MARK_LIFE:
            del self._marks[key]
            return False
        if equal(mark.kind, change.new, mark.value):
            del self._marks[key]
            return True
        return _approaches(mark, change)


_LEVEL = -1


def _lane(kind: OutputKind, value: int) -> int:
    """A relay's "on" and "off" may both be under way; of a dimmer only the last level counts."""
    return _LEVEL if kind is OutputKind.DIMMER else min(value, 1)


def _approaches(mark: _Mark, change: OutputChange) -> bool:
    if mark.kind is not OutputKind.DIMMER or change.new in RAMPING:
        return False
    return distance(change.new, mark.value) < distance(change.old, mark.value)
