"""One gateway as the configuration file describes it, and all of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ...errors import ConfigurationError, Problem
from ...model.near_match import did_you_mean
from .table_fields import SECTION

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from .bridge_table import BridgeTable


@dataclass(frozen=True, slots=True)
class Profile:
    """One gateway. None stands for what the file leaves out; at most one of the three passwords is there."""

    name: str
    file: Path
    """The file that describes it."""
    host: str
    username: str
    port: int | None = None
    password: str | None = field(default=None, repr=False)
    password_file: Path | None = None
    password_variable: str | None = None
    """The name of the variable that holds the password."""
    bus: int | None = None
    bus_type: str | None = None
    devices: Path | None = None
    timeout: float | None = None

    @property
    def place(self) -> str:
        """Where it stands, for messages."""
        return f"[{SECTION}.{self.name}] of {self.file}"


@dataclass(frozen=True, slots=True)
class ProfileFile:
    """What the configuration file says: its gateways by name, and which of them is meant if none is named."""

    file: Path
    profiles: Mapping[str, Profile]
    default: str | None = None
    bridge: BridgeTable | None = None

    def find(self, name: str) -> Profile:
        """Return the profile with this name. Raises `ConfigurationError` that says which there are."""
        if name in self.profiles:
            return self.profiles[name]
        raise ConfigurationError(
            Problem(f'there is no profile "{name}"', profile_hint(name, self.profiles), str(self.file))
        )


def profile_hint(name: str, known: Mapping[str, object]) -> str:
    """Return what to write in place of an unknown name."""
    if not known:
        return f"there is none yet: write [{SECTION}.{name}] and its host and username"
    return did_you_mean(name, known) or f"there are: {', '.join(known)}"
