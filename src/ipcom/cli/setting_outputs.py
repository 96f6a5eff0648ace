"""Setting outputs, and printing their state afterwards."""

from __future__ import annotations

from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING

from ..errors import CommandError, CommandSuperseded
from .connecting import naming, open_client, within
from .console.exit_codes import ExitCode
from .console.output import write_json, write_line, write_note
from .console.several import raise_all
from .levels import state_text
from .motor_run import motor_run
from .targets import Target

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from ..client.client import IPComClient
    from ..model.address import OutputAddress
    from .output_choice import OutputChoice
    from .settings import Settings

FRESH_S = 0.03
"""A read that is older is asked for again before a value is chosen from it."""
NO_PULSES: Mapping[OutputAddress, float] = MappingProxyType({})


async def switch(settings: Settings, choice: OutputChoice, *, dry_run: bool = False) -> ExitCode:
    """Set the outputs to what is chosen for each from a fresh read, and print their state afterwards.

    In a dry run, print what would be sent.
    """
    if dry_run:
        from .dry_run import plan_outputs

        await plan_outputs(settings, choice)
        return ExitCode.DONE
    async with open_client(settings) as client:
        if client.clock.monotonic() - client.observed.received_at > FRESH_S:
            await client.read()  # an earlier command's run had to be ended since the login
        wanted = choice.values(client.observed)
        return await set_and_show(
            client,
            settings,
            wanted,
            choice.pulses(wanted),
            undeclared=choice.undeclared,
            unless_changed=choice.relative,
        )


async def set_and_show(
    client: IPComClient,
    settings: Settings,
    wanted: Mapping[OutputAddress, int],
    pulses: Mapping[OutputAddress, float] = NO_PULSES,
    *,
    undeclared: bool = False,
    unless_changed: bool = False,
) -> ExitCode:
    """Set outputs, wait until the gateway shows them, and print them. `undeclared` is for switching off only.

    With `unless_changed`, the values were chosen from what the client has `observed`. Those in `pulses` are switched on
    for so many seconds instead. Return whether it is done or superseded. All that can be done is done before an error is
    raised.
    """
    failures = await set_all(
        client, settings, wanted, pulses, undeclared=undeclared, unless_changed=unless_changed
    )
    if len(wanted) > 1 or not really_failed(failures):
        show_outputs(client, settings, list(wanted))
    return end_with(failures)


async def set_all(
    client: IPComClient,
    settings: Settings,
    wanted: Mapping[OutputAddress, int],
    pulses: Mapping[OutputAddress, float] = NO_PULSES,
    *,
    undeclared: bool = False,
    unless_changed: bool = False,
) -> list[CommandError]:
    """Do all that can be done, and return why the rest was not."""
    lasting = {address: value for address, value in wanted.items() if address not in pulses}
    set_lasting = partial(client.set_outputs, lasting, undeclared=undeclared, unless_changed=unless_changed)
    steps = [set_lasting] if lasting else []
    steps += [partial(_pulse, client, settings, address, seconds) for address, seconds in pulses.items()]
    async with within(settings, "Setting " + ", ".join(map(str, wanted))):
        return [failure for step in steps if (failure := await _failure_of(step, settings)) is not None]


async def _failure_of(step: Callable[[], Awaitable[object]], settings: Settings) -> CommandError | None:
    """Return why one step was not done. A lost link is raised: it keeps the others from being done too."""
    try:
        with naming(settings.devices):
            await step()
    except CommandError as error:
        return error
    return None


def really_failed(failures: list[CommandError]) -> list[CommandError]:
    """Return those that are worse than superseded."""
    return [each for each in failures if not isinstance(each, CommandSuperseded)]


def end_with(failures: list[CommandError]) -> ExitCode:
    """Return the exit code if nothing is worse than superseded, which is no fault; raise everything otherwise."""
    if really_failed(failures):
        raise_all(failures)
    for each in failures:
        write_note(f"Not done. {each}")
    return ExitCode.SUPERSEDED if failures else ExitCode.DONE


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
