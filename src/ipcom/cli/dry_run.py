"""What `--dry-run` does: read the house, and print what would be sent to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..errors import InterlockError
from ..model.devices import Devices
from .connecting import open_client
from .console.output import write_json, write_line, write_note
from .levels import state_text
from .planned_frames import CommandStep, planned_frames
from .records import dry_run_record
from .run_notes import RunNotes
from .targets import Target

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ..model.address import OutputAddress
    from ..model.snapshot import StateSnapshot
    from .output_choice import OutputChoice
    from .planned_frames import FrameToSend
    from .settings import Settings


async def read_house(settings: Settings) -> StateSnapshot:
    """Return what the house shows. The client for it knows no device, so that nothing of it writes by itself."""
    async with open_client(settings._replace(devices=Devices()), writes=False) as client:
        return client.observed


async def plan_outputs(settings: Settings, choice: OutputChoice) -> None:
    """Print what `switch` would send."""
    snapshot = await read_house(settings)
    wanted = choice.values(snapshot)
    pulses = choice.pulses(wanted)
    steps = [CommandStep({address: value for address, value in wanted.items() if address not in pulses})]
    for target in choice.targets:
        if target.address in pulses:
            require_pulse(snapshot, target)
            steps += pulse_steps(target, pulses[target.address])
    print_plan(settings, snapshot, steps)


def pulse_steps(target: Target, seconds: float, *, at_the_latest: bool = False) -> list[CommandStep]:
    """Return what switches an output on, and off again after so many seconds."""
    return [
        CommandStep({target.address: target.on_value}),
        CommandStep({target.address: 0}, seconds, at_the_latest),
    ]


def require_pulse(snapshot: StateSnapshot, target: Target) -> None:
    """Raise `InterlockError` for an output that is on already, as the client would."""
    if snapshot.is_on(target.address):
        raise InterlockError(f"{target.name} is on already and is not pulsed.", [target.address])


def print_plan(settings: Settings, snapshot: StateSnapshot, steps: Sequence[CommandStep]) -> None:
    """Print the frames of these steps, and which outputs need none."""
    devices = settings.devices
    frames = planned_frames(snapshot, steps, devices.kinds())
    needless = _needless(steps, frames, devices)
    _note_left_runs(settings, snapshot)
    if settings.json:
        write_json(dry_run_record(settings.host, snapshot, devices, frames, needless))
        return
    write_note("Dry run: nothing is sent.")
    for frame in frames:
        _print_frame(frame, devices)
    for address in needless:
        target = Target(address, devices.at(address))
        now = state_text(snapshot.value(address), target.device)
        write_line(f"{_name(target)}: {now} already, no frame")


def _needless(
    steps: Iterable[CommandStep], frames: Iterable[FrameToSend], devices: Devices
) -> list[OutputAddress]:
    """Return the outputs that need no frame. A shutter's relay needs one if the other relay does."""
    changed = {address for frame in frames for address, _, _ in frame.changes}
    for shutter in devices.shutters:
        if changed & set(shutter.pair.addresses):
            changed |= set(shutter.pair.addresses)
    wanted = dict.fromkeys(address for step in steps for address in step.wanted)
    return [address for address in wanted if address not in changed]


def _print_frame(frame: FrameToSend, devices: Devices) -> None:
    write_line(f"Module {frame.module}, one frame{_when(frame)}")
    for address, old, new in frame.changes:
        target = Target(address, devices.at(address))
        before, after = (state_text(value, target.device) for value in (old, new))
        write_line(f"  {_name(target)}: {before} to {after}")


def _when(frame: FrameToSend) -> str:
    if not frame.after_s:
        return ""
    return f", after {frame.after_s:g} s{' at the latest' if frame.at_the_latest else ''}"


def _name(target: Target) -> str:
    if target.device is None:
        return target.name
    role = f" {target.device.relay_role}" if target.device.relay_role else ""
    return f"{target.name}{role} ({target.address})"


def _note_left_runs(settings: Settings, snapshot: StateSnapshot) -> None:
    """Name what the real command would stop first, because an earlier one could not."""
    for run in RunNotes.of(settings).read():
        if not run.alive and any(snapshot.is_on(output) for output in run.outputs):
            write_note(f"{run.name} is still on from an earlier command: it would be stopped first.")
