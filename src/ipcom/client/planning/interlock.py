"""What is known of a shutter's relays, and what a frame may therefore never carry; pure.

No hardware interlock is known (docs/protocol.md, "Shutter relays"): everything here errs on the side of the motor.
"""

from __future__ import annotations

from collections.abc import Collection
from math import inf

from ...model.address import OutputAddress
from ...model.motion import Motion
from ...model.shutter_pair import ShutterPair
from ...model.snapshot import StateSnapshot
from .line_timings import LineTimings


class RelayWatch:
    """One relay of a motor: what reads showed of it, and what our frames may still do to it.

    A frame may take as long to show as a written value may; until then it can still act.
    """

    __slots__ = (
        "_line",
        "_off_at",
        "_on_at",
        "_read_at",
        "_run_seen",
        "_shown_on",
        "address",
        "foreign_at",
        "looked_at",
        "off_by",
        "off_since",
        "on",
        "ours",
    )

    def __init__(self, address: OutputAddress, line: LineTimings) -> None:
        self.address = address
        self._line = line
        self.on: bool | None = None
        """As last read; None before the first read."""
        self.off_since: float | None = None
        """Receipt of the first read since which every read showed it off; None when unsure.

        Reads too far apart (the loop stood still) prove nothing for the time between them.
        """
        self.foreign_at = -inf
        """Receipt of the last read that showed a change from outside."""
        self.looked_at = True
        """Whether a read asked for after the last "off" left has been answered."""
        self._read_at = -inf
        self._on_at = -inf
        self._off_at = -inf
        self.ours = False
        """Whether we switched it on and have not seen it off since."""
        self.off_by = inf
        """When a relay that we switched on must be switched off; inf when it is not ours."""
        self._run_seen = False
        self._shown_on = False

    # -- our frames --------------------------------------------------------

    def sent_on(self, now: float, max_run: float) -> None:
        """A frame that switches it on has left."""
        self._on_at, self._off_at = now, -inf
        self.ours, self.off_by, self._run_seen = True, now + max_run, False

    def carried_on(self, now: float) -> None:
        """A frame that switches it on has left, and another one carries that "on"."""
        self._on_at = now

    def sent_off(self, now: float) -> None:
        """A frame that switches it off has left."""
        self._off_at, self.looked_at = now, False

    def adopt(self, now: float, max_run: float) -> None:
        """It is on already and a command wants it so: its end is ours to watch from now on.

        A run that is ours already ends no later than it would have.
        """
        self.ours, self.off_by, self._run_seen = True, min(now + max_run, self.off_by), True

    def on_may_come(self, now: float) -> bool:
        """Whether an "on" of ours has left that no read has shown yet."""
        return self._on_at > -inf and now - self._on_at < self._line.seen_for

    def off_may_come(self, now: float) -> bool:
        """Whether an "off" of ours has left that no read has shown yet."""
        return self._off_at > -inf and now - self._off_at < self._line.seen_for

    def unsettled_until(self, now: float) -> float:
        """Until when a frame of ours may still act on it; -inf when none can."""
        last = max(self._on_at, self._off_at)
        if last == -inf:
            return -inf
        late = self._line.seen_for
        return last + late if now - last < late else -inf

    @property
    def last_off_frame(self) -> float:
        """When the last "off" left that was not seen to act; -inf when none is open."""
        return self._off_at

    def maybe_on(self, now: float) -> bool:
        """Whether the motor may be driven by it, now or in a moment."""
        return self.on is not False or self.on_may_come(now)

    # -- reads -------------------------------------------------------------

    def observe_read(
        self, snapshot: StateSnapshot, foreign: Collection[OutputAddress], *, settled: bool = True
    ) -> None:
        """Take a read's answer into account; a gateway whose outputs are not `settled` ends no run of ours.

        It knows this relay as soon as it has shown it on.
        """
        self.on = snapshot.is_on(self.address)
        self.looked_at = self.looked_at or snapshot.asked_at >= self._off_at
        unwatched = snapshot.asked_at - self._read_at > self._line.watched_within
        self._read_at = snapshot.asked_at
        if self.on:
            self.off_since = None
        elif self.off_since is None or unwatched:
            self.off_since = snapshot.received_at
        if self.address in foreign:
            self.foreign_at = snapshot.received_at
        self._settle(snapshot)
        self._shown_on = self._shown_on or self.on
        if self.ours and (settled or self._shown_on):
            self._end_run(snapshot)

    def _settle(self, snapshot: StateSnapshot) -> None:
        if self.on and snapshot.asked_at >= self._on_at:
            self._on_at = -inf
        elif (
            not self.on
            and snapshot.asked_at >= self._off_at > -inf
            and not self.on_may_come(snapshot.asked_at)
        ):
            self._off_at = -inf

    def _end_run(self, snapshot: StateSnapshot) -> None:
        if self.on:
            self._run_seen = True
        elif self._run_seen or not self.on_may_come(snapshot.asked_at):
            self.ours, self.off_by = False, inf

    def unsure(self, since: float = -inf) -> None:
        """Reads received from `since` on prove nothing any more; the pause counts anew."""
        if self.off_since is not None and self.off_since >= since:
            self.off_since = None

    @property
    def shown_on(self) -> bool:
        """Whether a read of this link has shown it on."""
        return self._shown_on

    def link_down(self) -> None:
        """The link broke: the gateway may restart meanwhile."""
        self.unsure()
        self._shown_on = False

    def end_by(self, moment: float) -> None:
        """A run of ours is to end by then at the latest."""
        if self.ours:
            self.off_by = min(self.off_by, moment)

    def slept(self, seconds: float) -> None:
        """The machine slept for so long: a run of ours went on meanwhile, and what was seen proves nothing."""
        self.off_since = None
        self._on_at -= seconds
        self._off_at -= seconds
        self.off_by -= seconds


class PairWatch:
    """Both relays of a shutter."""

    __slots__ = ("down", "pair", "relays", "towards", "up")

    def __init__(self, pair: ShutterPair, line: LineTimings) -> None:
        self.pair = pair
        self.up = RelayWatch(pair.up, line)
        self.down = RelayWatch(pair.down, line)
        self.relays = (self.up, self.down)
        self.towards = {Motion.UP: (self.up, self.down), Motion.DOWN: (self.down, self.up)}
        """The relay of each direction, and the other one."""

    def stirs(self, now: float, within: float) -> bool:
        """Whether a direction is on, or was changed from outside less than `within` seconds ago."""
        foreign_at = max(self.up.foreign_at, self.down.foreign_at)
        return bool(self.up.on or self.down.on) or now - foreign_at < within

    @property
    def moving(self) -> bool:
        """Whether the last read showed a direction on."""
        return bool(self.up.on or self.down.on)

    @property
    def both_on(self) -> bool:
        """Whether the last read showed both directions on."""
        return bool(self.up.on and self.down.on)

    def known(self, module: int) -> bool:
        """Whether a read of this link has shown a relay of `module` on: its gateway has not forgotten it."""
        return any(relay.shown_on for relay in self.relays if relay.address.module == module)

    def free_at(self, module: int, now: float) -> float:
        """When a frame for other outputs of `module` may pass: not while a relay there is changing."""
        mine = [relay for relay in self.relays if relay.address.module == module]
        return max(
            (max(relay.foreign_at + self.pair.pause, relay.unsettled_until(now)) for relay in mine),
            default=-inf,
        )

    def carries_both(self, module: int, values: bytes, now: float) -> bool:
        """Whether a frame with these values could leave both directions on."""
        if not any(relay.address.module == module for relay in self.relays):
            return False
        return all(self._on_after(relay, module, values, now) for relay in self.relays)

    @staticmethod
    def _on_after(relay: RelayWatch, module: int, values: bytes, now: float) -> bool:
        if relay.address.module == module:
            return values[relay.address.output - 1] > 0
        return relay.maybe_on(now)
