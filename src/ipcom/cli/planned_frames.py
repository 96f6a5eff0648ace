"""The frames that a command would send, from what the house shows now; pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ..client.planning.compare import equal
from ..model.address import OutputAddress
from ..model.output_kind import OutputKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ..model.snapshot import StateSnapshot


class CommandStep(NamedTuple):
    """Values that are wanted together, so many seconds after the step before."""

    wanted: Mapping[OutputAddress, int]
    after_s: float = 0.0
    at_the_latest: bool = False
    """Whether it may come sooner, as the end of a shutter's way does."""


class FrameToSend(NamedTuple):
    """One frame: the eight values of a module before and after it."""

    module: int
    before: bytes
    after: bytes
    after_s: float = 0.0
    at_the_latest: bool = False

    @property
    def changes(self) -> list[tuple[OutputAddress, int, int]]:
        """The outputs that it changes, with their values before and after."""
        return [
            (OutputAddress(self.module, output), old, new)
            for output, (old, new) in enumerate(zip(self.before, self.after, strict=True), start=1)
            if old != new
        ]


def planned_frames(
    snapshot: StateSnapshot, steps: Iterable[CommandStep], kinds: Mapping[OutputAddress, OutputKind]
) -> list[FrameToSend]:
    """Return a frame for each module that a step changes, in order. What shows its value already needs none."""
    frames: list[FrameToSend] = []
    for step in steps:
        changing = {
            address: value
            for address, value in step.wanted.items()
            if not equal(kinds.get(address, OutputKind.RELAY), snapshot.value(address), value)
        }
        later = snapshot.replace_values(changing)
        for module in sorted({address.module for address in changing}):
            before, after = snapshot.module(module), later.module(module)
            frames.append(FrameToSend(module, before, after, step.after_s, step.at_the_latest))
        snapshot = later
    return frames
