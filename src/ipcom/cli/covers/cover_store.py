"""The travel times and positions of shutters, in a file for each gateway and bus."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from ...errors import ConfigurationError, Problem
from ...shutter.stored import StoredPosition
from ..gateway_keys import gateway_files
from .folder_lock import PATIENCE_S, WHILE_MOVING_S, locked
from .records_file import Records, RecordsFile
from .stored_cover import StoredCover

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from ...model.shutter_pair import ShutterPair
    from ..settings import Settings

TAKEN_OVER = ".taken-over"
"""What is added to the name of a file under another spelling once its records are in the file of the gateway."""


class CoverStore:
    """The file of one gateway and bus. What cannot be read counts as unknown, and is kept under another name."""

    def __init__(self, path: Path, others: Sequence[Path] = (), *, complete: bool = True) -> None:
        """`others` are files under other spellings of the gateway. The next write takes them over."""
        self.path = path
        self.complete = complete
        """Whether no more can be found once the address of the gateway is known."""
        self._file = RecordsFile(path)
        self._others = [RecordsFile(other) for other in others]

    @classmethod
    def of(cls, settings: Settings) -> CoverStore:
        """Return the store for the gateway and bus of `settings`."""
        files = gateway_files(settings, "covers", ".json")
        return cls(files.path, files.others, complete=files.complete)

    def read(self, pair: ShutterPair) -> StoredCover:
        """Return what is stored of the shutter on `pair`."""
        found, file = self._newest(_name(pair))
        if not _sound(found):
            file.keep_copy(f"What is stored of {pair}")
        return StoredCover.from_dict(pair, found)

    def write(self, pair: ShutterPair, cover: StoredCover, patience_s: float = PATIENCE_S) -> None:
        """Store one shutter and leave the others as they are. Raises `ConfigurationError` if that fails."""
        try:
            with locked(self.path.parent, patience_s):
                records = self._all()
                records[_name(pair)] = cover.to_dict()
                self._file.replace(records)
                self._end_others()
        except OSError as error:
            fix = "make it writable, or set XDG_STATE_HOME to a directory that is"
            why = f"it cannot be written: {error.strerror or error}"
            raise ConfigurationError(Problem(why, fix, str(self.path))) from error

    def write_if_possible(self, pair: ShutterPair, cover: StoredCover) -> None:
        """Store one shutter while motors may run. What stands against it is said once, and the command goes on."""
        try:
            self.write(pair, cover, WHILE_MOVING_S)
        except ConfigurationError as error:
            self._file.tell_once(f"The position is not kept. {error}")

    def _newest(self, name: str) -> tuple[object, RecordsFile]:
        """Return the record that was stored last under this name, and the file that holds it."""
        found: object = None
        holder = self._file
        for file in (self._file, *self._others):
            record = file.read().get(name)
            if record is not None and (found is None or _stored_at(record) > _stored_at(found)):
                found, holder = record, file
        return found, holder

    def _all(self) -> Records:
        """Return the newest record of each shutter while the folder is locked. Raises `OSError`."""
        records = self._file.read_locked()
        for name, record in self._of_others():
            if name not in records or _stored_at(record) > _stored_at(records[name]):
                records[name] = record
        return records

    def _of_others(self) -> Iterator[tuple[str, object]]:
        for file in self._others:
            yield from file.read_locked().items()

    def _end_others(self) -> None:
        """Rename the files whose records are in this one by now. Nothing of them is lost."""
        for file in self._others:
            if file.path.exists():
                file.path.replace(file.path.with_name(file.path.name + TAKEN_OVER))
        self._others = []


def _name(pair: ShutterPair) -> str:
    return f"{pair.up}-{pair.down}"


def _stored_at(record: object) -> float:
    return StoredPosition.from_dict(record.get("position")).at if isinstance(record, Mapping) else -1.0


def _sound(record: object) -> bool:
    """Whether nothing of the record is lost by reading it."""
    if record is None:
        return True
    position = record.get("position") if isinstance(record, Mapping) else None
    if not isinstance(position, Mapping):
        return False
    read = StoredPosition.from_dict(position).to_dict()
    return all(read.get(key, value) == value for key, value in position.items())
