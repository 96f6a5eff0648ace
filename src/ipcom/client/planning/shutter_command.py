"""One wanted movement of a shutter, or a stop, and the errors that tell how it ended; pure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from math import inf

from ...errors import CommandNotConfirmed, ConnectionLost, IPComError
from ...model.address import OutputAddress
from ...model.motion import Motion
from ...model.shutter_pair import ShutterPair
from .interlock import PairWatch, RelayWatch
from .life import Life

UNREAD = "no read of the outputs was recent enough; this program or the line was too slow"
"""What holds up a frame that nothing else does."""


class Stop(StrEnum):
    """Why a shutter is switched off."""

    PERSON = "person"
    """A command to stop, the longest run, both directions on, or the end of the program: nothing holds it up."""
    TIMED = "timed"
    """The end of a timed move: it concerns its own direction only, and never passes an owed write."""


@dataclass(slots=True, eq=False)
class ShutterCommand:
    """A wanted movement, and how far it has come; for OFF, `relays` are those to be seen off."""

    motion: Motion
    relays: tuple[RelayWatch, ...]
    life: Life
    stop: Stop = Stop.PERSON
    due_at: float = -inf
    """When the frame of a timed stop is to leave."""
    joins: bool = True
    """Whether a movement that others have just begun in its direction counts as this one."""

    @property
    def addresses(self) -> tuple[OutputAddress, ...]:
        """The relays concerned."""
        return tuple(relay.address for relay in self.relays)

    @property
    def timed(self) -> bool:
        """Whether it is the end of a timed move."""
        return self.motion is Motion.OFF and self.stop is Stop.TIMED


def unseen(pair: ShutterPair, command: ShutterCommand, *, online: bool, held_by: str) -> IPComError:
    """The error of a movement that did not leave since it was `held_by` something, or that no read shows."""
    what = "the stop" if command.motion is Motion.OFF else f"moving {command.motion}"
    if not online:
        return ConnectionLost(
            f"shutter {pair}: {what} could not be seen to act, there is no link to the gateway"
        )
    if command.life.queued:
        return CommandNotConfirmed(
            f"shutter {pair}: {what} {_why_unsent(command, held_by)}", command.addresses
        )
    return CommandNotConfirmed(
        f"shutter {pair}: {what} is not shown by the gateway; look at the shutter and try again",
        command.addresses,
    )


def _why_unsent(command: ShutterCommand, held_by: str) -> str:
    if command.life.leave_by < command.life.created_at:
        return "was not sent, since this machine slept or its clock was set; give the command again"
    return f"was not sent within {command.life.leave_by - command.life.created_at:.1f} s: {held_by}"


def held_by_motor(command: ShutterCommand, watch: PairWatch, now: float) -> str:
    """What a direction waited for at its own motor."""
    relay, other = command.relays[0], watch.down if command.motion is Motion.UP else watch.up
    if other.maybe_on(now):
        return "the other direction was not seen off"
    if relay.on or relay.off_may_come(now):
        return "an earlier stop of this direction could still act"
    return "the other direction was not seen off for the whole pause; reads came too rarely"
