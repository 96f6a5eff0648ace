"""Judges what frames of ours do where they arrive: by what was true at the gateway, whatever our program knew."""

from __future__ import annotations

from collections import deque

from ipcom.model.address import OutputAddress
from ipcom.model.devices import RelayRole
from ipcom.model.shutter_pair import ShutterPair
from ipcom.simulator.gateway.transcript import SeenWrite
from ipcom.simulator.house.motor import Motor
from ipcom.simulator.house.world import Cause, OutputEvent
from tests.library.proof.bounds import EPSILON_S
from tests.library.proof.frame_counts import changed
from tests.library.proof.proof_house import DIMMERS, LAMPS, PAIRS, PLAIN, RELAYS, TIMED, UNDECLARED, other
from tests.library.proof.records import FrameRecord, both_on, seen_by
from tests.library.proof.referee import Referee
from tests.library.proof.rules import Rule

OUTSIDE = (Cause.WALL, Cause.TIMER, Cause.POWER)
CONTACT_S = 0.3
"""Longer than a relay's contact takes to follow."""
EXCUSED_S = 3.0
TOUCHED_S = 3.0
NEIGHBOURS_S = 1.0
"""For so long another undeclared output must have been off."""


class Arrivals:
    """Stands beside the gateway."""

    def __init__(self, referee: Referee) -> None:
        self.referee = referee
        self.site = referee.site
        self._pending: deque[FrameRecord] = deque(maxlen=100)
        self.world = world = self.site.world
        self._write = world.write
        world.write = self.write  # type: ignore[method-assign]
        self.site.writes.on_write = self.reached
        for pair, motor in world.shutters.items():
            self._watch_motor(pair, motor)

    def reached(self, write: SeenWrite) -> None:
        """A frame has come; unless it is ignored it is done now or later."""
        for pair in PAIRS:
            if both_on(write.module, write.values, pair):
                self.referee.blame(Rule.BOTH, f"a frame drives {pair} both ways: {write}")
        cable = self.site.cables.get(write.connection)
        if cable is None or not cable.frames:
            return
        frame: FrameRecord = cable.frames.popleft()
        frame.reached = self.site.now
        if not write.ignored:
            self._pending.append(frame)

    def write(self, module: int, values: bytes) -> None:
        """The bus does what a frame says."""
        frame = next((f for f in self._pending if f.send.module == module and f.send.values == values), None)
        before = self.world.values()
        if frame is not None:
            self._pending.remove(frame)
            for pair in {RELAYS[a] for a in changed(frame) & RELAYS.keys() if frame.send.stop}:
                self.referee.stops_done[pair].append((frame, self.site.now - frame.reached))
            if self.referee.alone:
                self._judge(frame, before)
        self._write(module, values)
        if frame is not None and self.referee.alone:
            self._judge_pairs(frame)

    # -- before it is done -------------------------------------------------

    def _judge(self, frame: FrameRecord, before: bytes) -> None:
        for address, kind_is_level in _OUTPUTS.items():
            if address.module != frame.send.module:
                continue
            new, old = frame.send.values[address.output - 1], before[address.index]
            if kind_is_level:
                dimmer = self.world._dimmers[address]
                changes = min(new, 100) != dimmer.target
                ramps = dimmer.changes_until > frame.read.asked - self.site.house_behind_s
                if changes and ramps and frame.send.stop:  # a stop cannot wait for a dimmer that ramps
                    self.referee.undone_at[address] = self.site.now
                    continue
            else:
                changes = bool(new) is not bool(old)
            if changes:
                self._judge_change(frame, address, new)
        self._judge_neighbours(frame)
        if any(self._touched(frame, event) for event in self._recent()):
            self.referee.meet(Rule.UNDONE)

    def _touched(self, frame: FrameRecord, event: OutputEvent) -> bool:
        """Whether a person touched the module shortly before the frame left, or since."""
        lately = self._true(event.at) > frame.left - TOUCHED_S
        return lately and event.cause is Cause.WALL and event.address.module == frame.send.module

    def _judge_change(self, frame: FrameRecord, address: OutputAddress, new: int) -> None:
        """An echo that changes something undoes what came after its read."""
        read = frame.read.snapshot
        if read.value(address) == new:
            event = self._last(address)
            if event is None:
                return
            if event.cause is Cause.BUS:
                self._excuse(address)
                return
            at = self._true(event.at)
            self.referee.undone_at[address] = self.site.now
            if address in RELAYS and new:
                self.referee.echoed[address] = self.site.now
            elif address in RELAYS:
                self.referee.excused_at[RELAYS[address]] = self.site.now
            if at < frame.oldest - EPSILON_S:
                self.referee.blame(
                    Rule.UNDONE,
                    f"{frame.send}, left {frame.left:.4f}, read asked {frame.read.asked:.4f}, undoes what happened"
                    f" to {address} at {at:.4f}",
                )
        elif address in RELAYS and new and not read.is_on(address):
            self._judge_pause(frame, address)

    def _excuse(self, address: OutputAddress) -> None:
        """A late frame of ours had undone a press that no read could show; the next one undoes that."""
        undone = self.site.now - self.referee.undone_at.get(address, -EXCUSED_S)
        if address in RELAYS and undone < EXCUSED_S:
            self.referee.excused_at[RELAYS[address]] = self.site.now

    def _judge_pause(self, frame: FrameRecord, address: OutputAddress) -> None:
        """The other direction was off for the whole pause, but for what no read could show."""
        opposite, pair = other(address), RELAYS[address]
        self.referee.meet(Rule.PAUSE)
        for began, ended in self._on_times(opposite):
            recent = ended > frame.left - pair.pause + EPSILON_S and began < frame.oldest - EPSILON_S
            if recent and self._was_seen(frame, began, ended):
                self.referee.blame(
                    Rule.PAUSE, f"{address} goes on though {opposite} was on from {began:.4f} to {ended:.4f}"
                )

    def _judge_neighbours(self, frame: FrameRecord) -> None:
        send, read = frame.send, frame.read.snapshot
        mine = [a for a in UNDECLARED if a.module == send.module]
        on = [a for a in mine if send.values[a.output - 1] and not read.is_on(a)]
        for address in on:
            self.referee.meet(Rule.NEIGHBOURS)
            if len(on) > 1:
                self.referee.blame(Rule.NEIGHBOURS, f"{send} switches {on} on together")
            for neighbour in mine:
                if neighbour == address:
                    continue
                for began, ended in self._on_times(neighbour):
                    recent = (
                        ended > frame.left - NEIGHBOURS_S + EPSILON_S and began < frame.oldest - EPSILON_S
                    )
                    if recent and self._was_seen(frame, began, ended):
                        self.referee.blame(
                            Rule.NEIGHBOURS,
                            f"{address} goes on though {neighbour} was on from {began:.4f} to {ended:.4f}",
                        )

    def _was_seen(self, frame: FrameRecord, began: float, ended: float) -> bool:
        return seen_by(frame.reads[-60:], began, min(ended, frame.left))

    # -- after it was done -------------------------------------------------

    def _judge_pairs(self, frame: FrameRecord) -> None:
        for pair in PAIRS:
            mine = [a for a in pair.addresses if a.module == frame.send.module]
            ons = [a for a in mine if frame.send.values[a.output - 1]]
            if not ons or pair in self.referee.both_on_at:
                continue
            self.referee.meet(Rule.DRIVEN_BOTH)
            if all(map(self.world.is_on, pair.addresses)):
                self._judge_both(frame, pair, other(ons[0]))

    def _judge_both(self, frame: FrameRecord, pair: ShutterPair, opposite: OutputAddress) -> None:
        event = self._last(opposite)
        echoed = frame.read.snapshot.is_on(other(opposite))
        if echoed and frame.read.snapshot.is_on(opposite):
            return
        if event is None or event.cause is Cause.BUS or self._true(event.at) < frame.oldest - EPSILON_S:
            self.referee.blame(Rule.DRIVEN_BOTH, f"{frame.send} drives {pair} both ways")
        else:
            self.referee.excused_at[pair] = self.site.now

    def _watch_motor(self, pair: ShutterPair, motor: Motor) -> None:
        close = motor._closed

        def closed(direction: RelayRole, at: float) -> None:
            before = motor._both_on_count
            close(direction, at)
            if motor._both_on_count > before:
                self._damaged(pair, self._true(at))

        motor._closed = closed  # type: ignore[method-assign]

    def _damaged(self, pair: ShutterPair, at: float) -> None:
        """Both contacts are closed: a broken switch, or a press that no read could show, is to blame."""
        excused = max(self.referee.excused_at.get(pair, -1.0), self.referee.both_on_at.get(pair, -1.0))
        pressed = any(
            event.address in pair.addresses and event.cause in OUTSIDE and event.value
            and at - CONTACT_S <= self._true(event.at)
            for event in self._recent()
        )  # fmt: skip
        if self.referee.alone and at - excused > CONTACT_S and not pressed:
            self.referee.blame(Rule.DRIVEN_BOTH, f"at {at:.4f} the motor of {pair} was driven both ways")

    def forget_switches(self) -> None:
        """A broken switch is to blame until its relays' contacts have opened."""
        for pair, at in tuple(self.referee.both_on_at.items()):
            if all(map(self.world.is_on, pair.addresses)):
                self.referee.both_on_at[pair] = self.site.now
            elif self.site.now - at > CONTACT_S:
                del self.referee.both_on_at[pair]

    # -- what has happened -------------------------------------------------

    def _true(self, at: float) -> float:
        return at + self.site.house_behind_s

    def _last(self, address: OutputAddress) -> OutputEvent | None:
        return next((event for event in reversed(self.world.history) if event.address == address), None)

    def _recent(self) -> list[OutputEvent]:
        return list(self.world.history)[-20:]

    def _on_times(self, address: OutputAddress) -> list[tuple[float, float]]:
        """From when to when an output was on lately (true times)."""
        times: list[tuple[float, float]] = []
        ended = float("inf")
        for event in reversed(self.world.history):
            if event.address != address:
                continue
            at = self._true(event.at)
            if event.value:
                times.append((at, ended))
                if ended < self.site.now - 30.0:
                    break
            ended = at
        return times


_OUTPUTS = {
    **dict.fromkeys((*RELAYS, *LAMPS, *PLAIN, TIMED, *UNDECLARED), False),
    **dict.fromkeys(DIMMERS, True),
}
