"""Puts what happens to a link into messages: that it came, went, with its reason, and what it found. Pure."""

from collections.abc import Callable
from dataclasses import dataclass, field

from ..library import ConnectionState, ConnectionStatus, ShutterPair, StateChange
from .history import Severity
from .texts import Text, message_text

type Tell = Callable[[str, Severity, dict[str, str], Text | None], None]
"""Gets the key of a message, how grave it is, its placeholders, and the reason."""

FORGOTTEN = 2
"""So many outputs that were on before an outage and are all off after it were forgotten: one may have been a person."""
AGAIN_S = 60.0
"""A shutter that is seen with both directions on is told of once in this time."""


@dataclass(slots=True)
class LinkLog:
    """The link of one client. What goes wrong before it came for the first time is told by the set-up."""

    tell: Tell
    name_of: Callable[[ShutterPair], str]
    _was_online: bool = False
    _lost_at: float | None = None
    _reasons: set[str] = field(default_factory=set)
    _forgotten: bool = False
    _both_on: dict[ShutterPair, float] = field(default_factory=dict)

    def link_changed(self, status: ConnectionStatus, now: float) -> None:
        """Take the state of the link at a moment (monotonic)."""
        if status.online:
            self._came(now)
        elif status.state is ConnectionState.OFFLINE and self._was_online:
            self._is_gone(status, now)

    def outputs_changed(self, change: StateChange, now: float) -> None:
        """Take what a read showed."""
        if change.slept:
            self.tell("now.messages.slept", Severity.WARNING, {"seconds": f"{change.slept:.0f}"}, None)
        for pair in change.both_on:
            self._is_on_both_ways(pair, now)
        if self._lost_at is not None and change.previous is None:
            gone = sum(1 for each in change.observed_changes if each.old and not each.new)
            self._forgotten = gone >= FORGOTTEN and not any(change.observed.values)

    def _came(self, now: float) -> None:
        self._was_online = True
        if self._lost_at is None:
            return
        self.tell("now.messages.link_came", Severity.INFO, {"seconds": f"{now - self._lost_at:.1f}"}, None)
        if self._forgotten:
            self.tell("now.messages.gateway_restarted", Severity.WARNING, {}, None)
        self._lost_at, self._forgotten = None, False
        self._reasons.clear()

    def _is_gone(self, status: ConnectionStatus, now: float) -> None:
        """Tell of each reason once in an outage: an attempt a second would push everything else out."""
        first = self._lost_at is None
        if not first and status.reason.code in self._reasons:
            return
        if self._lost_at is None:
            self._lost_at = now
        self._reasons.add(status.reason.code)
        key = "now.messages.link_lost" if first else "now.messages.link_still_lost"
        self.tell(key, Severity.WARNING, {}, message_text(status.reason))

    def _is_on_both_ways(self, pair: ShutterPair, now: float) -> None:
        told = self._both_on.get(pair)
        if told is None or now - told >= AGAIN_S:
            self._both_on[pair] = now
            self.tell("now.messages.both_directions_on", Severity.ERROR, {"name": self.name_of(pair)}, None)
