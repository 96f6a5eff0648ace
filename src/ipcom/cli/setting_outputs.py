"""Setting outputs, and printing their state afterwards."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from ..errors import CommandSuperseded
from .connecting import naming, within
from .console.output import write_json, write_line, write_note
from .levels import state_text
from .motor_run import motor_run
from .targets import Target

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..client.client import IPComClient
    from ..model.address import OutputAddress
    from .settings import Settings

NO_PULSES: Mapping[OutputAddress, float] = MappingProxyType({})


async def set_and_show(
    client: IPComClient,
    settings: Settings,
    wanted: Mapping[OutputAddress, int],
    pulses: Mapping[OutputAddress, float] = NO_PULSES,
    *,
    undeclared: bool = False,
) -> None:
    """Set outputs, wait until the gateway shows them, and print them. `undeclared` is for switching off only.

    Those in `pulses` are switched on for so many seconds instead.
    """
    lasting = {address: value for address, value in wanted.items() if address not in pulses}
    try:
        with naming(settings.devices):
            async with within(settings, "Setting " + ", ".join(map(str, wanted))):
                if lasting:
                    await client.set_outputs(lasting, undeclared=undeclared)
                for address, seconds in pulses.items():
                    await _pulse(client, settings, address, seconds)
    except CommandSuperseded as error:
        write_note(f"Somebody else was there at the same time: {error}")
    show_outputs(client, settings, list(wanted))


async def _pulse(client: IPComClient, settings: Settings, address: OutputAddress, seconds: float) -> None:
    name = Target(address, settings.devices.at(address)).name
    with motor_run(client, settings, name, [address]):
        await client.pulse(address, seconds)


def show_outputs(client: IPComClient, settings: Settings, addresses: list[OutputAddress]) -> None:
    """Print the state of these outputs."""
    devices, snapshot = settings.devices, client.snapshot
    if settings.json:
        from .records import status_record

        write_json(status_record(settings.host, snapshot, devices, addresses))
        return
    for address in addresses:
        target = Target(address, devices.at(address))
        write_line(f"{target.name}: {state_text(snapshot.value(address), target.device)}")
