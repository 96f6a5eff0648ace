"""How to reach the house of `ipcom simulate`: what it prints when it is up."""

from __future__ import annotations

from shlex import quote
from typing import TYPE_CHECKING

from .console.output import write_as_it_is, write_json, write_note

if TYPE_CHECKING:
    from pathlib import Path

    from ..simulator.gateway.gateway import SimulatedGateway
    from .console.options import Options

BEYOND = (
    "Every program that reaches this machine can log in, and switch what it likes in the simulated house."
)


def print_access(gateway: SimulatedGateway, devices: Path | None, options: Options, page: str | None) -> None:
    """Print variables for a shell, or one object of JSON. A password that a file holds is not shown."""
    access = _access(gateway, devices, options)
    if options.json:
        write_json(_record(access, gateway, page), one_line=True)
    else:
        _tell(access, gateway, options, page)


def _record(access: dict[str, str], gateway: SimulatedGateway, page: str | None) -> dict[str, object]:
    names: dict[str, object] = {name.removeprefix("IPCOM_").lower(): value for name, value in access.items()}
    names["port"] = gateway.port
    names |= {} if page is None else {"page": page}
    return names | ({} if gateway.on_loopback else {"warning": BEYOND})


def _tell(access: dict[str, str], gateway: SimulatedGateway, options: Options, page: str | None) -> None:
    password = "the password of that file" if options.password_file else f"password {gateway.password}"
    write_note(
        f"A simulated house answers at {gateway.host}, port {gateway.port}: user {gateway.username}, {password}."
    )
    if not gateway.on_loopback:
        write_note(f"Warning: {gateway.host} is not only for this machine. {BEYOND}")
    write_note("To use it, paste this into another terminal, then try: ipcom status")
    for name, value in access.items():
        write_as_it_is(f"export {name}={quote(value)}")
    if page is not None:
        write_note(f"To look at it and press its switches, open {page}")
    write_note("Ctrl-C ends it.")


def _access(gateway: SimulatedGateway, devices: Path | None, options: Options) -> dict[str, str]:
    access = {
        "IPCOM_HOST": gateway.host,
        "IPCOM_PORT": str(gateway.port),
        "IPCOM_USERNAME": gateway.username,
    }
    if options.password_file:
        access["IPCOM_PASSWORD_FILE"] = options.password_file
    else:
        access["IPCOM_PASSWORD"] = gateway.password
    if options.bus_type:
        access["IPCOM_BUS_TYPE"] = options.bus_type
    if devices is not None:
        access["IPCOM_DEVICES"] = str(devices.absolute())
    return access
