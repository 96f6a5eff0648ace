"""Ending what an earlier command left switched on, because it was killed or had lost the link."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..errors import IPComError
from ..model.motion import Motion
from .console.output import write_note
from .run_notes import RunNotes, forget

if TYPE_CHECKING:
    from ..client.client import IPComClient
    from .run_notes import NotedRun
    from .settings import Settings


async def end_left_runs(client: IPComClient, settings: Settings) -> None:
    """Name and stop every run whose command has ended without seeing it off. What is off by now is forgotten."""
    for run in RunNotes.of(settings).read():
        if run.alive:
            continue
        if any(client.observed.is_on(output) for output in run.outputs) and not await _stopped(client, run):
            continue
        forget(run)


async def _stopped(client: IPComClient, run: NotedRun) -> bool:
    write_note(f"{run.name} is still on from an earlier command, which ended before it could stop it.")
    try:
        await _switch_off(client, run)
    except IPComError as error:
        write_note(f"{run.name} could not be stopped: {error}")
        return False
    write_note(f"{run.name} is stopped now.")
    return True


async def _switch_off(client: IPComClient, run: NotedRun) -> None:
    pairs = [pair for pair in client.shutters if set(pair.addresses) & set(run.outputs)]
    for pair in pairs:
        await client.drive(pair, Motion.OFF)
    relays = {address for pair in pairs for address in pair.addresses}
    others = dict.fromkeys((output for output in run.outputs if output not in relays), 0)
    if others:
        await client.set_outputs(others, undeclared=True)
