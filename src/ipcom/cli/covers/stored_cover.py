"""What the command line stores of one shutter."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from ...shutter.confidence import Confidence
from ...shutter.stored import StoredPosition
from .counted import Counted, gap
from .likely_times import Times, stored_times

if TYPE_CHECKING:
    from ...model.shutter_pair import ShutterPair
    from ...shutter.travel_times import TravelTimes


@dataclass(frozen=True, slots=True)
class StoredCover:
    """What is stored of one shutter."""

    times: Times = field(default_factory=Times)
    position: StoredPosition = field(default_factory=StoredPosition)
    counted: Counted | None = None
    """What the position rests on; None if it is unknown, and for one that an earlier version has stored."""

    def to_dict(self) -> dict[str, object]:
        """Return what the file holds of it."""
        return {
            "travel": self.times.to_dict(),
            "position": self.position.to_dict(),
            "counted": self.counted.to_dict() if self.counted else None,
        }

    @classmethod
    def from_dict(cls, pair: ShutterPair, record: object) -> StoredCover:
        """Read what `to_dict` gave. What cannot be read counts as unknown."""
        if not isinstance(record, Mapping):
            return cls()
        position = StoredPosition.from_dict(record.get("position"))
        counted = None if position.position is None else Counted.from_dict(record.get("counted"))
        return cls(stored_times(pair, record.get("travel")), position, counted)

    @property
    def travel(self) -> TravelTimes | None:
        """The travel times to reckon with; None before the calibration."""
        return self.times.travel

    @property
    def rests_on(self) -> Counted | None:
        """What the position rests on. For one of an earlier version that is the position itself."""
        position = self.position
        if position.position is None or position.confidence is Confidence.UNKNOWN:
            return None
        return self.counted or Counted(position.position, position.at)

    @property
    def watched(self) -> bool:
        """Whether the position holds: no move far enough to matter can have gone unseen."""
        rests_on = self.rests_on
        return rests_on is not None and self.travel is not None and rests_on.watched(self.travel)

    def now(self, unix_now: float, uptime_now: float) -> StoredCover:
        """Return the same for a command that begins now: no command has watched since it was stored."""
        rests_on = self.rests_on
        if rests_on is None:
            return self
        unseen = gap(self.position.at, rests_on.uptime_s, unix_now, uptime_now)
        return replace(self, counted=rests_on.after(unseen))

    def as_far_as_known(self) -> StoredPosition:
        """Return the position to go on from. An end is not *known* after a time in which no command has watched."""
        if self.watched or self.position.confidence is not Confidence.KNOWN:
            return self.position
        return replace(self.position, confidence=Confidence.ESTIMATED)

    def forgotten(self) -> StoredPosition:
        """Return the position as unknown. What was moving, and by whom, stays known."""
        return replace(self.position, position=None, tilt=None, confidence=Confidence.UNKNOWN)
