"""The travel times and positions of shutters, in a file for each gateway and bus."""

from __future__ import annotations

import json
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ...errors import ConfigurationError, Problem
from ...shutter.stored import StoredPosition
from ...shutter.travel_times import TravelTimes
from ..state_files import replace_file, state_file

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...model.motion import Motion
    from ...model.shutter_pair import ShutterPair
    from ...shutter.height_and_tilt import Goal
    from ...shutter.shutter import Shutter
    from ...shutter.shutter_state import ShutterState
    from ..settings import Settings


@dataclass(frozen=True, slots=True)
class StoredCover:
    """What is stored of one shutter. `travel` is None before its calibration."""

    travel: TravelTimes | None = None
    position: StoredPosition = field(default_factory=StoredPosition)

    def to_dict(self) -> dict[str, object]:
        """Return what the file holds of it."""
        travel = {"up": self.travel.up, "down": self.travel.down} if self.travel else None
        return {"travel": travel, "position": self.position.to_dict()}


class CoverStore:
    """The file of one gateway and bus. A damaged file counts as empty, because positions can be found again."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @classmethod
    def of(cls, settings: Settings) -> CoverStore:
        """Return the store for the gateway and bus of `settings`."""
        return cls(state_file(f"covers-{settings.host}-{settings.port}-bus{settings.bus}.json"))

    def read(self, pair: ShutterPair) -> StoredCover:
        """Return what is stored of the shutter on `pair`."""
        record = self._read_all().get(_name(pair))
        if not isinstance(record, dict):
            return StoredCover()
        return StoredCover(_travel(record.get("travel")), StoredPosition.from_dict(record.get("position")))

    def write(self, pair: ShutterPair, cover: StoredCover) -> None:
        """Store one shutter and leave the others as they are. Raises `ConfigurationError` if that fails."""
        records = self._read_all()
        records[_name(pair)] = cover.to_dict()
        try:
            replace_file(self.path, json.dumps(records, indent=2) + "\n")
        except OSError as error:
            fix = "make it writable, or set XDG_STATE_HOME to a directory that is"
            raise ConfigurationError(
                Problem(f"it cannot be written: {error.strerror}", fix, str(self.path))
            ) from error

    @contextmanager
    def keeping(self, shutter: Shutter, known: StoredCover) -> Iterator[None]:
        """Store the position of `shutter` when it starts, stops or gets a target, and at the end of the block.

        Raises `ConfigurationError` at the end of the block, if the file cannot be written.
        """
        before: tuple[Motion | None, Goal | None] = (None, None)

        def keep(state: ShutterState) -> None:
            nonlocal before
            if (state.moving, state.target) != before:
                before = (state.moving, state.target)
                with suppress(ConfigurationError):  # it is raised at the end
                    self._keep(shutter, known)

        unsubscribe = shutter.subscribe(keep)
        try:
            yield
        finally:
            unsubscribe()
            self._keep(shutter, known)

    def _keep(self, shutter: Shutter, known: StoredCover) -> None:
        """Store a shutter without a position too. After a crash the next command stops what this one has started."""
        try:
            self.write(shutter.pair, StoredCover(known.travel, shutter.stored()))
        except ConfigurationError:
            if known.travel is not None:
                raise

    def _read_all(self) -> dict[str, Any]:
        try:
            records = json.loads(self.path.read_text("utf-8"))
        except (OSError, ValueError, RecursionError):
            return {}
        return records if isinstance(records, dict) else {}


def _name(pair: ShutterPair) -> str:
    return f"{pair.up}-{pair.down}"


def _travel(record: object) -> TravelTimes | None:
    try:
        return TravelTimes(up=float(record["up"]), down=float(record["down"]))  # type: ignore[index]
    except (KeyError, TypeError, ValueError, OverflowError):
        return None
