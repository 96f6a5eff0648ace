"""Reading a profile out of its table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from ...errors import ConfigurationError
from ...model.bus_type import BusType
from ...model.host import DEFAULT_PORT, parse_host
from ..console.options import BUSES, HIGHEST_PORT, LONGEST_TIMEOUT_S, SHORTEST_TIMEOUT_S
from .profile import Profile
from .table_fields import PASSWORDS, SECTION, TableFields

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from ...errors import Problem

_TEXTS = ("host", "username", "password", "password_variable", "bus_type")
_PATHS = ("password_file", "devices")
_KNOWN = ("host", "port", "username", *PASSWORDS, "bus", "bus_type", "devices", "timeout")


class ProfileFields(TableFields):
    """The table of one profile. What is wrong is added to `problems`."""

    examples: ClassVar[Mapping[str, str]] = {"host": '"192.168.1.20"', "username": '"demo"'}

    def __init__(self, name: str, table: Mapping[str, object], file: Path, problems: list[Problem]) -> None:
        super().__init__(f"{SECTION}.{name}.", table, file, problems)
        self._name = name

    def read(self) -> Profile | None:
        """Return the profile; None after noting a mistake."""
        before = len(self._problems)
        self.known(_KNOWN)
        found = self._values()
        self._check_host(found["host"], found["port"])
        self._check_bus_type(found["bus_type"])
        self.check_passwords()
        return Profile(self._name, self._file, **found) if len(self._problems) == before else None

    def _values(self) -> dict[str, Any]:
        """Return the values by key, None for those that are missing or wrong."""
        return {
            **{name: self.text(name) for name in _TEXTS},
            **{name: self.path(name) for name in _PATHS},
            "port": self.whole("port", 1, HIGHEST_PORT),
            "bus": self.whole("bus", *BUSES),
            "timeout": self.number("timeout", SHORTEST_TIMEOUT_S, LONGEST_TIMEOUT_S),
        }

    def _check_bus_type(self, kind: str | None) -> None:
        if kind is not None and kind not in set(BusType):
            fix = f'write bus_type = "{BusType.MINIDO.value}"'
            self.wrong("bus_type", f"none of {', '.join(BusType)}", fix)

    def _check_host(self, host: str | None, port: int | None) -> None:
        if host is None:
            return
        try:
            parse_host(host, DEFAULT_PORT if port is None else port)
        except ConfigurationError as error:
            for problem in error.problems:
                self.complain(None, f"{self.where}host: {problem.message}", problem.fix)
