"""The command `ipcom devices import`: make a devices.yaml of what the vendor's portal knows."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ...errors import ConfigurationError
from ..commands_base import Command
from ..console.output import write_json, write_line, write_note
from ..console.password import find_password
from ..console.running import run
from ..new_file import require_place, write_new_file
from ..portal_import import (
    LOGIN_TIMEOUT_S,
    PortalWish,
    gateway_line,
    house_text,
    read_house,
    remarks,
    require_aiohttp,
)
from .devices import counted, counts

if TYPE_CHECKING:
    from ..console.options import Options
    from ..portal_import import PortalHouse

BESIDE = "portal"
"""Stands in the name of the new file when there is one already."""


@click.command("import", cls=Command)
@click.argument("file", required=False, type=click.Path(path_type=Path), default=Path("devices.yaml"))
@click.option(
    "--portal-username",
    envvar="IPCOM_PORTAL_USERNAME",
    show_envvar=True,
    metavar="NAME",
    help="User name of your account at the portal.",
)
@click.option(
    "--portal-password-file",
    metavar="FILE",
    help="File with its password in the first line; else IPCOM_PORTAL_PASSWORD, the file named by"
    " IPCOM_PORTAL_PASSWORD_FILE, or a question.",
)
@click.option("--site", metavar="NAME", help="Which house, if the account has several.")
@click.option("--gateway", metavar="NAME", help="Which gateway, if the house has several.")
@click.option("--portal-url", envvar="IPCOM_PORTAL_URL", hidden=True)
@click.pass_obj
def import_devices(
    options: Options,
    file: Path,
    portal_username: str | None,
    portal_password_file: str | None,
    site: str | None,
    gateway: str | None,
    portal_url: str | None,
) -> None:
    """Write a devices.yaml of what the vendor's portal knows of your house.

    FILE is devices.yaml if not given. A file that is there stays as it is: the new one is written beside it. The
    account is used for one login and stored nowhere. --bus says which bus, if the gateway has two.
    """
    if options.written().profile is not None:
        raise click.UsageError(
            f"Leave out --gateway {options.profile}, or write it after import: there it is the portal's."
        )
    if not portal_username:
        raise ConfigurationError("Which account? Give --portal-username, or set IPCOM_PORTAL_USERNAME.")
    require_place(file)
    require_aiohttp()
    password = find_password(
        portal_password_file, portal_username, "the portal", "IPCOM_PORTAL_PASSWORD", "--portal-password-file"
    )
    reading = read_house(
        portal_username,
        password,
        PortalWish(site, gateway, options.bus),
        url=portal_url,
        timeout=options.timeout or LOGIN_TIMEOUT_S,
    )
    house = run(reading, options)
    written = write_new_file(file, house_text(house), BESIDE)
    if options.json:
        write_json(_record(house, file, written))
    else:
        _tell(house, file, written)


def _tell(house: PortalHouse, wanted: Path, written: Path) -> None:
    if written != wanted:
        write_note(f"{wanted} is there already and stays as it is; the new file lies beside it.")
    for remark in remarks(house):
        write_note(remark)
    write_note(gateway_line(house))
    write_line(f"{written} is written: {counted(house.devices)}.")


def _record(house: PortalHouse, wanted: Path, written: Path) -> dict[str, object]:
    gateway = house.bus.gateway
    return {
        "file": str(written),
        "kept": str(wanted) if written != wanted else None,
        "site": house.site.name,
        "gateway": {
            "name": gateway.name,
            "host": gateway.host,
            "port": gateway.port,
            "bus": house.bus.number,
            "bus_type": house.bus.type,
        },
        **counts(house.devices),
        "scenes": list(house.found.scenes),
        "guessed_directions": list(house.guessed),
        "doubtful": list(house.doubtful),
        "left_out": [{"name": each.name, "reason": each.reason} for each in house.found.left_out],
    }
