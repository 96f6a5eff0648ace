"""The command `ipcom devices`: work on devices.yaml."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ...errors import ConfigurationError
from ..commands_base import Command, Group
from ..console.output import write_json, write_line
from ..settings import devices_file

if TYPE_CHECKING:
    from ...model.devices import Devices
    from ...model.devices_yaml import DevicesReading
    from ..console.options import Options


@click.command(
    cls=Group,
    lazy={
        "validate": ".commands.devices:validate",
        "import": ".commands.devices_import:import_devices",
        "schema": ".commands.devices_schema:schema",
    },
)
def devices() -> None:
    """Work on devices.yaml, the file that says which output is what."""


@click.command(cls=Command)
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.pass_obj
def validate(options: Options, file: Path | None) -> None:
    """Look for mistakes in FILE, or in the devices.yaml that is in use. Changes nothing.

    Every mistake is told with its line and what to write instead. What costs no device, such as a property that is
    not known, is a warning: the file can be used.
    """
    from ...model.devices_yaml import read_devices_file

    path = file or devices_file(options)
    if path is None:
        raise ConfigurationError("Which file? Try: ipcom devices validate devices.yaml")
    found = read_devices_file(path)
    if options.json:
        _write_record(path, found)
    else:
        _write_warnings(found)
    if found.errors:
        raise ConfigurationError(*found.errors)
    if not options.json:
        write_line(_verdict(path, found))


def _write_record(path: Path | str, found: DevicesReading) -> None:
    if found.errors:
        return
    warnings = [
        {"line": warning.line, "message": warning.message, "fix": warning.fix} for warning in found.warnings
    ]
    write_json({"file": str(path), "valid": True, **counts(found.devices), "warnings": warnings})


def _write_warnings(found: DevicesReading) -> None:
    if not found.warnings:
        return
    from ..console.tables import print_table

    rows = [(str(warning.line or ""), warning.message, warning.fix) for warning in found.warnings]
    print_table(("line", "warning", "better"), rows, right=("line",))


def _verdict(path: Path | str, found: DevicesReading) -> str:
    if not found.warnings:
        return f"{path} is good: {counted(found.devices)}."
    number = len(found.warnings)
    return f"{path} can be used, with {number} warning{'s' if number > 1 else ''}: {counted(found.devices)}."


def counted(found: Devices) -> str:
    """Return how many devices of each kind there are, in words."""
    return ", ".join(_count(name, number) for name, number in counts(found).items())


def counts(found: Devices) -> dict[str, int]:
    """Return how many devices of each kind there are."""
    return {
        "lights": len(found.lights),
        "switches": len(found.switches),
        "shutters": len(found.shutters),
    }


def _count(name: str, number: int) -> str:
    singular = {"lights": "light", "switches": "switch", "shutters": "shutter"}[name]
    return f"{number} {singular if number == 1 else name}"
