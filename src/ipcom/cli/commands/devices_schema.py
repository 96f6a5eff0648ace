"""The command `ipcom devices schema`: what lets an editor help with devices.yaml."""

from __future__ import annotations

import click

from ..commands_base import Command
from ..console.output import write_json


@click.command(cls=Command)
def schema() -> None:
    """Print the JSON schema (draft-07) of devices.yaml, for an editor. Needs no gateway.

    \b
    ipcom devices schema > devices.schema.json
    Then write this at the top of devices.yaml:
    # yaml-language-server: $schema=devices.schema.json
    """  # noqa: D301 - click looks for this character
    from ...model.devices_yaml.schema import devices_schema

    write_json(devices_schema())
