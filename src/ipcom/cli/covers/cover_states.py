"""Where shutters are by what is stored of them and what their relays do now."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from ...model.motion import Motion
from ...shutter.confidence import Confidence
from ...shutter.relay_reading import both_in, motion_in, read_at
from ...shutter.restore import restored_travel
from ..connecting import open_client
from ..console.output import write_json
from .cover_store import CoverStore
from .rests_on import clock_words, rests_on_record

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.text import Text

    from ...model.devices import ShutterDevice
    from ...model.snapshot import StateSnapshot
    from ..records import Record
    from ..settings import Settings
    from .stored_cover import StoredCover

COLUMNS = ("Shutter", "Position", "Counted from", "Now", "Up, down")
BOTH = "both directions are on"


@dataclass(frozen=True, slots=True)
class CoverState:
    """One shutter at the moment of a read."""

    device: ShutterDevice
    known: StoredCover
    position: float | None
    confidence: Confidence
    doing: str
    """The direction of its relays, "both", or an empty text while they are off."""
    at: float
    """The Unix time of the read."""

    @property
    def record(self) -> Record:
        """The JSON of it."""
        travel, known = self.known.travel, self.known
        counted = None if self.position is None else known.rests_on
        return {
            "device_key": self.device.key,
            "display_name": self.device.display_name,
            "position": None if self.position is None else round(self.position, 1),
            "confidence": self.confidence.value,
            **rests_on_record(counted, travel),
            "watched_until": _iso(known.position.at),
            "moving": self.doing or None,
            "travel": {"up": round(travel.up, 2), "down": round(travel.down, 2)} if travel else None,
        }

    @property
    def row(self) -> tuple[str | Text, ...]:
        """The cells of it."""
        from ..console.tables import state_cell

        doing = BOTH if self.doing == "both" else f"going {self.doing}" if self.doing else "at rest"
        return (
            self.device.display_name,
            self._position,
            self._counted,
            state_cell(doing, on=bool(self.doing)),
            self._times,
        )

    @property
    def _position(self) -> str:
        return "unknown" if self.position is None else f"{self.position:.0f} %, {self.confidence.value}"

    @property
    def _counted(self) -> str:
        counted = self.known.rests_on
        if counted is None or self.position is None:
            return "-"
        text = f"{counted.percent:.0f} % at {clock_words(counted.at, self.at)}"
        if self.known.watched:
            return text
        return f"{text}, unwatched since {clock_words(self.known.position.at, self.at)}"

    @property
    def _times(self) -> str:
        travel = self.known.travel
        if travel is None:
            return "refused" if self.known.times.refused else "not measured"
        return f"{travel.up:.1f}, {travel.down:.1f} s"


async def show_states(settings: Settings, devices: Sequence[ShutterDevice]) -> None:
    """Read the relays once and print the state of each shutter."""
    async with open_client(settings) as client:
        snapshot, uptime = client.observed, asyncio.get_running_loop().time()
    store = CoverStore.of(settings)
    states = [cover_state(device, store.read(device.pair), snapshot, uptime) for device in devices]
    if settings.json:
        covers = [state.record for state in states]
        write_json({"timestamp": snapshot.timestamp_iso, "host": settings.host, "covers": covers})
    else:
        _print(states)


def _print(states: Sequence[CoverState]) -> None:
    from ..console.tables import print_table

    print_table(COLUMNS, [state.row for state in states])


def cover_state(
    device: ShutterDevice, stored: StoredCover, snapshot: StateSnapshot, uptime: float
) -> CoverState:
    """Return the state of one shutter: what is stored, unless its relays say that it no longer holds."""
    seen, known = motion_in(device.pair, snapshot), stored.now(snapshot.timestamp, uptime)
    doing = "both" if both_in(device.pair, snapshot) else "" if seen is Motion.OFF else seen.value
    position, confidence = None, Confidence.UNKNOWN
    if known.travel is not None and doing != "both":
        elapsed = snapshot.timestamp - known.position.at
        travel = restored_travel(known.travel, known.as_far_as_known(), seen, elapsed)
        position, confidence = travel.position(read_at(snapshot)), travel.confidence
    return CoverState(device, known, position, confidence, doing, snapshot.timestamp)


def _iso(at: float) -> str | None:
    return datetime.fromtimestamp(at, UTC).isoformat(timespec="milliseconds") if at > 0.0 else None
