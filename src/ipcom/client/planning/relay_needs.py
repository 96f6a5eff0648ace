"""What the relays of a shutter need for its command: to go off, or to go on, and when; pure."""

from __future__ import annotations

from math import inf

from ...model.address import OutputAddress
from ...model.motion import Motion
from ...model.timings import Timings
from .interlock import PairWatch, RelayWatch
from .line_timings import LineTimings
from .shutter_command import ShutterCommand

PERSIST = 1.0
"""Seconds between the repetitions of a stop whose caller has got the error already."""


class RelayNeeds:
    """Decides from what is known of both relays what may leave for a command; never sends anything itself."""

    def __init__(self, watch: PairWatch, timings: Timings, line: LineTimings) -> None:
        self._watch = watch
        self._timings = timings
        self._line = line

    def stops(self, command: ShutterCommand, now: float) -> tuple[tuple[OutputAddress, ...], float]:
        """The relays to switch off right now, and when to ask again."""
        need = [relay for relay in self.to_be_off(command) if relay.maybe_on(now)]
        due = {relay: self._off_due_at(relay, command) for relay in need}
        later = min((at for at in due.values() if at > now), default=inf)
        return tuple(relay.address for relay in need if due[relay] <= now), later

    def _off_due_at(self, relay: RelayWatch, command: ShutterCommand) -> float:
        if command.is_free_stop and relay.last_off_frame < command.life.created_at:
            return -inf  # what left before a stop was asked for does not hold it up: it may be lost
        return max(command.due_at, relay.last_off_frame + self._repeat_after(relay, command))

    def _repeat_after(self, relay: RelayWatch, command: ShutterCommand) -> float:
        """Wait for one read before repeating a stop. Reads are delayed while a write waits for its acknowledgement."""
        pause = PERSIST if command.life.told else self._line.retry_after
        return pause if relay.looked_at else pause + self._timings.write_wait_long

    def to_be_off(self, command: ShutterCommand | None) -> tuple[RelayWatch, ...]:
        """What the wanted movement needs off: itself for a stop, the other direction before a start; both, if both are on."""
        if command is None:
            return ()
        if command.motion is Motion.OFF:
            return command.relays
        if not command.life.queued:
            return ()
        return self._watch.relays if self._watch.both_on else self._watch.towards[command.motion][1:]

    def start(self, command: ShutterCommand, now: float) -> tuple[OutputAddress | None, float]:
        """The relay that may go on right now, or None and when to ask again (inf: after a read)."""
        if not command.is_pending_start:
            return None, inf
        relay, other = self._watch.towards[command.motion]
        at = self._start_at(relay, other, now)
        return (relay.address, now) if at <= now else (None, at)

    def _start_at(self, relay: RelayWatch, other: RelayWatch, now: float) -> float:
        if relay.on is not False or other.maybe_on(now) or other.off_since is None or relay.off_may_come(now):
            return inf
        return other.off_since + self._watch.pair.pause

    def outlived_at(self, command: ShutterCommand) -> float:
        """When a stop is older than any run: it does not concern what moves then, unless we switched it on."""
        if command.motion is not Motion.OFF or any(relay.ours for relay in command.relays):
            return inf
        return max(command.life.created_at, command.due_at) + self._watch.pair.max_run + PERSIST

    def overlay(self, command: ShutterCommand) -> dict[OutputAddress, int]:
        """What the effective state shows: not a direction, nor the end of a timed move, whose frame has not left."""
        if command.motion is Motion.OFF:
            return {} if command.timed and command.life.queued else dict.fromkeys(command.addresses, 0)
        if command.life.queued:
            return {}
        relay, other = self._watch.towards[command.motion]
        return {relay.address: 255, other.address: 0}

    def carried(self, command: ShutterCommand, now: float) -> dict[OutputAddress, int]:
        """What every frame of the relays' modules must carry for this shutter; a direction only while its frame acts.

        Carried for longer, a direction that no read shows would be switched on a second time.
        """
        life = command.life
        if command.motion is not Motion.OFF and (life.queued or life.lost or self._should_show(command, now)):
            return {}
        return self.overlay(command)

    def _should_show(self, command: ShutterCommand, now: float) -> bool:
        """Whether a read has looked for it, and its frame left so long ago that it should have shown it."""
        return command.life.step > 0 and now - command.life.last_sent_at >= self._line.retry_after
