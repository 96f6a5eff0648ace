"""Dimmers that ramp: a module's frame must not freeze one half way; pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from ...model.address import OutputAddress
from ...model.output_kind import OutputKind
from ...model.snapshot import OutputChange, StateSnapshot
from .compare import FULL, RAMPING

EQUAL_FOR = 0.08
"""Two equal reads this far apart, in seconds, show that a dimmer stands still: dimmers step faster."""

OUTPUTS = range(1, 9)


class Stability:
    """Knows which outputs were still moving when they were last read."""

    def __init__(self, kind_of: Callable[[OutputAddress], OutputKind]) -> None:
        self._kind_of = kind_of
        self._moved_at: dict[OutputAddress, float] = {}
        self._levels: dict[OutputAddress, int] = {}

    def observe_changes(self, changes: Iterable[OutputChange], asked_at: float) -> None:
        """Note when each dimmer was last seen at a new value, and its last writable level."""
        for change in changes:
            if self._kind_of(change.address) is OutputKind.DIMMER or change.new in RAMPING:
                self._moved_at[change.address] = asked_at
                if change.old not in RAMPING:
                    self._levels[change.address] = change.old

    def moving(self, module: int, snapshot: StateSnapshot) -> set[OutputAddress]:
        """The outputs of the module that a frame must wait for, if it does not set them."""
        if not self._moved_at and not any(value in RAMPING for value in snapshot.module(module)):
            return set()
        addresses = (OutputAddress(module, output) for output in OUTPUTS)
        return {address for address in addresses if self._moves(address, snapshot)}

    def _moves(self, address: OutputAddress, snapshot: StateSnapshot) -> bool:
        if snapshot.value(address) in RAMPING:
            return True
        moved_at = self._moved_at.get(address)
        return moved_at is not None and snapshot.asked_at - moved_at < EQUAL_FOR

    def writable(self, address: OutputAddress, value: int) -> int:
        """What a frame that cannot wait carries for this output: never 101..254."""
        return self._levels.get(address, FULL) if value in RAMPING else value
