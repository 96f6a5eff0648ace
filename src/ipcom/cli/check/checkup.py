"""The results of the checks of an installation."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ..console.exit_codes import ExitCode

if TYPE_CHECKING:
    from ...client.connection.statistics import Statistics
    from ..records import Record


@dataclass(frozen=True, slots=True)
class Check:
    """The result of one check."""

    name: str
    ok: bool
    found: str
    wanted: str = ""
    advice: str = ""

    @property
    def record(self) -> Record:
        """The JSON of it."""
        return {
            "name": self.name,
            "ok": self.ok,
            "found": self.found,
            "wanted": self.wanted,
            "advice": "" if self.ok else self.advice,
        }


@dataclass(slots=True)
class Checkup:
    """All results, and the exit code of the command if one of them is bad."""

    host: str
    checks: list[Check] = field(default_factory=list)
    statistics: Statistics | None = None
    exit_code: ExitCode = ExitCode.REFUSED

    @property
    def healthy(self) -> bool:
        """Whether all results are good."""
        return all(check.ok for check in self.checks)

    @property
    def record(self) -> Record:
        """The JSON of it."""
        return {
            "healthy": self.healthy,
            "host": self.host,
            "checks": [check.record for check in self.checks],
            "statistics": self.statistics.as_dict() if self.statistics else None,
        }
