"""The mistakes found in one file."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NoReturn

from ...errors import ConfigurationError, Problem
from ...sentence import Message


@dataclass(slots=True)
class Findings:
    """Collects what is wrong with `file`: `problems` leave a device out, `warnings` do not."""

    file: str
    problems: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)

    def add(self, line: int, message: Message) -> None:
        """Note a mistake on `line` (from 1) and go on."""
        self.problems.append(Problem(message, message.fix, self.file, line))

    def warn(self, line: int, message: Message) -> None:
        """Note what is understood all the same, or not needed, and go on."""
        self.warnings.append(Problem(message, message.fix, self.file, line))

    def give_up(self, message: Message, line: int | None = None) -> NoReturn:
        """Raise a mistake behind which nothing can be read."""
        raise ConfigurationError(Problem(message, message.fix, self.file, line))

    def take(self, other: Findings) -> None:
        """Add what was found in a part of the file."""
        self.problems += other.problems
        self.warnings += other.warnings

    def in_order(self) -> list[Problem]:
        """Return all mistakes from the top of the file to the bottom."""
        return _in_order(self.problems)

    def warnings_in_order(self) -> list[Problem]:
        """Return all warnings from the top of the file to the bottom."""
        return _in_order(self.warnings)


def _in_order(problems: list[Problem]) -> list[Problem]:
    return sorted(problems, key=lambda problem: problem.line or 0)
