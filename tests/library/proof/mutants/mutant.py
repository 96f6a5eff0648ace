"""One mutant: the library with one rule broken by a small replacement."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

SOURCE = Path(__file__).parents[4] / "src"


class TextNotFoundError(ValueError):
    """The text that a mutant replaces is not in the source exactly once."""


@dataclass(frozen=True, slots=True)
class Mutant:
    """`old` becomes `new` in `file`, a path below src/ipcom; that breaks the rule which `sentence` says."""

    name: str
    sentence: str
    file: str
    old: str
    new: str

    def check(self, source: Path = SOURCE) -> None:
        """Raise `TextNotFoundError` unless the old text is there exactly once."""
        self._replaced(source)

    def apply(self, source: Path) -> None:
        """Break the rule in this copy of the source."""
        self._path(source).write_text(self._replaced(source))

    def _path(self, source: Path) -> Path:
        return source / "ipcom" / self.file

    def _replaced(self, source: Path) -> str:
        text = self._path(source).read_text()
        if (times := text.count(self.old)) != 1:
            raise TextNotFoundError(f"{self.name}: its text is {times} times in {self.file}:\n{self.old}")
        return text.replace(self.old, self.new)
