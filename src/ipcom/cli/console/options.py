"""The options that every command takes, before or after its name."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import click

from ...model.host import DEFAULT_PORT

DEFAULT_TIMEOUT_S = 10.0


@dataclass(frozen=True, slots=True)
class Options:
    """The global options as given; None where nothing was said."""

    host: str | None = None
    port: int | None = None
    username: str | None = None
    password_file: str | None = None
    bus: int | None = None
    bus_type: str | None = None
    devices: str | None = None
    timeout: float | None = None
    json: bool = False
    verbose: int = 0

    def merged(self, later: dict[str, Any]) -> Options:
        """These with what was said later, which goes first; every -v counts."""
        given = {name: value for name, value in later.items() if value is not None and value is not False}
        given["verbose"] = self.verbose + int(later.get("verbose") or 0)
        return replace(self, **given)


NAMES = tuple(Options.__dataclass_fields__)


def global_options(*, top: bool) -> list[click.Parameter]:
    """The options for the top command, or, without a place in the help, for one below.

    Only the top one looks into the environment: what stands on the command line goes first wherever it stands.
    """

    def option(*names: str, help: str, env: str = "", **more: Any) -> click.Option:  # noqa: A002, ANN401 - click's own
        more |= {"envvar": env, "show_envvar": True} if top and env else {}
        return click.Option(names, help=help, hidden=not top, **more)

    return [
        option(
            "--host",
            help="Name or address of the gateway, perhaps with its port.",
            env="IPCOM_HOST",
            metavar="HOST",
        ),
        option(
            "--port",
            help=f"TCP port of the gateway; {DEFAULT_PORT} if not given.",
            env="IPCOM_PORT",
            type=click.IntRange(0, 65535),
            metavar="PORT",
        ),
        option("--username", help="User name at the gateway.", env="IPCOM_USERNAME", metavar="NAME"),
        option(
            "--password-file",
            help="File with the password in its first line; else IPCOM_PASSWORD, the file named by"
            " IPCOM_PASSWORD_FILE, or a question.",
            metavar="FILE",
        ),
        option(
            "--bus",
            help="Bus 1 or 2; 1 if not given.",
            env="IPCOM_BUS",
            type=click.IntRange(1, 2),
            metavar="N",
        ),
        option(
            "--bus-type",
            help="minido or bibus; minido if not given.",
            env="IPCOM_BUS_TYPE",
            type=click.Choice(["minido", "bibus"], case_sensitive=False),
            metavar="TYPE",
        ),
        option(
            "--devices",
            help="File that says which output is what; else ./devices.yaml, or ipcom/devices.yaml where"
            " your configuration lies.",
            env="IPCOM_DEVICES",
            metavar="FILE",
        ),
        option(
            "--timeout",
            help=f"Seconds to wait for the gateway; {DEFAULT_TIMEOUT_S:.0f} if not given.",
            env="IPCOM_TIMEOUT",
            type=click.FloatRange(0.1, 3600),
            metavar="SECONDS",
        ),
        option("--json", help="Write JSON, errors too.", env="IPCOM_JSON", is_flag=True),
        option(
            "-v",
            "--verbose",
            help="Tell what happens; twice tells everything.",
            env="IPCOM_VERBOSE",
            count=True,
        ),
    ]
