"""The runs of one shutter as one program's reads showed them, set against when its relays really changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import inf

from ipcom.model.address import OutputAddress
from ipcom.model.shutter_pair import ShutterPair
from tests.library.proof.frame_counts import changed
from tests.library.proof.program import Program
from tests.library.proof.records import FrameRecord, ReadRecord

EXPLAINS_S = 5.0
"""For so long a frame of ours explains a change that a read shows; longer while our loop stands still."""


@dataclass(slots=True, eq=False)
class RunSeen:
    """One direction, on from read to read; all times are true ones."""

    address: OutputAddress
    off_asked: float
    """When the last read was asked that showed it off."""
    taken: float
    """When the first answer was taken that showed it on."""
    began: float
    """When it really went on, or when our frame left that switched it on."""
    ours: bool
    watched: bool = True
    """Whether reads showed its beginning and everything since."""
    on_asked: float = inf
    """When the last read was asked that showed it on."""


@dataclass(frozen=True, slots=True)
class Ended:
    """A run was seen to end: it lasted `seconds`, between `at_least` and `at_most` as far as reads can tell."""

    run: RunSeen
    seconds: float
    at_least: float
    at_most: float
    ours: bool
    """Whether a frame of ours explains that it went off."""


@dataclass(slots=True)
class Seen:
    """What is new in one read."""

    ended: Ended | None = None
    began: RunSeen | None = None
    both: bool = False
    true: bool = True
    """Whether the relays were really so when the read was sampled."""


class RunsSeen:
    """Follows the reads of one program for one pair."""

    def __init__(
        self, program: Program, pair: ShutterPair, stood_still: Callable[[float, float], float]
    ) -> None:
        self.program = program
        self._stood_still = stood_still
        self.pair = pair
        self.run: RunSeen | None = None
        self._on: list[OutputAddress] = []
        self._off_asked: dict[OutputAddress, float] = {}
        self._sent: dict[tuple[OutputAddress, bool], float] = {}
        self._unwatched = True
        """Nothing was read for a while before the next read."""
        self._slept_s = 0.0

    def unwatched(self) -> None:
        """What happens before the next read is not watched."""
        self._unwatched = True

    def leaves(self, frame: FrameRecord) -> None:
        """A frame leaves: it may explain what later reads show."""
        for address in changed(frame) & set(self.pair.addresses):
            self._sent[address, frame.send.values[address.output - 1] > 0] = frame.left

    def read(self, read: ReadRecord) -> Seen:
        """What this read shows that the one before did not."""
        slept = self.program.loop.slept_s
        lost = self._unwatched
        unwatched = lost or slept != self._slept_s
        self._unwatched, self._slept_s = False, slept
        on = [address for address in self.pair.addresses if read.snapshot.is_on(address)]
        ours = self._ours(on, read)
        seen = Seen(both=len(on) > 1, true=self._is_true(read))
        doing = on[0] if len(on) == 1 else None
        run = self.run
        if run is not None and unwatched and run.on_asked < read.asked:
            run.watched = False
        if run is not None and run.address == doing:
            if unwatched:
                ons = [at for at in self._changes(run.address, on=True) if at <= read.taken]
                run.began = max([self._watched_from(read, lost=lost), *ons])
        else:
            if run is not None and not seen.both:
                seen.ended = self._ended(run, read, ours.get(run.address), unwatched=unwatched)
            self.run = seen.began = (
                None if doing is None else self._began(doing, read, ours.get(doing), unwatched=unwatched)
            )
        if self.run is not None:
            self.run.on_asked = read.asked
        for address in self.pair.addresses:
            if address not in on:
                self._off_asked[address] = read.asked
        self._on = on
        return seen

    def _ours(self, on: list[OutputAddress], read: ReadRecord) -> dict[OutputAddress, float]:
        """The relays that this read shows otherwise than the one before because a frame of ours left then."""
        ours = {}
        for address in self.pair.addresses:
            if (address in on) is not (address in self._on):
                left = self._sent.get((address, address in on), -inf)
                if left <= read.asked:
                    self._sent.pop((address, address in on), None)
                if left > -inf and read.taken - left - self._stood_still(left, read.taken) <= EXPLAINS_S:
                    ours[address] = left
        return ours

    def _began(
        self, address: OutputAddress, read: ReadRecord, left: float | None, *, unwatched: bool
    ) -> RunSeen:
        """Of a run that no read saw begin, our own frame tells when; that of others counts from this read."""
        since = self._off_asked.get(address, -inf)
        changes = [at for at in self._changes(address, on=True) if since <= at <= read.taken]
        began = min(changes, default=read.asked)
        if unwatched:
            began = read.asked if left is None else max(changes, default=read.asked)
        elif left is not None:
            began = min(began, left)
        return RunSeen(address, since, read.taken, began, left is not None, watched=not unwatched)

    def _watched_from(self, read: ReadRecord, *, lost: bool) -> float:
        """Since when it is watched again: the first read of a new link, or the end of a sleep."""
        return read.asked if lost else min(self.program.loop.asleep_until, read.asked)

    def _ended(self, run: RunSeen, read: ReadRecord, left: float | None, *, unwatched: bool) -> Ended:
        """An off that no read could show before our own frame left is as good as ours."""
        changes = [at for at in self._changes(run.address, on=False) if run.on_asked <= at <= read.taken]
        off = run.on_asked if unwatched else max(changes, default=read.taken)
        off = off if left is None else max(off, left)
        return Ended(
            run, off - run.began, run.on_asked - run.taken, read.taken - run.off_asked, left is not None
        )

    def _changes(self, address: OutputAddress, *, on: bool) -> list[float]:
        behind = self.program.site.house_behind_s
        history = self.program.site.world.history
        return [e.at + behind for e in history if e.address == address and (e.value > 0) is on]

    def _is_true(self, read: ReadRecord) -> bool:
        world, behind = self.program.site.world, self.program.site.house_behind_s
        for address in self.pair.addresses:
            so = {False}
            for event in (e for e in world.history if e.address == address):
                if event.at + behind < read.asked:
                    so = {event.value > 0}
                elif event.at + behind <= read.taken:
                    so.add(event.value > 0)
            if read.snapshot.is_on(address) not in so:
                return False
        return True
