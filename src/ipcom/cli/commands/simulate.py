"""The command `ipcom simulate`: a simulated house behind a real port."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ...errors import ConfigurationError, Problem
from ...model.host import DEFAULT_PORT
from ...simulator.house.scaled_clock import FASTEST, SLOWEST
from ..commands_base import Command
from ..console.numbers import FloatBetween, IntBetween
from ..console.running import run
from ..simulating import Simulation, simulate_until_stopped
from ..unused_options import refuse_beside, refuse_ignored

if TYPE_CHECKING:
    from ..console.options import Options


@click.command(cls=Command)
@click.option(
    "--house", type=click.Path(path_type=Path), metavar="FILE", help="A house file or devices.yaml."
)
@click.option(
    "--fault", "faults", multiple=True, metavar="NAME[=VALUE]", help="What goes wrong; see --faults."
)
@click.option("--faults", "list_faults", is_flag=True, help="List all that can go wrong, and end.")
@click.option("--key", metavar="HEX", help="128 bytes of session key; else random at every login.")
@click.option("--plaintext", is_flag=True, help="Firmware that does not encipher.")
@click.option(
    "--speed",
    type=FloatBetween(SLOWEST, FASTEST),
    default=1.0,
    show_default=True,
    metavar="TIMES",
    help="How fast time passes in the house.",
)
@click.option("--life", is_flag=True, help="Somebody lives there: wall switches, shutters.")
@click.option("--seed", type=int, metavar="N", help="The same life, keys and accidents every time.")
@click.option(
    "--write-devices", type=click.Path(path_type=Path), metavar="FILE", help="Write its devices.yaml."
)
@click.option(
    "--page",
    type=IntBetween(0, 65535),
    metavar="PORT",
    help="Show it in a browser of this machine; 0 takes a free port.",
)
@click.option(
    "--replay",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Play what ipcom record or ipcom check --report has kept, instead of a house.",
)
@click.option("--seconds", type=FloatBetween(min=0.1), metavar="SECONDS", help="End after so long.")
@click.pass_obj
def simulate(
    options: Options,
    house: Path | None,
    faults: tuple[str, ...],
    list_faults: bool,
    key: str | None,
    plaintext: bool,
    speed: float,
    life: bool,
    seed: int | None,
    write_devices: Path | None,
    page: int | None,
    replay: Path | None,
    seconds: float | None,
) -> None:
    """Simulate a house behind a gateway, until Ctrl-C. Needs no hardware.

    --host (127.0.0.1), --port (5000; 0 takes a free one), --username (demo), --password-file (else demo) and
    --bus-type are its own. Variables such as IPCOM_HOST are those of a real gateway, and not read.
    """
    options = options.written()
    if list_faults:
        from ..fault_list import list_all_faults

        refuse_beside("--faults only lists", ("list_faults",), options)
        list_all_faults(as_json=options.json)
        return
    port = DEFAULT_PORT if options.port is None else options.port
    if replay is not None:
        from ..replaying import replay_until_stopped

        refuse_beside("a recording is played as it is", ("replay", "seconds"), options, ("host", "port"))
        run(replay_until_stopped(replay, port, seconds, options), options)
        return
    refuse_ignored(options, house=house, key=key, plaintext=plaintext)
    simulation = Simulation(
        house=house,
        faults=faults,
        key=_key(key),
        ciphered=not plaintext,
        speed=speed,
        life=life,
        seed=seed,
        write_devices=write_devices,
        seconds=seconds,
        page=page,
        port=port,
    )
    run(simulate_until_stopped(simulation, options), options)


def _key(text: str | None) -> bytes | None:
    from ...protocol.login_messages import KEY_SIZE

    if text is None:
        return None
    try:
        key = bytes.fromhex(text)
    except ValueError:
        key = b""
    if len(key) != KEY_SIZE:
        raise ConfigurationError(
            Problem(
                f"--key is not {KEY_SIZE} bytes in hex", f"give {2 * KEY_SIZE} hex digits, or leave it out"
            )
        )
    return key
