"""The command `ipcom bridge`: houses on an MQTT broker."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ...errors import ConfigurationError, Problem
from ..commands_base import Command
from ..console.exit_codes import ExitCode
from ..console.running import run

if TYPE_CHECKING:
    from ..bridging.bridged_houses import BridgeWish
    from ..check.checkup import Checkup
    from ..console.options import Options


@click.command(cls=Command)
@click.option("--broker", metavar="ADDRESS", help="As mqtt://192.168.1.30; mqtts, ws and wss work too.")
@click.option(
    "--house",
    metavar="NAME",
    help="What a single house is called in topics.  [default: its profile, or home]",
)
@click.option(
    "--metrics",
    metavar="[ADDRESS:]PORT",
    help="Serve figures for Prometheus there; a port alone is for this machine.",
)
@click.option("--check", is_flag=True, help="Try broker and gateways, say what would be published, and end.")
@click.option(
    "--alive-file",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Touch it every 10 s while all works, for the health check of a container.",
)
@click.pass_obj
def bridge(
    options: Options,
    broker: str | None,
    house: str | None,
    metrics: str | None,
    check: bool,
    alive_file: Path | None,
) -> int:
    """Show houses on an MQTT broker, and take commands from it, until Ctrl-C.

    For openHAB, Node-RED and scripts; Home Assistant has an integration of its own. Beside that, or beside a second
    bridge, it must only show the house: commands = false in [bridge] of the configuration file.
    """
    _require_mqtt()
    from ..bridging.bridged_houses import BridgeWish, bridge_until_stopped

    wish = BridgeWish(options, broker, house, metrics)
    if check:
        return _check(wish, options)
    run(bridge_until_stopped(wish, alive_file), options)
    return ExitCode.DONE


def _require_mqtt() -> None:
    if find_spec("aiomqtt") is None:
        raise ConfigurationError(
            Problem(
                "the bridge needs aiomqtt, which is not installed",
                "install ipcom with its extra: ipcom[cli,mqtt]",
            )
        )


def _check(wish: BridgeWish, options: Options) -> int:
    from ..bridging.bridge_check import check_bridge

    checkup = run(check_bridge(wish), options)
    _print(wish, checkup, as_json=options.json)
    return ExitCode.DONE if checkup.healthy else checkup.exit_code


def _print(wish: BridgeWish, checkup: Checkup, *, as_json: bool) -> None:
    from ..bridging.bridge_check import BESIDE, topics_of
    from ..console.output import write_json, write_note

    topics = topics_of(wish)
    if as_json:
        record = {"healthy": checkup.healthy, "broker": checkup.host}
        write_json({**record, "checks": [check.record for check in checkup.checks], "topics": topics})
        return
    from ..console.tables import print_table, verdict_cell

    print_table(
        ("Check", "Found", ""), ((one.name, one.found, verdict_cell(ok=one.ok)) for one in checkup.checks)
    )
    print_table(("Topic", "Thing", "Kind"), ((each["topic"], each["name"], each["kind"]) for each in topics))
    for one in checkup.checks:
        if not one.ok:
            write_note(f"{one.name}: {one.advice}")
    if wish.table.commands is not False:
        write_note(BESIDE)
