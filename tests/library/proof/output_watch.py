"""Watches how one program's commands for outputs are written, retried, shown and told of."""

from __future__ import annotations

from itertools import pairwise
from math import inf

from ipcom.client.planning.actions import Send
from ipcom.client.planning.compare import RAMPING
from ipcom.errors import CommandNotConfirmed, ConnectionLost
from ipcom.model.address import OutputAddress
from ipcom.model.shutter_pair import ShutterPair
from ipcom.model.snapshot import StateSnapshot
from tests.library.proof.bounds import EPSILON_S
from tests.library.proof.frame_counts import changed, serves
from tests.library.proof.ledger import Given
from tests.library.proof.link_times import LinkTimes
from tests.library.proof.program import Program
from tests.library.proof.proof_house import DIMMERS, LAMPS, LIGHTS, PAIRS, RELAYS, UNDECLARED
from tests.library.proof.records import FrameRecord, ReadRecord
from tests.library.proof.referee import WRITES, Referee
from tests.library.proof.rules import Rule

SEEN_S = 1.5
RETRY_S = 0.5
LEAVE_S = 10.0
OFFLINE_S = 1.5
OFFLINE_OVER_S = 0.3
WRITE_AGAIN_S = 3.0
RESTS_S = 0.3
PROMPT_S = 4.0
"""Two reads, a dimmer that ramps, a retry and the time to be seen."""
SHOWN_LATE_S = 0.05
EXPLAINS_S = 5.0
"""For so long a frame of ours explains what a dimmer does."""
ACTS_S = 0.4
CARRIES_S = 10.0
BOTH_STOPS, BOTH_WINDOW_S = 3, 60.0


class OutputWatch:
    """One for each program."""

    def __init__(self, referee: Referee, program: Program, link: LinkTimes) -> None:
        self.referee = referee
        self.program = program
        self.link = link
        self.reads: list[ReadRecord] = []
        self._begun: set[tuple[int, int]] = set()
        """The commands, and modules of theirs, of which a frame has left."""
        self._wrong: dict[Given, float] = {}
        """Since when something else than what is wanted has been shown."""
        self._on_at: dict[OutputAddress, float] = {}
        self._pulsed: set[OutputAddress] = set()
        """Undeclared outputs that frames of ours switched on."""
        self._apart: dict[ShutterPair, bool] = {}
        """Whether a read has shown a pair not on both ways since it was last switched off."""
        self._both_off: dict[ShutterPair, list[float]] = {}

    @property
    def now(self) -> float:
        """The true time."""
        return self.program.site.now

    def _mine(self) -> list[Given]:
        return [g for g in self.referee.ledger.all if g.program is self.program]

    def _frames(self, given: Given, address: OutputAddress) -> list[FrameRecord]:
        """The frames that left for what one command wants of an output, and for nothing else."""
        return [frame for frame in self._any_frames(given, address) if changed(frame) <= given.values.keys()]

    def _any_frames(self, given: Given, address: OutputAddress) -> list[FrameRecord]:
        """The frames that brought what a command wants of an output."""
        value = given.values[address]
        return [
            frame
            for frame in self.referee.frames
            if frame.program is self.program
            and frame.send.module == address.module
            and given.at <= frame.left <= given.ended_at
            and serves(frame, address, value)
        ]

    def _alone(self, given: Given) -> bool:
        """Whether no other command wanted one of its outputs meanwhile."""
        return not any(
            other is not given
            and other.at <= given.ended_at
            and other.ended_at >= given.at
            and any(other.wants(address) for address in given.values)
            for other in self.referee.ledger.all
        )

    def _values(self, address: OutputAddress, began: float, ended: float) -> list[int]:
        """What reads that were asked and answered in this time showed."""
        return [r.snapshot.value(address) for r in self.reads if r.asked >= began and r.taken <= ended]

    # -- frames ------------------------------------------------------------

    def leaves(self, frame: FrameRecord) -> None:
        """A frame leaves."""
        self._judge_together(frame)
        self._judge_over_person(frame)
        self._judge_both_off(frame)
        self._judge_pulsed(frame)
        for number, value in enumerate(frame.send.values, 1):
            address = OutputAddress(frame.send.module, number)
            if value:
                self._on_at[address] = self.now

    def _judge_together(self, frame: FrameRecord) -> None:
        """What a command wants of one module leaves in one frame."""
        module, read = frame.send.module, frame.read.snapshot
        if frame.send.stop:
            return
        for given in self._mine():
            wanted = {a: v for a, v in given.values.items() if a.module == module and a in LIGHTS}
            key = (id(given), module)
            if not given.open or key in self._begun or not self._alone(given):
                continue
            if not any(serves(frame, a, v) for a, v in wanted.items()):
                continue
            self._begun.add(key)
            self.referee.meet(Rule.TOGETHER)
            left = [
                a
                for a, v in wanted.items()
                if frame.send.values[a.output - 1] != v and _differs(a, read.value(a), v)
            ]
            left = [a for a in left if not self._moved(a, given.at)]
            if left:
                self.referee.blame(Rule.TOGETHER, f"{frame.send} leaves {left} out, which {given} wants")

    def _moved(self, address: OutputAddress, since: float) -> bool:
        """Whether an output was seen to change since then."""
        return len({r.snapshot.value(address) for r in self.reads if r.taken >= since - 1.0}) > 1

    def _judge_over_person(self, frame: FrameRecord) -> None:
        """A level that a person set since the command is left alone."""
        for address in changed(frame) & set(DIMMERS):
            value = frame.send.values[address.output - 1]
            wanting = [g for g in self._mine() if g.open and value in g.wants(address)]
            if not wanting:
                continue
            self.referee.meet(Rule.SET_SINCE)
            if all(self._set_since(given, address, value) for given in wanting):
                self.referee.blame(
                    Rule.SET_SINCE, f"{frame.send} sets {address}, which a person has set since {wanting[-1]}"
                )

    def _set_since(self, given: Given, address: OutputAddress, value: int) -> bool:
        reads = [read for read in self.reads if read.asked > given.at]
        for before, after in pairwise(reads):
            first, second = before.snapshot.value(address), after.snapshot.value(address)
            if first in (second, value) or min(second, 100) == value:
                continue
            if second in RAMPING or self._explained(address, after):
                continue
            if not self._frames(given, address):
                return True
        frames = self._frames(given, address)
        if not frames or frames[-1].reached == inf:
            return False
        since = frames[-1].reached + ACTS_S
        return any(seen in RAMPING for seen in self._values(address, since, self.now))

    def _explained(self, address: OutputAddress, read: ReadRecord) -> bool:
        return any(
            frame.program is self.program
            and frame.send.module == address.module
            and read.asked - EXPLAINS_S <= frame.left <= read.taken
            and address in changed(frame)
            for frame in self.referee.frames
        )

    def _judge_both_off(self, frame: FrameRecord) -> None:
        """A pair that is seen on both ways goes off both ways, three times a minute."""
        send, read = frame.send, frame.read.snapshot
        for pair in PAIRS:
            mine = [a for a in pair.addresses if a.module == send.module]
            if not mine or not send.stop or not all(map(read.is_on, pair.addresses)):
                continue
            if any(g.open and g.pair == pair for g in self._mine()):
                continue
            self.referee.meet(Rule.BOTH_OFF)
            if any(send.values[a.output - 1] for a in mine):
                self.referee.blame(Rule.BOTH_OFF, f"{send} leaves a direction of {pair} on")
            other = _stops_another(send, read, pair) or not changed(frame) <= set(mine)
            if len(mine) == 1 or other or not self._apart.get(pair, True):
                continue  # no frame has both directions on, whatever it is for; and a stop may be repeated
            self._apart[pair] = False
            recent = [at for at in self._both_off.get(pair, ()) if at > self.now - BOTH_WINDOW_S]
            self._both_off[pair] = [*recent, self.now]
            commanded = any(g.pair == pair and g.ended_at > self.now - CARRIES_S for g in self._mine())
            if len(recent) >= BOTH_STOPS and not commanded:
                self.referee.blame(Rule.BOTH_OFF, f"{pair} is switched off once more: {recent}")

    def _judge_pulsed(self, frame: FrameRecord) -> None:
        """An undeclared output that was on by another's doing goes off only if a command says so."""
        for address in changed(frame) & set(UNDECLARED):
            if frame.send.values[address.output - 1]:
                self._pulsed.add(address)
                continue
            self.referee.meet(Rule.PULSED)
            off = any(g.values.get(address) == 0 for g in self._mine())
            if address not in self._pulsed and not off:
                self.referee.blame(Rule.PULSED, f"{frame.send} switches {address} off")

    # -- reads -------------------------------------------------------------

    def read(self, read: ReadRecord) -> None:
        """A read was answered."""
        self.reads.append(read)
        for pair in PAIRS:
            if not all(map(read.snapshot.is_on, pair.addresses)):
                self._apart[pair] = True

    def asks(self) -> None:
        """A read leaves: what is shown now is what is wanted."""
        if not self.program.ready or not self.reads:
            return
        shown = self.program.client.snapshot
        for given in self._mine():
            if given.open and len(given.values) == 1 and self.now - given.at > SHOWN_LATE_S:
                ((address, value),) = given.values.items()
                self._judge_shown(given, address in LIGHTS and shown.value(address) != value)
        for address in RELAYS:
            on = shown.is_on(address) and not self.reads[-1].snapshot.is_on(address)
            since = self._on_at.get(address, -inf)
            if on and self.now - since - self.link.stood_still(since, self.now) > CARRIES_S:
                self.referee.blame(Rule.SHOWN_EARLY, f"{address} is shown on")
        self.referee.meet(Rule.SHOWN_EARLY)

    def _judge_shown(self, given: Given, wrong: bool) -> None:
        self.referee.meet(Rule.SHOWN_WANTED)
        newest = max((g.at for g in self._mine() if g.values.keys() & given.values.keys()), default=given.at)
        if not wrong or newest > given.at or self.program.loop.busy_until > self.now:
            self._wrong.pop(given, None)
            return
        since = self._wrong.setdefault(given, self.now)
        if self.now - since > SHOWN_LATE_S and not self.link.stood_still(since, self.now):
            self.referee.blame(Rule.SHOWN_WANTED, f"what {given} wants is not shown")

    # -- ends --------------------------------------------------------------

    def ended(self, given: Given) -> None:
        """A command has ended."""
        if len(given.values) == 1 and given.confirmed:
            ((address, _),) = given.values.items()
            if address in DIMMERS:
                self._judge_near(given, address)
        if not given.values or not self._alone(given):
            return
        self._judge_offline(given)
        if len(given.values) > 1:
            return
        ((address, _),) = given.values.items()
        self._judge_early(given, address)
        if address in LIGHTS:
            self._judge_retry(given, address)
            self._judge_again(given, address)
            self._judge_prompt(given, address)

    def _judge_prompt(self, given: Given, address: OutputAddress) -> None:
        """Alone and untroubled, a command ends soon: a dimmer that ramps is not waited for without end."""
        took = given.ended_at - given.at
        others = [g for g in self.referee.ledger.all if g is not given]
        alone = not any(g.at <= given.ended_at and g.ended_at >= given.at - 1.0 for g in others)
        simple = address in LAMPS and address.module in (7, 8)
        if not simple or not alone or self.referee.troubled(given.at - 1.0, given.ended_at):
            return
        self.referee.meet(Rule.PROMPT)
        if took - self.link.stood_still(given.at, given.ended_at) > PROMPT_S:
            self.referee.blame(Rule.PROMPT, f"{given} took {took:.2f} s")

    def _judge_offline(self, given: Given) -> None:
        """A command made offline waits 1.5 s for the link."""
        up_at = self.link.up_since(given.at)
        up_at -= self.link.stood_still(given.at, min(up_at, given.ended_at))
        if up_at <= given.at + OFFLINE_S or self.link.breaks_at(given.at):
            return
        self.referee.meet(Rule.OFFLINE)
        took = given.ended_at - given.at - self.link.stood_still(given.at, given.ended_at)
        if took > OFFLINE_S + OFFLINE_OVER_S:
            self.referee.blame(Rule.OFFLINE, f"{given} took {took:.2f} s, though there was no link")

    def _judge_early(self, given: Given, address: OutputAddress) -> None:
        """No command is given up before its time, nor before a read has looked for it."""
        error, took = given.error, given.ended_at - given.at
        if not isinstance(error, CommandNotConfirmed | ConnectionLost) or self.program.ending:
            return
        frames = self._any_frames(given, address)
        self.referee.meet(Rule.EARLY)
        if "slept" in str(error):
            return  # its time is over by the wall clock
        if "not sent" in str(error):
            had_link = self.link.up_since(given.at) <= given.at and not self.link.breaks_at(given.at)
            least = LEAVE_S if had_link else OFFLINE_S
            if took < least - EPSILON_S:
                self.referee.blame(Rule.EARLY, f"{given} was given up unsent after {took:.3f} s: {error}")
        elif "written, but" in str(error) and frames:
            after = given.ended_at - frames[0].left
            looked = self._values(address, frames[-1].left, given.ended_at)
            if after < SEEN_S - EPSILON_S or not looked:
                self.referee.blame(
                    Rule.EARLY,
                    f"{given} was given up {after:.3f} s after its frame, {len(looked)} reads looked",
                )

    def _judge_retry(self, given: Given, address: OutputAddress) -> None:
        """A value that does not show is written once more, after 0.5 s and a look; a stop only carries it."""
        frames = [frame for frame in self._frames(given, address) if not frame.send.stop]
        if len(frames) == len(self._any_frames(given, address)) == 1:
            self._judge_no_retry(given, address)
        for first, second in pairwise(frames):
            self.referee.meet(Rule.RETRY)
            if self.link.broke(first.left, second.left):
                continue
            apart = second.left - first.left
            looked = self._values(address, first.left, second.left)
            if apart < RETRY_S - EPSILON_S or not looked:
                self.referee.blame(
                    Rule.RETRY, f"{given} is written again after {apart:.3f} s, {len(looked)} reads looked"
                )
            before = [
                r.snapshot.value(address)
                for r in self.reads
                if first.left <= r.asked and r.taken < second.left
            ]
            if address in DIMMERS and _progress(
                before, first.read.snapshot.value(address), given.values[address]
            ):
                self.referee.blame(
                    Rule.RETRY, f"{given} is written again, though it was on its way: {looked}"
                )

    def _judge_no_retry(self, given: Given, address: OutputAddress) -> None:
        failed = isinstance(given.error, CommandNotConfirmed) and "written, but" in str(given.error)
        simple = address in LAMPS and address.module in (7, 8)
        troubled = self.referee.troubled(given.at, given.ended_at, but=WRITES)
        if failed and simple and not troubled and not self.link.stood_still(given.at, given.ended_at):
            self.referee.blame(Rule.RETRY, f"{given} failed after one frame")

    def _judge_again(self, given: Given, address: OutputAddress) -> None:
        """After a break it is written once more, if that undoes nobody."""
        frames = self._frames(given, address)
        if not frames:
            return
        first = frames[0]
        for second in frames[1:]:
            back = self.link.first_read_before(second.left)
            if not self.link.broke(first.left, second.left) or back is None:
                continue
            self.referee.meet(Rule.AGAIN)
            after = back.taken - first.left
            if after >= WRITE_AGAIN_S + EPSILON_S or not _as_before(first, second.read, address):
                self.referee.blame(Rule.AGAIN, f"{given} is written again {after:.3f} s after its frame")
        if len(self._any_frames(given, address)) == 1 and "after the command had left" in str(given.error):
            self._judge_not_again(given, address, first)

    def _judge_not_again(self, given: Given, address: OutputAddress, first: FrameRecord) -> None:
        back = self.link.first_read_before(given.ended_at)
        if back is None or not isinstance(given.error, CommandNotConfirmed):
            return
        soon = back.taken - first.left < WRITE_AGAIN_S - 0.1
        if soon and _as_before(first, back, address):
            self.referee.blame(Rule.AGAIN, f"{given} could have been written again, and failed")

    def _judge_near(self, given: Given, address: OutputAddress) -> None:
        """A dimmer is where it was wanted, or rests near it since a frame for it."""
        value = given.values[address]
        reads = [r for r in self.reads if r.asked >= given.at and r.taken <= given.ended_at]
        self.referee.meet(Rule.NEAR)
        seen = [r.snapshot.value(address) for r in reads]
        if not seen or value in (min(s, 100) if s not in RAMPING else -1 for s in seen):
            return
        since = min(g.at for g in self._mine() if g.ended_at >= given.at and value in g.wants(address))
        frames = [
            f
            for f in self.referee.frames
            if f.program is self.program
            and f.send.module == address.module
            and since <= f.left <= given.ended_at
            and f.send.values[address.output - 1] == value
        ]
        if not frames:
            self.referee.blame(
                Rule.NEAR, f"{given} was confirmed without a frame, though {seen[-1]} was read"
            )
            return
        rest = [
            r
            for r in self.reads
            if frames[0].left <= r.asked
            and r.taken <= given.ended_at
            and r.snapshot.value(address) == seen[-1]
        ]
        rests = bool(rest) and rest[-1].snapshot.asked_at - rest[0].snapshot.asked_at >= RESTS_S - EPSILON_S
        moved = len(frames) > 1 or frames[0].read.snapshot.value(address) != seen[-1]
        if not rests or not moved or not seen[-1]:
            self.referee.blame(Rule.NEAR, f"{given} was confirmed, though reads showed {seen[-5:]}")


def _differs(address: OutputAddress, seen: int, wanted: int) -> bool:
    return min(seen, 100) != min(wanted, 100) if address in DIMMERS else bool(seen) is not bool(wanted)


def _stops_another(send: Send, read: StateSnapshot, pair: ShutterPair) -> bool:
    """Whether a frame switches off another shutter's relay."""
    others = (a for a in RELAYS if a.module == send.module and a not in pair.addresses)
    return any(read.is_on(a) and not send.values[a.output - 1] for a in others)


def _progress(looked: list[int], before: int, wanted: int) -> bool:
    """Whether the last read showed a dimmer nearer to its target than it was before, by more than rounding."""
    levels = [level for level in looked if level not in RAMPING]
    return bool(levels) and abs(levels[-1] - wanted) < abs(min(before, 100) - wanted)


def _as_before(first: FrameRecord, read: ReadRecord, address: OutputAddress) -> bool:
    """Whether a module shows what it showed before a frame, but for what that frame wrote."""
    module = address.module
    before, now = first.read.snapshot.module(module), read.snapshot.module(module)
    others = all(n in (b, w) for n, b, w in zip(now, before, first.send.values, strict=True))
    return others and now[address.output - 1] == before[address.output - 1]
