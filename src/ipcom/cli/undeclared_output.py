"""Switching on an output that nothing declares: one at a time, never for long, and off at the end."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from shlex import quote
from typing import TYPE_CHECKING

from ..errors import CommandNotConfirmed, ConfigurationError, ConnectionLost, InterlockError
from .connecting import open_client, within
from .console.exit_codes import ExitCode
from .console.output import write_line, write_note
from .dry_run import print_plan, pulse_steps, read_house, require_pulse
from .levels import state_text
from .motor_run import motor_run
from .planned_frames import CommandStep
from .run_notes import RunNotes
from .setting_outputs import set_and_show, show_outputs

if TYPE_CHECKING:
    from ..client.client import IPComClient
    from ..model.address import OutputAddress
    from ..model.change import StateChange
    from ..model.snapshot import StateSnapshot
    from .settings import Settings
    from .targets import Target

TRY_AGAIN_S = 1.0
GIVE_UP_S = 30.0
"""Seconds for which its end is tried while there is no link."""


async def pulse_output(settings: Settings, target: Target, seconds: float) -> None:
    """Switch an output on for `seconds`, and print that it is off again."""
    async with open_client(settings) as client:
        with motor_run(client, settings, target.name, [target.address]):
            _require_alone(client.observed, settings, target)
            async with within(settings, f"Pulsing {target.address}"):
                await client.pulse(target.address, seconds)
        show_outputs(client, settings, [target.address])


async def plan_pulse(settings: Settings, target: Target, seconds: float) -> None:
    """Print what `pulse_output` would send."""
    snapshot = await read_house(settings)
    _require_alone(snapshot, settings, target)
    require_pulse(snapshot, target)
    print_plan(settings, snapshot, pulse_steps(target, seconds))


async def plan_hold(settings: Settings, target: Target, seconds: float) -> ExitCode:
    """Print what `hold_on` would send."""
    snapshot = await read_house(settings)
    _require_alone(snapshot, settings, target)
    print_plan(settings, snapshot, pulse_steps(target, seconds, at_the_latest=True))
    return ExitCode.DONE


async def plan_toggle(settings: Settings, target: Target, seconds: float) -> ExitCode:
    """Print what `toggle_undeclared` would send."""
    snapshot = await read_house(settings)
    if snapshot.is_on(target.address):
        print_plan(settings, snapshot, [CommandStep({target.address: 0})])
        return ExitCode.DONE
    return await plan_hold(settings, target, seconds)


async def hold_on(settings: Settings, target: Target, seconds: float) -> ExitCode:
    """Keep an undeclared output on for `seconds`, or until it is switched off elsewhere; it is off at the end in any case."""
    async with open_client(settings) as client:
        return await _hold(client, settings, target, seconds)


async def toggle_undeclared(settings: Settings, target: Target, seconds: float) -> ExitCode:
    """Switch an undeclared output off that is seen on; keep another one on as `hold_on` does."""
    async with open_client(settings) as client:
        if client.observed.is_on(target.address):
            return await set_and_show(client, settings, {target.address: 0}, undeclared=True)
        return await _hold(client, settings, target, seconds)


async def _hold(client: IPComClient, settings: Settings, target: Target, seconds: float) -> ExitCode:
    with motor_run(client, settings, target.name, [target.address]):
        _require_alone(client.observed, settings, target)
        try:
            code = await _on_for(client, settings, target, seconds)
        finally:
            await _switch_off(client, target.address)
    if not settings.json:
        write_line(f"{target.name}: {state_text(client.snapshot.value(target.address), None)}")
    return code


async def _on_for(client: IPComClient, settings: Settings, target: Target, seconds: float) -> ExitCode:
    code = await set_and_show(client, settings, {target.address: 255}, undeclared=True)
    if code is not ExitCode.DONE:
        return code
    write_note(
        f"{target.name} is not declared, so it may be half of a shutter's motor: it goes off after {seconds:g} s,"
        " or at Ctrl-C."
    )
    with suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await _seen_off(client, target.address)
    return code


async def _seen_off(client: IPComClient, address: OutputAddress) -> None:
    """Return when a read shows it off."""
    over = asyncio.Event()

    def look(change: StateChange) -> None:
        if not change.observed.is_on(address):
            over.set()

    unsubscribe = client.subscribe(look)
    try:
        if client.observed.is_on(address):
            await over.wait()
    finally:
        unsubscribe()


async def _switch_off(client: IPComClient, address: OutputAddress) -> None:
    """Switch it off, once the link is back if it is lost. Raises what the client raised last."""
    loop = asyncio.get_running_loop()
    give_up_at = loop.time() + GIVE_UP_S
    while loop.time() < give_up_at:
        with suppress(ConnectionLost, CommandNotConfirmed):
            await client.set_output(address, 0, undeclared=True)
            return
        await asyncio.sleep(TRY_AGAIN_S)
    await client.set_output(address, 0, undeclared=True)


def _require_alone(snapshot: StateSnapshot, settings: Settings, target: Target) -> None:
    """Raise `InterlockError` beside another undeclared output that is on, or that another command switches.

    Two such outputs may be the two directions of one motor, also in two modules.
    """
    if target.device is not None:
        return
    others = [output for output in _undeclared_and_on(snapshot, settings) if output != target.address]
    if others:
        raise InterlockError(_beside(target, others), [target.address, *others])


def _undeclared_and_on(snapshot: StateSnapshot, settings: Settings) -> list[OutputAddress]:
    declared = {device.address for device in settings.devices.outputs}
    busy = {output for run in RunNotes.of(settings).read() for output in run.outputs}
    unknown = (output for output in _all_outputs() if output not in declared)
    return [output for output in unknown if output in busy or snapshot.is_on(output)]


def _all_outputs() -> list[OutputAddress]:
    from ..model.address import OUTPUTS, OutputAddress

    return [OutputAddress.from_index(index) for index in range(OUTPUTS)]


def _beside(target: Target, others: list[OutputAddress]) -> str:
    named = ", ".join(map(str, others))
    verb = "is" if len(others) == 1 else "are"
    return (
        f"output {target.address} is not switched on, since {named} {verb} on and not declared either: they may be the"
        f" two directions of one motor. Switch off first: ipcom off {' '.join(map(str, others))}; or declare what"
        " drives no motor in devices.yaml"
    )


def require_no_dimmer(target: Target) -> None:
    """Raise `ConfigurationError` for a dimmer, which takes a level."""
    if target.device is not None and target.dims:
        fix = f"Try: ipcom dim {quote(target.device.key)} 40"
        raise ConfigurationError(f"{target.name} is a dimmer and is not pulsed. {fix}")


def require_one_undeclared(targets: list[Target]) -> Target:
    """Return the one undeclared output that --undeclared is for. Raises `ConfigurationError`."""
    undeclared = [target for target in targets if target.device is None]
    if len(targets) == 1 and undeclared:
        return undeclared[0]
    if not undeclared:
        raise ConfigurationError(
            "--undeclared is for an output that devices.yaml does not declare: leave it out."
        )
    raise ConfigurationError(
        "--undeclared takes one output and nothing beside it: two of them may be the two directions of one motor."
    )
