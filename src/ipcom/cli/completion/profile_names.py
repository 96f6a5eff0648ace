"""The names of the gateways that the configuration file has, for --gateway."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..profile_choice import read_profiles
from .device_names import typed_options

if TYPE_CHECKING:
    import click

PROFILE_PARAMETER = "profile"
"""The parameter that takes one."""


def profile_words(context: click.Context, begun: str) -> list[str]:
    """Return the names that begin with what was typed."""
    found = read_profiles(typed_options(context))
    return [name for name in (found.profiles if found else ()) if name.startswith(begun)]
