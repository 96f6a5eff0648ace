"""Forms that outlive a release: what is stored, and what other programs read.

They are recorded in tests/fixtures/recorded by `script/record_forms` and held by the tests. Record a form anew only when
it is to change: a store that was written in the old form must then still be read, and needs a test of its own.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).with_name("fixtures") / "recorded"


class Recorded:
    """The recorded forms; with `recording` they are written instead of compared."""

    def __init__(self, *, recording: bool) -> None:
        self._recording = recording

    def holds(self, name: str, found: Any) -> None:
        """Fail if `found` is not what was recorded under this name; `found` must be fit for JSON."""
        text = json.dumps(found, indent=2, ensure_ascii=False) + "\n"
        if self._recording:
            self._write(f"{name}.json", text)
        assert json.loads(text) == self.read(name)

    def keeps(self, file: str, found: str) -> None:
        """Record a file that differs from run to run: it is there to be read."""
        if self._recording:
            self._write(file, found)

    def holds_text(self, file: str, found: str) -> None:
        """Fail if `found` is not the text of this file."""
        if self._recording:
            self._write(file, found)
        assert found == self.text(file)

    def read(self, name: str) -> Any:
        """What was recorded under this name."""
        return json.loads(self.text(f"{name}.json"))

    def text(self, file: str) -> str:
        """The text of this file."""
        return (FOLDER / file).read_text("utf-8")

    def _write(self, file: str, text: str) -> None:
        path = FOLDER / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")


def but_for(value: Any, *keys: str) -> Any:
    """The same with only the sort of the plain values under `keys`: times, ports and figures differ from run to run."""
    if isinstance(value, Mapping):
        return {
            key: sort(item) if key in keys and not isinstance(item, Mapping) else but_for(item, *keys)
            for key, item in value.items()
        }
    if isinstance(value, list | tuple):
        return [but_for(item, *keys) for item in value]
    return value


def sort(value: Any) -> Any:
    """The keys of mappings, and for everything else what sort it is."""
    if isinstance(value, Mapping):
        return {key: sort(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        sorts = [sort(item) for item in value]
        return [one for index, one in enumerate(sorts) if one not in sorts[:index]]
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "yes or no"
    return "text" if isinstance(value, str) else "number"
