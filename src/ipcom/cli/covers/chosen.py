"""The shutters that a command means: those that it names, or all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ...errors import ConfigurationError
from ..targets import find_shutters

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ...model.devices import Devices, ShutterDevice


def require_choice(names: Sequence[str], *, everything: bool) -> None:
    """Raise `UsageError` for names beside --all, and for neither."""
    if everything and names:
        raise click.UsageError("Give names or --all, not both.", click.get_current_context())
    if not everything and not names:
        raise click.UsageError("Which shutter? Give names, or --all.", click.get_current_context())


def chosen_shutters(devices: Devices, names: Sequence[str]) -> list[ShutterDevice]:
    """Return the shutters with these names, each once; without names, all of devices.yaml.

    Raises what is wrong with each of the names, and `ConfigurationError` if there is no shutter at all.
    """
    if names:
        return find_shutters(names, devices)
    if not devices.shutters:
        raise ConfigurationError("No shutters are declared. Name a file with --devices, or try: ipcom list")
    return list(devices.shutters)
