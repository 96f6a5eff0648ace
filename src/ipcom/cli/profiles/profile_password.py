"""The password of a profile."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from ...errors import ConfigurationError, Problem
from ..console.password import Password, ask_password, read_password_file

if TYPE_CHECKING:
    from .profile import Profile


def profile_password(profile: Profile, host: str) -> Password:
    """Return the password that the profile holds or names, or else ask for it."""
    if profile.password is not None:
        return Password(profile.password)
    if profile.password_file is not None:
        return Password(read_password_file(str(profile.password_file)))
    if profile.password_variable is not None:
        return Password(_of_variable(profile.password_variable, profile))
    return ask_password(profile.username, host, f"Write password_file in {profile.place}.")


def _of_variable(name: str, profile: Profile) -> str:
    if password := os.environ.get(name):
        return password
    message = f"[gateways.{profile.name}] takes the password from {name}, which is not set"
    raise ConfigurationError(Problem(message, f"set {name}, or write password_file there", str(profile.file)))
