"""One value that a command wants of an output, and how far it has come; pure."""

from __future__ import annotations

from dataclasses import dataclass

from ...model.address import OutputAddress
from ...model.output_kind import OutputKind
from .life import Life

ONE_FRAME = (OutputKind.MOMENTARY, OutputKind.TIMED)
"""A second frame would open the door twice, or start the time anew."""


@dataclass(slots=True, eq=False)
class DesiredState:
    """The value that a command wants of one output, and how far it has come."""

    address: OutputAddress
    kind: OutputKind
    value: int
    life: Life
    declared: bool = True
    pulse_for: float | None = None
    """Seconds after which it is switched off again, for a pulse."""
    since: float = 0.0
    """Since when something has been wanted of the output."""
    must_send: bool = False
    """An older value may still be on its way: what a read shows does not count before our frame."""
    known: bool = False
    """A read asked for after the command has been seen."""
    from_last_read: bool = False
    """The value was chosen from the last read before the command: a change from outside in the next one counts."""
    before: bytes = b""
    """The module's values in the read from which its first frame was planned."""
    frame: bytes = b""
    """What its last frame carried."""
    nearest: int = 0
    """How near to the target a dimmer has been seen since the frame left."""
    progressed: bool = False
    """A dimmer was seen on its way to the target: its frame has acted."""
    touched: bool = False
    """The output was changed from outside since."""
    again: bool = False
    """After a break, a read showed it exactly as before the frame: it is written once more."""
    ramp_since: float | None = None
    """Since when its frame waits for a dimmer of the module that ramps; None while it need not."""
    rest: tuple[int, float] | None = None
    """The level at which a dimmer was seen, and when the first of the equal reads was asked."""

    @property
    def writes_twice(self) -> bool:
        """Whether a second frame is harmless."""
        return self.declared and self.kind not in ONE_FRAME
