"""Outputs that were switched on for a moment: their "off" is owed as a shutter's stop is; pure."""

from __future__ import annotations

from collections.abc import Collection
from math import inf

from ...errors import CommandNotConfirmed, ConnectionLost, IPComError
from ...model.address import OutputAddress
from ...model.snapshot import StateSnapshot
from ...model.timings import Timings
from .command_text import CommandText
from .compare import OFF
from .interlock import RelayWatch
from .life import Life
from .line_timings import LineTimings
from .pending_command import PendingCommand


class OwedOff:
    """One output that is to go off again, until a read shows it off."""

    def __init__(self, address: OutputAddress, life: Life, timings: Timings, line: LineTimings) -> None:
        self.watch = RelayWatch(address, line)
        self.address = address
        self.life = life
        self._timings = timings
        self._line = line
        self._pulsing = tuple(life.commands)
        """The commands that asked for the pulse; a later one asks only for its end."""
        self._seen_on = False

    @property
    def passes_writes(self) -> bool:
        """Its "off" is planned: it waits for the reply that a write is owed."""
        return False

    @property
    def done(self) -> bool:
        """Whether it was seen off."""
        return not self.watch.ours

    def stops(self, now: float) -> tuple[tuple[OutputAddress, ...], float]:
        """The output if it is to go off right now, and when to ask again.

        What a gateway that starts up shows off already needs no frame, which would carry what else it does not know.
        """
        if not self.watch.maybe_on(now):
            return (), inf
        pause = self._line.retry_after
        if not self.watch.looked_at:
            pause += self._timings.write_wait_long
        due = max(self.watch.off_by, self.watch.last_off_frame + pause)
        return ((self.address,), inf) if due <= now else ((), due)

    @property
    def off_left(self) -> bool:
        """Whether its "off" has left and was not seen to act: a read may still show it on."""
        return self.life.frames > 0

    def sent_off(self, _addresses: Collection[OutputAddress], now: float) -> None:
        """A frame that switches it off has left."""
        self.watch.sent_off(now)
        self.life.left(now, self._line.seen_for, self._line.look_within)

    def observe_read(
        self, snapshot: StateSnapshot, foreign: Collection[OutputAddress], now: float, *, settled: bool
    ) -> None:
        """Take a read's answer into account."""
        self.watch.observe_read(snapshot, foreign, settled=settled)
        self._seen_on = self._seen_on or bool(self.watch.on)
        if self.done:
            self._end()
        else:
            self.life.looked(snapshot.asked_at, now, self._timings.verify_steps)

    def release(self, pending: PendingCommand, now: float) -> None:
        """Off at once."""
        self.watch.end_by(now)
        self.life.commands.append(pending)

    def expire(self, now: float, *, online: bool) -> None:
        """Tell the callers what has waited too long; the "off" stays owed."""
        if now < self.life.ends_at(online=online):
            return
        error = self._too_late(online=online)
        for pending in self.life.commands:
            pending.fail(self.address, error)
        self.life.told = True

    def _too_late(self, *, online: bool) -> IPComError:
        if not online:
            return ConnectionLost(CommandText.PULSE_LINK_BROKE(output=self.address))
        return CommandNotConfirmed(CommandText.PULSE_END_UNSEEN(output=self.address), [self.address])

    def _end(self) -> None:
        """It was seen off: done, unless no read has shown it on."""
        for pending in self.life.commands:
            if self._seen_on or pending not in self._pulsing:
                pending.confirm(self.address)
            else:
                pending.fail(self.address, _never_on(self.address))


def _never_on(address: OutputAddress) -> IPComError:
    return CommandNotConfirmed(CommandText.PULSE_UNSEEN(output=address), [address])


class OwedOffs:
    """The outputs that are to go off again."""

    def __init__(self, timings: Timings, line: LineTimings) -> None:
        self._timings = timings
        self._line = line
        self._owed: dict[OutputAddress, OwedOff] = {}
        self.all: tuple[OwedOff, ...] = ()
        """Every output concerned, in the order in which they were switched on."""

    def carried(self) -> dict[OutputAddress, int]:
        """What frames of other outputs must carry: no read that still shows an output on may switch it on anew."""
        return {owed.address: OFF for owed in self.all if owed.off_left}

    def begin(
        self, address: OutputAddress, seconds: float, commands: list[PendingCommand], now: float
    ) -> None:
        """The frame that switches it on left: it is to be off `seconds` from now."""
        life = Life(now, now + seconds + self._timings.leave_within, list(commands))
        owed = self._owed[address] = OwedOff(address, life, self._timings, self._line)
        self.all = tuple(self._owed.values())
        owed.watch.sent_on(now, seconds)
        life.look(now)

    def observe_read(
        self,
        snapshot: StateSnapshot,
        foreign: Collection[OutputAddress],
        now: float,
        closed: Collection[int],
    ) -> None:
        """Take a read's answer into account; what was seen off is owed no more, unless its module is `closed`: it still starts up."""
        for owed in self.all:
            owed.observe_read(snapshot, foreign, now, settled=owed.address.module not in closed)
            if owed.done:
                del self._owed[owed.address]
                self.all = tuple(self._owed.values())

    def release(self, pending: PendingCommand, now: float) -> None:
        """All off at once."""
        for owed in self.all:
            owed.release(pending, now)

    def withdraw(self, pending: PendingCommand) -> None:
        """Its caller gave up; the "off" stays owed."""
        for owed in self.all:
            if pending in owed.life.commands:
                owed.life.commands.remove(pending)

    def link_down(self) -> None:
        """Nothing seen counts any more."""
        for owed in self.all:
            owed.watch.link_down()
            owed.life.link_down()

    def link_up(self, now: float) -> None:
        """Look first."""
        for owed in self.all:
            owed.life.look(now)

    def slept(self, seconds: float, now: float) -> None:
        """The machine slept: a pulse went on meanwhile."""
        for owed in self.all:
            owed.watch.slept(seconds)
            owed.life.slept(seconds, now)
