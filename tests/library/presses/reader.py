"""Reads a house as a client does, and hands what it reads to a recogniser."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from ipcom.model.address import OutputAddress
from ipcom.model.change import CausedChange, StateChange
from ipcom.model.shutter_pair import ShutterPair
from ipcom.model.snapshot import StateSnapshot

POLL_S = 0.35
HALL, PORCH, FAR = OutputAddress(1, 1), OutputAddress(1, 2), OutputAddress(9, 8)
PAIR = ShutterPair(up=OutputAddress(5, 2), down=OutputAddress(5, 1))
Told = tuple[object, str, int]
"""A press without its time: the thing, the direction and the count."""


class Reader:
    """Reads every 0.35 s, unless a test says otherwise."""

    def __init__(self, recogniser: Any) -> None:
        self.recogniser = recogniser
        self.now = 1000.0
        self._last: StateSnapshot | None = None
        self._linked = False

    def read(
        self,
        values: Mapping[OutputAddress, int] | None = None,
        *,
        own: Collection[OutputAddress] = (),
        timed: Collection[OutputAddress] = (),
        after: float = POLL_S,
        gap: bool = False,
    ) -> list[Told]:
        """Read the house `after` the last read; `values` are new, those of `own` by our commands. Return the presses.

        The polls between show nothing new; with `gap` there are none.
        """
        if after > POLL_S and not gap and self._linked:
            self.now += after - POLL_S
            self._last, after = self._snapshot({}), POLL_S
        self.now += after
        before = self._last
        read = self._snapshot({} if values is None else values)
        changes = () if before is None else read.changes_since(before)
        caused = tuple(CausedChange(it.address, it.old, it.new, it.address in own) for it in changes)
        change = StateChange(read, read, before if self._linked else None, caused, caused)
        self._last, self._linked = read, True
        if before is not None and not caused:
            return []  # the client tells of changes only
        return [
            (press.thing, str(press.direction), press.count)
            for press in self.recogniser.observe(change, timed)
        ]

    def press(self, address: OutputAddress = HALL, *, after: float = POLL_S, gap: bool = False) -> list[Told]:
        """Toggle an output at the wall just before the next read."""
        return self.read({address: 0 if self.value(address) else 255}, after=after, gap=gap)

    def value(self, address: OutputAddress) -> int:
        """What the last read showed."""
        return 0 if self._last is None else self._last.value(address)

    def lose_link(self) -> None:
        """The next read is the first of another link."""
        self._linked = False
        self.recogniser.link_lost()

    def sleep(self, seconds: float) -> None:
        """The machine sleeps, and the client tells so at once."""
        self.now += seconds
        self._linked = False
        assert self._last is not None
        change = StateChange(self._last, self._last, None, slept=seconds)
        assert self.recogniser.observe(change) == ()

    def _snapshot(self, values: Mapping[OutputAddress, int]) -> StateSnapshot:
        last = bytes(128) if self._last is None else self._last.values
        times = {"timestamp": self.now, "asked_at": self.now, "received_at": self.now + 0.02}
        return StateSnapshot(last, **times).replace_values(values)


def reading(recogniser: Any) -> Reader:
    """A reader that has read the house twice, all of it off."""
    reader = Reader(recogniser)
    assert reader.read() == []
    assert reader.read() == []
    return reader
