"""What a stored position rests on, and whether it may have been moved since without being seen. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from ...model.arguments import is_number
from ...shutter.stored import LATEST_AT

if TYPE_CHECKING:
    from ...shutter.travel_times import TravelTimes

UNTOLD_S = 1e9
"""Stands for a time without a command that no clock can tell: it was set back, or the store comes from the future."""
UNSEEN_SHARE = 0.1
"""A shutter counts as watched if it cannot have moved by more than this share of its travel unseen.

That lets the commands of one script follow each other without a run to an end; a user at the wall needs longer.
"""


@dataclass(frozen=True, slots=True)
class Counted:
    """Where a shutter stood for certain, and how long no command has watched it since."""

    percent: float
    """The height from which its moves are counted, in percent."""
    at: float
    """The Unix time at which it stood there."""
    unseen_s: float = UNTOLD_S
    """For how many seconds no command has watched it since, all gaps together."""
    uptime_s: float | None = None
    """The monotonic clock at the end of the last command that moved it: it shows gaps that the clock on the wall hides."""

    def to_dict(self) -> dict[str, object]:
        """Return what the file holds of it."""
        return {"from": self.percent, "at": self.at, "unseen_s": self.unseen_s, "uptime_s": self.uptime_s}

    @classmethod
    def from_dict(cls, record: object) -> Counted | None:
        """Read what `to_dict` gave. What cannot be read counts as nothing."""
        if not isinstance(record, Mapping):
            return None
        percent, at = _number(record, "from", 100.0), _number(record, "at", LATEST_AT)
        unseen = _number(record, "unseen_s", LATEST_AT)
        if percent is None or at is None or unseen is None:
            return None
        return cls(percent, at, unseen, _number(record, "uptime_s", LATEST_AT))

    def after(self, gap_s: float) -> Counted:
        """Return the same after a gap in which no command has watched."""
        return replace(self, unseen_s=min(UNTOLD_S, self.unseen_s + gap_s))

    def watched(self, travel: TravelTimes) -> bool:
        """Return whether it cannot have been moved far without being seen."""
        return self.unseen_s <= UNSEEN_SHARE * min(travel.up, travel.down)


def gap(stored_at: float, uptime_s: float | None, unix_now: float, uptime_now: float) -> float:
    """Return the seconds since a position was stored, by the clock that says more; `UNTOLD_S` if they cannot be told."""
    if stored_at <= 0.0 or uptime_s is None:
        return UNTOLD_S
    by_clock, by_uptime = unix_now - stored_at, uptime_now - uptime_s
    if by_clock < 0.0 or by_uptime < 0.0:
        return UNTOLD_S
    return max(by_clock, by_uptime)


def _number(record: Mapping[Any, Any], key: str, high: float) -> float | None:
    value = record.get(key)
    return float(value) if is_number(value) and 0.0 <= value <= high else None
