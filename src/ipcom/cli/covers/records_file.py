"""A file of records by name. A damaged one counts as empty and is kept under another name."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from ..console.output import write_note
from ..state_files import replace_file
from .damaged_file import copy_aside, move_aside
from .folder_lock import locked

if TYPE_CHECKING:
    from pathlib import Path

Records = dict[str, Any]


class RecordsFile:
    """One JSON file. What is wrong with it is said once."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._told: set[str] = set()

    def read(self) -> Records:
        """Return the records. A damaged file is moved aside."""
        records = self._parse()
        if isinstance(records, dict):
            return records
        try:
            with locked(self.path.parent):
                return self.read_locked()
        except OSError as error:
            stays = f"It stays where it is: {error.strerror}."
            self.tell_once(f"{self.path} is damaged and not used ({records}). {stays}")
            return {}

    def read_locked(self) -> Records:
        """Return the records while the folder is locked. Raises `OSError` if a damaged file cannot be moved aside."""
        records = self._parse()
        if isinstance(records, dict):
            return records
        kept = move_aside(self.path)
        self.tell_once(f"{self.path} is damaged and not used ({records}). It is kept as {kept.name}.")
        return {}

    def replace(self, records: Records) -> None:
        """Write all records while the folder is locked. Raises `OSError`."""
        replace_file(self.path, json.dumps(records, indent=2) + "\n")

    def keep_copy(self, what: str) -> None:
        """Copy the file aside, because `what` in it is damaged."""
        try:
            kept = f"A copy is kept as {copy_aside(self.path).name}."
        except OSError as error:
            kept = f"No copy can be kept: {error.strerror}."
        self.tell_once(f"{what} in {self.path} is damaged and counts as unknown. {kept}")

    def tell_once(self, text: str) -> None:
        """Say something about this file, unless it was said."""
        if text not in self._told:
            self._told.add(text)
            write_note(text)

    def _parse(self) -> Records | str:
        """Return the records, or what is wrong with the file."""
        try:
            if self.path.exists() and not self.path.is_file():
                return "it is no file"
            records = json.loads(self.path.read_text("utf-8"))
        except (FileNotFoundError, NotADirectoryError):
            return {}
        except OSError as error:
            return error.strerror or "it cannot be read"
        except (ValueError, RecursionError):
            return "it is no JSON"
        return records if isinstance(records, dict) else "it holds something else"
