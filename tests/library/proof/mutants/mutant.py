"""One mutant: the library with one rule broken by a small replacement."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

SOURCE = Path(__file__).parents[4] / "src"


@dataclass(frozen=True, slots=True)
class Mutant:
    """`old` becomes `new` in `file`, below src/ipcom; that breaks `sentence`, of DESIGN sections 4 and 5 in our words."""

    name: str
    sentence: str
    file: str
    old: str
    new: str

    def problem(self) -> str:
        """Why it cannot be made; empty if it can."""
        times = (SOURCE / "ipcom" / self.file).read_text().count(self.old)
        return "" if times == 1 else f"{self.name}: its text is {times} times in {self.file}"

    def apply(self, source: Path) -> None:
        """Break the rule in a copy of the source."""
        path = source / "ipcom" / self.file
        path.write_text(path.read_text().replace(self.old, self.new))
