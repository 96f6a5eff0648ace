"""The outputs of a command, and what it makes of each."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from ..model.address import OutputAddress
    from ..model.snapshot import StateSnapshot
    from .targets import Target


class OutputChoice(NamedTuple):
    """What a command does with outputs."""

    targets: Sequence[Target]
    choose: Callable[[Target, int], int]
    """Returns the value for a target, from the one that it has now."""
    undeclared: bool = False
    """Whether outputs that nothing declares may be among them; that is for switching off only."""
    relative: bool = False
    """Whether the value depends on the one before: what a person changes meanwhile is then left as it is."""

    def values(self, snapshot: StateSnapshot) -> dict[OutputAddress, int]:
        """Return the value for each output."""
        return {each.address: self.choose(each, snapshot.value(each.address)) for each in self.targets}

    def pulses(self, wanted: Mapping[OutputAddress, int]) -> dict[OutputAddress, float]:
        """Return for how many seconds each impulse is on that is wanted on."""
        return {
            target.address: target.pulse_s
            for target in self.targets
            if target.pulse_s is not None and wanted[target.address]
        }
