"""Which commands are let in: none that may be old ever moves a motor (docs/bridge.md, "What is refused"). Pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import inf
from typing import TYPE_CHECKING

from ..bridge_text import BridgeText
from .wishes import HaltMotor, Wish, may_repeat

if TYPE_CHECKING:
    from ...sentence import Message
    from ..things import Thing
    from .wishes import Request

QUIET_S = 3.0
"""What a broker has kept comes at once after a subscription; for so long a motor needs the session of its command."""
AGAIN_S = 2.0
"""A sender that saw no acknowledgement sends again: within this time the same toggle or impulse is the same one."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """How a message came."""

    at: float
    """Seconds, monotonic: the earliest at which it may have come."""
    retained: bool
    """Whether it has the retain flag: with MQTT 5 every message that was published so, else only a stored one."""
    early: bool
    """Whether it came so soon after the subscription, or a standstill of this program, that it may be old."""
    session: str
    """The present session of the house."""


@dataclass(slots=True)
class EntryRules:
    """The rules of one house. `strict`: a motor and an impulse need the present session at any time."""

    strict: bool = False
    _last: dict[tuple[str, type[Wish]], float] = field(default_factory=dict)

    def refusal(self, thing: Thing, request: Request, arrival: Arrival) -> Message | None:
        """Return why a command is not let in; None if it is."""
        if thing.kind.is_delicate:
            refused = self._as_old(request, arrival)
        else:
            stored = arrival.retained and arrival.early
            refused = BridgeText.COMMAND_KEPT_BY_BROKER() if stored else None
        return refused or self._as_repeated(thing, request, arrival)

    def _as_old(self, request: Request, arrival: Arrival) -> Message | None:
        """Refuse what may be old. A stop harms nothing, unless the broker repeats it after each connection."""
        session = request.about.session
        if arrival.retained:
            return BridgeText.COMMAND_KEPT_BY_BROKER()
        if isinstance(request.wish, HaltMotor) or session == arrival.session:
            return None
        if session is not None:
            return BridgeText.COMMAND_OF_OLD_SESSION()
        if self.strict:
            return BridgeText.COMMAND_WITHOUT_SESSION()
        return BridgeText.COMMAND_TOO_SOON(seconds=QUIET_S) if arrival.early else None

    def _as_repeated(self, thing: Thing, request: Request, arrival: Arrival) -> Message | None:
        """Refuse a toggle or an impulse that is probably the one before, sent again."""
        if may_repeat(request.wish) or request.about.id is not None:
            return None
        key = thing.id, type(request.wish)
        ago = max(0.0, arrival.at - self._last.get(key, -inf))
        if ago < AGAIN_S:
            return BridgeText.COMMAND_REPEATED(ago=ago, seconds=AGAIN_S)
        self._last[key] = arrival.at
        return None
