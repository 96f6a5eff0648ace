"""How the move of one shutter has ended, in words and as JSON."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...shutter.confidence import Confidence
from ...shutter.shutter_state import Result
from .rests_on import rests_on_record, rests_on_words

if TYPE_CHECKING:
    from ...errors import IPComError
    from ...model.devices import ShutterDevice
    from ...shutter.shutter import Shutter
    from ..records import Record
    from .counted import Counted

WORDS = {
    Result.REACHED: "",
    Result.ALREADY_THERE: "there already",
    Result.SUPERSEDED: "moved by something else",
}
FAILED = "failed"
"""The result of a move that has raised an error."""


@dataclass(frozen=True, slots=True)
class Moved:
    """The end of a move."""

    device: ShutterDevice
    result: Result
    shutter: Shutter
    counted: Counted | None

    @property
    def record(self) -> Record:
        """The JSON of it."""
        position = self.shutter.position
        return {
            "device_key": self.device.key,
            "display_name": self.device.display_name,
            "position": None if position is None else round(position, 1),
            "confidence": self.shutter.confidence.value,
            "result": self.result.value,
            **rests_on_record(self.counted, self.shutter.travel_times),
        }

    @property
    def text(self) -> str:
        """The text of it for the user."""
        name, position = self.device.display_name, self.shutter.position
        if position is None:
            return f"{name}: {WORDS[self.result] or 'stopped'}"
        there = f"{WORDS[self.result]}, " if WORDS[self.result] else ""
        about = "" if self.shutter.confidence is Confidence.KNOWN else "about "
        return f"{name}: {there}{about}{position:.0f} % open{self._rests_on}"

    @property
    def _rests_on(self) -> str:
        """What an estimated position rests on: a known one needs no reason."""
        counted, travel = self.counted, self.shutter.travel_times
        if counted is None or travel is None or self.shutter.confidence is Confidence.KNOWN:
            return ""
        unseen = "" if counted.watched(travel) else ", not watched all the time since"
        return f", {rests_on_words(counted, self.shutter.stored().at)}{unseen}"


@dataclass(frozen=True, slots=True)
class Failed:
    """The end of a move that could not be made, or not wholly."""

    device: ShutterDevice
    error: IPComError

    @property
    def record(self) -> Record:
        """The JSON of it. The error itself goes to stderr."""
        return {
            "device_key": self.device.key,
            "display_name": self.device.display_name,
            "position": None,
            "confidence": Confidence.UNKNOWN.value,
            "result": FAILED,
            **rests_on_record(None, None),
        }
