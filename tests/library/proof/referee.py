"""Collects what broke a rule, with the story that led there, and counts how often each rule was met."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable
from dataclasses import dataclass, field

from ipcom.model.address import OutputAddress
from ipcom.model.shutter_pair import ShutterPair
from ipcom.model.snapshot import StateSnapshot
from tests.library.proof.ledger import Ledger
from tests.library.proof.proof_house import PAIRS
from tests.library.proof.records import FrameRecord, Orders, Press
from tests.library.proof.rules import Rule
from tests.library.proof.site import Site

STORY = 120
STOPS_KEPT = 7
"""A shutter learns from so many stops how late they come."""
RECOVERY_S = 6.0
"""How long something that was wrong may show afterwards."""
STALL, LINE, WRITES, KEEP_ALIVES, SLEEP = "stall", "line", "writes", "keep-alives", "sleep"
HARMLESS = (STALL, LINE, WRITES, KEEP_ALIVES, SLEEP)
"""Troubles that end no link; `WRITES` are not done or answered otherwise, `KEEP_ALIVES` answered otherwise."""


class RuleBrokenError(AssertionError):
    """A rule was broken; `rule` is the first."""

    def __init__(self, rule: Rule, text: str) -> None:
        super().__init__(text)
        self.rule = rule


@dataclass(frozen=True, slots=True)
class Broken:
    """One rule that was broken."""

    rule: Rule
    at: float
    what: str

    def __str__(self) -> str:
        return f"{self.at:.4f} broken: {self.rule.value}: {self.what}"


@dataclass(slots=True)
class Trouble:
    """Since when something was wrong, and until when it may show."""

    began: float
    over: float
    """When it is over; until `ended` it may show."""
    ended: float
    what: str = field(default="")


class Referee:
    """Told by those who watch; the run ends at the first rule that is broken."""

    def __init__(self, site: Site, ledger: Ledger, met: Counter[str], *, alone: bool = True) -> None:
        self.site = site
        self.ledger = ledger
        self.alone = alone
        self.met = met
        self.broken: list[Broken] = []
        self.orders = {pair: Orders() for pair in PAIRS}
        self.story: deque[str] = deque(maxlen=STORY)
        self.troubles: list[Trouble] = []
        self.breaks = dict.fromkeys(PAIRS, 0)
        """How often a broken switch put both directions on."""
        self.both_on_at: dict[ShutterPair, float] = {}
        self.excused_at: dict[ShutterPair, float] = {}
        """When a press too late for any read met a frame of ours."""
        self.echoed: dict[OutputAddress, float] = {}
        """Relays that a frame of ours switched on, or kept on, because a read had shown it so."""
        self.undone_at: dict[OutputAddress, float] = {}
        """When a press was undone that no read could show."""
        self.frames: list[FrameRecord] = []
        self.stops_done: dict[ShutterPair, deque[tuple[FrameRecord, float]]] = {
            pair: deque(maxlen=STOPS_KEPT) for pair in PAIRS
        }
        """The last frames that stopped each shutter, and how long after their coming the gateway did so."""

    def blame(self, rule: Rule, what: str) -> None:
        self.broken.append(Broken(rule, self.site.now, what))
        self.tell(f"!! {rule.name}: {what}")

    def tell(self, what: str) -> None:
        self.story.append(f"{self.site.now:.4f} {what}")

    def meet(self, rule: Rule) -> None:
        """A rule was put to the test."""
        self.met[rule.name] += 1

    def check(self) -> None:
        """Raise what broke a rule."""
        if self.broken:
            lines = [*self.story, *map(str, self.broken)]
            raise RuleBrokenError(self.broken[0].rule, "\n".join(lines))

    # -- trouble -----------------------------------------------------------

    def trouble(self, seconds: float, after_s: float, what: str = "") -> None:
        """Something is wrong from now on for so long, and may show for `after_s` more."""
        now = self.site.now
        self.troubles.append(Trouble(now, now + seconds, now + seconds + after_s, what))

    def broken_lately(self, seconds: float) -> bool:
        """Whether gateway, network or names were in trouble lately: not our loop, our machine or a slow line alone."""
        now = self.site.now
        return any(t.what not in HARMLESS and t.over >= now - seconds for t in self.troubles)

    def goes_wrong(self, since: float, but: tuple[str, ...]) -> bool:
        """Whether anything was wrong since then, leaving out troubles of these names, and what comes of troubles."""
        return any(t.what not in but and t.over >= since for t in self.troubles)

    def troubled(self, began: float, ended: float, but: str = "nothing") -> float:
        """For how long something was wrong during this time, leaving out troubles of one name."""
        total, at = 0.0, began
        for trouble in sorted(self.troubles, key=lambda t: t.began):
            if trouble.what == but:
                continue
            begin, end = max(at, trouble.began), min(ended, trouble.ended)
            if end > begin:
                total, at = total + end - begin, end
        return total

    # -- people ------------------------------------------------------------

    def commanded(self, pair: ShutterPair, *, stop: bool = False) -> None:
        orders = self.orders[pair]
        orders.commanded_at = self.site.now
        if stop:
            orders.stopped_at = self.site.now

    def pressed(
        self,
        pair: ShutterPair,
        press: Callable[[], None],
        seen: StateSnapshot | None,
        pressed_at: float | None = None,
    ) -> None:
        """A person acts at the wall; `seen` is what our program had last read. The wall may act later than it is pressed."""
        before = self._relays(pair)
        press()
        changed = {a: v for a, v in self._relays(pair).items() if v != before[a]}
        readable = {a: v for a, v in changed.items() if seen is not None and seen.value(a) == before[a]}
        self.tell(f"wall {pair}: {changed}")
        if readable:
            orders = self.orders[pair]
            now = self.site.now
            orders.presses = [
                *orders.presses[-9:],
                Press(now, readable, now if pressed_at is None else pressed_at),
            ]

    def breaks_switch(self, pair: ShutterPair) -> None:
        self.breaks[pair] += 1
        self.pressed(pair, lambda: self.site.break_switch(pair), None)
        self.both_on_at[pair] = self.site.now

    def _relays(self, pair: ShutterPair) -> dict[OutputAddress, int]:
        return {address: self.site.world.value(address) for address in pair.addresses}
