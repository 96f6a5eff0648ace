"""What an examination of an installation found."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ..console.exit_codes import ExitCode

if TYPE_CHECKING:
    from ...client.connection.statistics import Statistics
    from ..records import Record


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at."""

    name: str
    ok: bool
    found: str
    wanted: str = ""
    advice: str = ""

    @property
    def record(self) -> Record:
        """As JSON."""
        return {
            "name": self.name,
            "ok": self.ok,
            "found": self.found,
            "wanted": self.wanted,
            "advice": "" if self.ok else self.advice,
        }


@dataclass(slots=True)
class Checkup:
    """Everything that was looked at, and the exit code for what is worst."""

    host: str
    checks: list[Check] = field(default_factory=list)
    statistics: Statistics | None = None
    exit_code: ExitCode = ExitCode.REFUSED

    @property
    def healthy(self) -> bool:
        """Whether all is well."""
        return all(check.ok for check in self.checks)

    @property
    def record(self) -> Record:
        """As JSON."""
        return {
            "healthy": self.healthy,
            "host": self.host,
            "checks": [check.record for check in self.checks],
            "statistics": self.statistics.as_dict() if self.statistics else None,
        }
