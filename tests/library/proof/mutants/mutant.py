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
    also: tuple[tuple[str, str, str], ...] = ()
    """More replacements (file, old, new), where a second guard would keep the rule."""

    def check(self, source: Path = SOURCE) -> None:
        """Raise `TextNotFoundError` unless each old text is there exactly once."""
        self._replaced(source)

    def apply(self, source: Path) -> None:
        """Break the rule in this copy of the source."""
        for path, text in self._replaced(source).items():
            path.write_text(text)

    def _replaced(self, source: Path) -> dict[Path, str]:
        texts: dict[Path, str] = {}
        for file, old, new in ((self.file, self.old, self.new), *self.also):
            path = source / "ipcom" / file
            text = texts[path] if path in texts else path.read_text()
            if (times := text.count(old)) != 1:
                raise TextNotFoundError(f"{self.name}: its text is {times} times in {file}:\n{old}")
            texts[path] = text.replace(old, new)
        return texts
