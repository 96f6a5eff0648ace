"""What Home Assistant's log says of us."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from .figures import Finding

_LINE = re.compile(r"^\S+ \S+ (?P<level>[A-Z]+) \(.*?\) \[(?P<logger>[^\]]+)\] (?P<text>.*)$", re.MULTILINE)
_OURS = ("ipcom", "custom_components.ipcom")
_EXPECTED = ("We found a custom integration", "Skipping pip installation")
"""Home Assistant warns of every custom integration, and of being started as the demo starts it."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the log."""

    level: str
    logger: str
    text: str

    @property
    def ours(self) -> bool:
        """Whether the integration or its library wrote it."""
        return any(self.logger == name or self.logger.startswith(f"{name}.") for name in _OURS)

    @property
    def is_trouble(self) -> bool:
        """Whether it is a warning or worse that is not always there."""
        return self.level in ("WARNING", "ERROR", "CRITICAL") and not self.text.startswith(_EXPECTED)


def read(text: str) -> list[Line]:
    """Return the lines of a log; continuation lines are left out."""
    return [Line(**match.groupdict()) for match in _LINE.finditer(text)]


def tracebacks(text: str) -> int:
    """Count them."""
    return text.count("Traceback (most recent call last)")


def journal_finding(log: Path) -> Finding:
    """Return the line of the table about a log: nothing in it may be trouble."""
    text = log.read_text()
    trouble = [line for line in read(text) if line.is_trouble]
    traces = tracebacks(text)
    found = f"{len(trouble)} warnings or errors, {traces} tracebacks"
    if trouble:
        found += f": {trouble[0].logger}: {trouble[0].text[:80]}"
    return Finding("Home Assistant's log", found, "0 and 0", ok=not trouble and not traces)
