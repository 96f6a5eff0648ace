"""The command `ipcom gateways`: the profiles of the configuration file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ...model.bus_type import BusType
from ...model.host import DEFAULT_PORT, parse_host
from ..commands_base import Command
from ..console.output import write_json, write_note
from ..profile_choice import no_profiles, read_profiles

if TYPE_CHECKING:
    from ..console.options import Options
    from ..profiles.profile import Profile, ProfileFile
    from ..records import Record


@click.command(cls=Command)
@click.pass_obj
def gateways(options: Options) -> None:
    """List the gateways of the configuration file, one of which --gateway names. Needs no gateway.

    The file is ipcom/config.toml where your configuration lies, or the one of --config. No password is shown.
    """
    found = read_profiles(options)
    if found is None:
        raise no_profiles(options)
    if options.json:
        write_json(_record(found))
    else:
        _print(found)


def _record(found: ProfileFile) -> Record:
    return {
        "file": str(found.file),
        "default": found.default,
        "gateways": [_profile_record(profile) for profile in found.profiles.values()],
    }


def _profile_record(profile: Profile) -> Record:
    at = parse_host(profile.host, profile.port or DEFAULT_PORT)
    return {
        "name": profile.name,
        "host": at.host,
        "port": at.port,
        "username": profile.username,
        "bus": profile.bus or 1,
        "bus_type": profile.bus_type or BusType.MINIDO.value,
        "devices": str(profile.devices) if profile.devices else None,
    }


def _print(found: ProfileFile) -> None:
    from ..console.tables import print_table

    if not found.profiles:
        write_note(f"{found.file} has no gateway yet. Write [gateways.home], and its host and username.")
        return
    rows = [_row(profile, found.default) for profile in found.profiles.values()]
    print_table(("Gateway", "Host", "Bus", "User", "Devices", ""), rows)


def _row(profile: Profile, default: str | None) -> tuple[str, ...]:
    at = parse_host(profile.host, profile.port or DEFAULT_PORT)
    where = str(at) if at.port != DEFAULT_PORT else at.host
    devices = profile.devices.name if profile.devices else ""
    mark = "default" if profile.name == default else ""
    return profile.name, where, str(profile.bus or 1), profile.username, devices, mark
