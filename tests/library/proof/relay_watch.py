"""Watches how one program's frames treat the relays of shutters: pauses, persons, and what is under way."""

from __future__ import annotations

from math import inf

from ipcom.model.address import OutputAddress
from ipcom.model.motion import Motion
from ipcom.model.shutter_pair import ShutterPair
from tests.library.proof.bounds import EPSILON_S, STANDS_S
from tests.library.proof.ledger import Given
from tests.library.proof.link_times import LinkTimes
from tests.library.proof.proof_house import RELAYS, other
from tests.library.proof.records import CARRIED_S, FrameRecord
from tests.library.proof.relays_seen import RelaysSeen
from tests.library.proof.rules import Rule
from tests.library.proof.sleep_watch import SleepWatch
from tests.library.proof.watcher import Watcher

ACTS_FOR_S = 1.5
"""For so long a frame may still act that no read has shown."""


class RelayWatch(Watcher):
    """Judges each frame of one program by what it does to the relays of shutters."""

    def __init__(self, seen: RelaysSeen, link: LinkTimes, sleep: SleepWatch) -> None:
        super().__init__(seen.referee, seen.program)
        self.link = link
        self._seen = seen
        self._sleep = sleep
        self._ons: dict[OutputAddress, float] = {}
        """When a direction was first switched on since it was last asked for."""

    def driven(self, pair: ShutterPair, motion: Motion) -> None:
        """A movement or a stop is asked for."""
        if motion is not Motion.OFF:
            self._ons.pop(pair.up if motion is Motion.UP else pair.down, None)

    def leaves(self, frame: FrameRecord) -> None:
        """A frame leaves."""
        self._judge_relays(frame)
        self._judge_quiet(frame)
        self._judge_opposite(frame)

    def _judge_relays(self, frame: FrameRecord) -> None:
        now = frame.left
        for address, pair in RELAYS.items():
            if not self._switches_on(frame, address):
                continue
            self.referee.meet(Rule.PAUSE_SEEN)
            self.referee.meet(Rule.ONE_FRAME)
            first = self._ons.setdefault(address, now)
            if now - first >= CARRIED_S:
                self.referee.blame(
                    Rule.ONE_FRAME, f"{address} is switched on once more, first at {first:.4f}"
                )
            off_for = now - max(self._seen.off_since.get(other(address), inf), self._sleep.seen_since)
            if off_for < pair.pause - EPSILON_S:
                self.referee.blame(
                    Rule.PAUSE_SEEN, f"{address} goes on, the other was seen off for {off_for:.3f} s only"
                )
            orders = self.referee.orders[pair]
            if orders.presses:
                self.referee.meet(Rule.TOUCHED)
            if orders.wall_rules_since > -inf:
                self.referee.blame(
                    Rule.TOUCHED,
                    f"{address} goes on, a person pressed at {orders.wall_rules_since:.4f}"
                    f" and commanded nothing since {orders.commanded_at:.4f}",
                )

    @staticmethod
    def _switches_on(frame: FrameRecord, address: OutputAddress) -> bool:
        send = frame.send
        mine = address.module == send.module and send.values[address.output - 1] > 0
        return mine and not frame.read.snapshot.is_on(address)

    def _judge_quiet(self, frame: FrameRecord) -> None:
        """Frames of other outputs wait for the pause when a person has just touched a shutter."""
        send, last = frame.send, frame.read.snapshot
        for address, pair in RELAYS.items():
            mine = [a for a in pair.addresses if a.module == send.module]
            moves = any(bool(send.values[a.output - 1]) != last.is_on(a) for a in mine)
            if address not in mine or send.stop or moves:
                continue
            self._judge_unseen(frame, address)
            if address not in self._seen.touched_at:
                continue
            self.referee.meet(Rule.QUIET)
            quiet_for = frame.left - self._seen.touched_at[address]
            if quiet_for < pair.pause - EPSILON_S:
                self.referee.blame(
                    Rule.QUIET, f"{send} leaves {quiet_for:.3f} s after {address} was moved at the wall"
                )

    def _judge_unseen(self, frame: FrameRecord, address: OutputAddress) -> None:
        """What a frame of ours may still do to a shutter is not carried over by another."""
        if address not in self._seen.unseen:
            return
        self.referee.meet(Rule.QUIET)
        on, left = self._seen.unseen[address]
        if frame.left - left < ACTS_FOR_S - EPSILON_S:
            self.referee.blame(
                Rule.QUIET,
                f"{frame.send} leaves {frame.left - left:.3f} s after {address} was set {on}, unseen",
            )

    def _judge_opposite(self, frame: FrameRecord) -> None:
        """A movement that a person began at the wall is ended only by a person's word."""
        send, last = frame.send, frame.read.snapshot
        for address, pair in RELAYS.items():
            if address.module != send.module or send.values[address.output - 1] or not last.is_on(address):
                continue
            self.referee.meet(Rule.OPPOSITE)
            since = self.referee.orders[pair].wall_rules_since
            explained = address in self._seen.ours or self._seen.both_lately(pair)
            if since < self.program.started_at or explained or self._stop_stands(pair, since):
                continue
            self.referee.blame(
                Rule.OPPOSITE, f"{address} goes off, a person had switched it on at {since:.4f}"
            )

    def _stop_stands(self, pair: ShutterPair, pressed_at: float) -> bool:
        """Whether a person's stop was still wanted when this press came; our loop, standing still, took it late."""
        stops = [
            g for g in self.referee.ledger.all if g.pair == pair and g.what.startswith(("stop", "drive off"))
        ]
        return any(
            g.at <= pressed_at <= self._taken_by(g, pressed_at) + pair.max_run + STANDS_S
            and not g.ended_at < pressed_at
            for g in stops
            if not g.confirmed or g.ended_at >= pressed_at
        )

    def _taken_by(self, given: Given, now: float) -> float:
        """When a command had reached our program at the latest."""
        return given.at + self.link.stood_still(given.at, now)
