"""The global options, which may stand before or after the name of a command."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from ...model.host import DEFAULT_PORT
from .numbers import FloatBetween, IntBetween

if TYPE_CHECKING:
    from collections.abc import Iterable

DEFAULT_TIMEOUT_S = 10.0
SHORTEST_TIMEOUT_S, LONGEST_TIMEOUT_S = 0.1, 3600.0
HIGHEST_PORT = 65535
BUSES = (1, 2)
"""The first and the last bus of a gateway."""


class Options(NamedTuple):
    """The global options as given. None means that the option is missing."""

    config: str | None = None
    profile: str | None = None
    """What --gateway names."""
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
    unwritten: frozenset[str] = frozenset()
    """The names of those that only the environment gives."""

    def merged(self, later: dict[str, Any], unwritten: Iterable[str] = ()) -> Options:
        """Return these options with later ones, which win. All -v are added up. `unwritten` are from the environment."""
        given = {name: value for name, value in later.items() if value is not None and value is not False}
        given["verbose"] = self.verbose + int(later.get("verbose") or 0)
        return self._replace(**given, unwritten=(self.unwritten - given.keys()) | frozenset(unwritten))

    def written(self) -> Options:
        """Return these options for a command that has no gateway: what the environment says of one is not meant for it."""
        ignored: dict[str, Any] = dict.fromkeys(self.unwritten & frozenset(OF_A_GATEWAY))
        return self._replace(**ignored)


NAMES = Options._fields
OF_A_GATEWAY = (
    *("config", "profile"),
    *("host", "port", "username", "password_file", "bus", "bus_type", "devices", "timeout"),
)
"""The options that say which gateway is meant, and how it is spoken to."""


def option_name(name: str) -> str:
    """Return how an option is written on the command line."""
    return "--gateway" if name == "profile" else f"--{name.replace('_', '-')}"


@cache
def global_options(*, top: bool) -> tuple[click.Parameter, ...]:
    """Return the options for the top command, or, hidden from the help, for a command below it.

    Only those of the top command read the environment, so that an option on the command line always wins.
    """

    def option(*names: str, help: str, env: str = "", **more: Any) -> click.Option:  # noqa: A002, ANN401 - click's own
        more |= {"envvar": env, "show_envvar": True} if top and env else {}
        return click.Option(names, help=help, hidden=not top, **more)

    return (
        option(
            "--gateway",
            "profile",
            help="The gateway of the configuration file that is meant; see ipcom gateways.",
            env="IPCOM_GATEWAY",
            metavar="NAME",
        ),
        option(
            "--config",
            help="Configuration file; else ipcom/config.toml where your configuration lies.",
            env="IPCOM_CONFIG",
            type=click.Path(),
            metavar="FILE",
        ),
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
            type=IntBetween(0, HIGHEST_PORT),
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
            type=IntBetween(*BUSES),
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
            type=FloatBetween(SHORTEST_TIMEOUT_S, LONGEST_TIMEOUT_S),
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
    )
