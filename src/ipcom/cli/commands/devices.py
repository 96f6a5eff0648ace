"""The command `ipcom devices`: work on devices.yaml."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ...errors import ConfigurationError
from ..commands_base import Command, Group
from ..console.output import write_json, write_line
from ..settings import default_devices_file

if TYPE_CHECKING:
    from ...model.devices import Devices
    from ..console.options import Options


@click.command(cls=Group, lazy={"validate": ".commands.devices:validate"})
def devices() -> None:
    """Work on devices.yaml, the file that says which output is what."""


@click.command(cls=Command)
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.pass_obj
def validate(options: Options, file: Path | None) -> None:
    """Look for mistakes in FILE, or in the devices.yaml that is in use. Changes nothing.

    Every mistake is told with its line and what to write instead.
    """
    from ...model.devices_yaml import load_devices

    path = file or options.devices or default_devices_file()
    if path is None:
        raise ConfigurationError("Which file? Try: ipcom devices validate devices.yaml")
    found = load_devices(path)
    if options.json:
        write_json({"file": str(path), "valid": True, **_counts(found)})
    else:
        counted = ", ".join(_count(name, number) for name, number in _counts(found).items())
        write_line(f"{path} is good: {counted}.")


def _counts(found: Devices) -> dict[str, int]:
    return {
        "lights": len(found.lights),
        "switches": len(found.switches),
        "shutters": len(found.shutters),
    }


def _count(name: str, number: int) -> str:
    singular = {"lights": "light", "switches": "switch", "shutters": "shutter"}[name]
    return f"{number} {singular if number == 1 else name}"
