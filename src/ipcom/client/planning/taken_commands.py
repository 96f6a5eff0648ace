"""Takes the commands of callers, and tells how they ended; pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ...model.address import OutputAddress
from ...model.motion import Motion
from ...model.shutter_pair import ShutterPair
from .actions import Outcome
from .compare import OFF, ON, checked
from .declared_outputs import DeclaredOutputs
from .desired_states import DesiredStates
from .pair_registry import PairRegistry
from .pending_command import PendingCommand
from .pulses import OwedOffs
from .stop_turns import StopTurns
from .undeclared import UndeclaredOutputs


class TakenCommands:
    """Makes desired states and shutter commands of what callers want, and collects the commands that have ended."""

    def __init__(
        self,
        declared: DeclaredOutputs,
        pairs: PairRegistry,
        desired_states: DesiredStates,
        owed: OwedOffs,
        undeclared: UndeclaredOutputs,
        stops: StopTurns,
    ) -> None:
        self._declared = declared
        self._pairs = pairs
        self._desired = desired_states
        self._owed = owed
        self._undeclared = undeclared
        self._stops = stops
        self._ended: list[PendingCommand] = []

    def want(
        self,
        wanted: Mapping[OutputAddress, int],
        now: float,
        *,
        undeclared: bool = False,
        unless_changed: bool = False,
    ) -> PendingCommand:
        """Want these values; the newest command for an output wins.

        With `unless_changed` they were chosen from the last read: an output that was changed from outside since is
        left to others.

        Raises:
            InterlockError: for a shutter's relay, which only its shutter may switch, and for an undeclared
                output beside another one of its module that is being switched.
            ConfigurationError: for a value that the output cannot take, and for an output that is not
                declared, which may be half of a motor, unless `undeclared` says that this is known.
        """
        self._pairs.refuse_relays(wanted)
        if not undeclared:
            self._undeclared.refuse(wanted)
        values = {a: checked(a, self._declared.kind_of(a), value) for a, value in wanted.items()}
        self._undeclared.refuse_together(values, self.under_way())
        pending = self._open(values)
        for address, value in values.items():
            declared = self._declared.has(address)
            kind = self._declared.kind_of(address)
            self._desired.add(
                address, kind, value, pending, now, declared=declared, from_last_read=unless_changed
            )
        return pending

    def pulse(self, address: OutputAddress, seconds: float, now: float) -> PendingCommand:
        """Switch an output on for some seconds, once; what is on already is not pulsed.

        Raises:
            InterlockError: for a shutter's relay, and beside another undeclared output that is being switched.
        """
        self._pairs.refuse_relays([address])
        kind = self._declared.kind_of(address)
        value = checked(address, kind, ON)
        self._undeclared.refuse_together({address: value}, self.under_way())
        pending = self._open([address])
        declared = self._declared.has(address)
        self._desired.add(address, kind, value, pending, now, declared=declared, pulse_for=seconds)
        return pending

    def under_way(self) -> list[OutputAddress]:
        """The outputs that commands are switching on, or that a pulse has switched on."""
        wanted = [desired.address for desired in self._desired.all if desired.value != OFF]
        return [*wanted, *(owed.address for owed in self._owed.all)]

    def drive(self, pair: ShutterPair, motion: Motion, now: float) -> PendingCommand:
        """Want a shutter to move, or to stop; a movement that others begin before its frame leaves ends it.

        Raises:
            ConfigurationError: for a pair that was not added.
        """
        control = self._pairs.control(pair)
        pending = self._open([pair.up])
        control.want(motion, pending, now)
        return pending

    def stop_at(self, pair: ShutterPair, direction: Motion, leave_at: float, now: float) -> PendingCommand:
        """Want the end of a timed move in `direction`: its frame leaves at `leave_at`, from a read made for it.

        It switches off that direction only; if another movement has begun by then, nothing is sent.

        Raises:
            ConfigurationError: for a pair that was not added.
        """
        control = self._pairs.control(pair)
        pending = self._open([pair.up])
        control.stop_at(direction, leave_at, pending, now)
        if leave_at <= now:
            self._stops.late(now)
        return pending

    def release(self, pair: ShutterPair, now: float) -> PendingCommand:
        """Switch off what we switched on of a shutter, and forget a movement that has not begun.

        Raises:
            ConfigurationError: for a pair that was not added.
        """
        control = self._pairs.control(pair)
        pending = self._open([pair.up] if control.ours else [])
        control.release(pending, now)
        return pending

    def release_all(self, now: float) -> PendingCommand:
        """Switch off all that we switched on for a while, and forget movements not yet begun."""
        ours = [control.pair.up for control in self._pairs.controls if control.ours]
        pending = self._open([*ours, *(owed.address for owed in self._owed.all)])
        for control in self._pairs.controls:
            control.release(pending, now)
        self._owed.release(pending, now)
        return pending

    def withdraw(self, pending: PendingCommand) -> None:
        """The caller gave up: take back what has not left."""
        self._desired.withdraw(pending)
        self._owed.withdraw(pending)
        for control in self._pairs.controls:
            control.withdraw(pending)
        if pending in self._ended:
            self._ended.remove(pending)

    def take_outcomes(self) -> list[Outcome]:
        """The commands that have ended since the last call, each once."""
        ended = tuple(self._ended)
        self._ended.clear()
        return [Outcome(pending, pending.error()) for pending in ended]

    def _open(self, addresses: Iterable[OutputAddress]) -> PendingCommand:
        return PendingCommand(addresses, self._ended.append)
