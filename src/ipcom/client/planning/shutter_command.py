"""One wanted movement of a shutter, or a stop, and the errors that tell how it ended; pure."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf

from ...errors import CommandNotConfirmed, ConnectionLost, IPComError
from ...model.address import OutputAddress
from ...model.motion import Motion
from ...model.shutter_pair import ShutterPair
from ...sentence import InWords, Message
from .command_text import HeldUp, MotorText
from .interlock import PairWatch, RelayWatch
from .life import Life


@dataclass(slots=True, eq=False)
class ShutterCommand:
    """A wanted movement, and how far it has come; for OFF, `relays` are those to be seen off."""

    motion: Motion
    relays: tuple[RelayWatch, ...]
    life: Life
    timed: bool = False
    """Whether it is the end of a timed move: it concerns its own direction only, and never passes an owed write.

    Any other stop (a person's, the longest run, both directions on, the end of the program) is held up by nothing.
    """
    due_at: float = -inf
    """When the frame of a timed stop is to leave."""

    @property
    def is_free_stop(self) -> bool:
        """Whether it is a stop that nothing holds up."""
        return self.motion is Motion.OFF and not self.timed

    @property
    def is_pending_start(self) -> bool:
        """Whether it is a movement whose frame has not left."""
        return self.motion is not Motion.OFF and self.life.queued

    @property
    def next_read(self) -> tuple[float, bool]:
        """When the next look at the relays is due, and whether it is for a stop."""
        if self.timed and self.life.queued:
            return inf, True
        return self.life.next_read_at, self.motion is Motion.OFF

    @property
    def addresses(self) -> tuple[OutputAddress, ...]:
        """The relays concerned."""
        return tuple(relay.address for relay in self.relays)


def unseen(pair: ShutterPair, command: ShutterCommand, *, online: bool, held_by: HeldUp) -> IPComError:
    """The error of a movement that did not leave since it was `held_by` something, or that no read shows."""
    stop = command.motion is Motion.OFF
    what = "the stop" if stop else f"moving {command.motion}"
    shutter = InWords(pair, f"shutter {pair}: {what}")
    if not online:
        offline = MotorText.STOP_OFFLINE if stop else MotorText.MOVE_OFFLINE
        return ConnectionLost(offline(shutter=shutter))
    if command.life.queued:
        return CommandNotConfirmed(_unsent(command, shutter, held_by), command.addresses)
    text = MotorText.STOP_UNSEEN if stop else MotorText.MOVE_UNSEEN
    return CommandNotConfirmed(text(shutter=shutter), command.addresses)


def _unsent(command: ShutterCommand, shutter: InWords, held_by: HeldUp) -> Message:
    waited = command.life.leave_by - command.life.created_at
    if waited < 0:
        slept = MotorText.STOP_SLEPT if command.motion is Motion.OFF else MotorText.MOVE_SLEPT
        return slept(shutter=shutter)
    return held_by(thing=InWords(shutter.value, f"{shutter.words} was"), seconds=waited)


def held_by_motor(command: ShutterCommand, watch: PairWatch, now: float) -> HeldUp:
    """What a direction waited for at its own motor."""
    relay, other = watch.towards[command.motion]
    if other.maybe_on(now):
        return HeldUp.HELD_BY_OTHER_DIRECTION
    if relay.on or relay.off_may_come(now):
        return HeldUp.HELD_BY_EARLIER_STOP
    return HeldUp.HELD_BY_PAUSE
