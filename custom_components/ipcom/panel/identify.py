"""The command that shows which thing an output is: it blinks, a shutter nudges, as the forms try what is chosen."""

import asyncio
from functools import partial
from typing import Any

import probatio
from homeassistant.components.websocket_api.connection import ActiveConnection
from homeassistant.components.websocket_api.decorators import websocket_command
from homeassistant.core import HomeAssistant, callback

from ..const import MappedKind
from ..coordinator import IPComConfigEntry
from ..devices.identify import Identify
from ..devices.mapping import MappedCover, MappedDevice, MappedOutput, from_subentries
from ..devices.trial import Refusal, async_try_cover, async_try_output
from ..library import OutputAddress
from .asked import OF_ENTRY, asked_entry, async_not_found, runtime_of
from .leased import Page, Run, panel_text, runs_of
from .texts import Text, text

OUTPUTS = 128

_OWN_WORDS = {Refusal.IMPULSE: "motors.try_impulse", Refusal.GATE: "motors.try_gate"}


@websocket_command(
    {
        "type": "ipcom/identify",
        **OF_ENTRY,
        probatio.Exclusive("thing_id", "what"): str,
        probatio.Exclusive("index", "what"): probatio.All(int, probatio.Range(min=0, max=OUTPUTS - 1)),
        probatio.Optional("knowingly", default=False): bool,
    }
)
@callback
def identify(hass: HomeAssistant, connection: ActiveConnection, msg: dict[str, Any]) -> None:
    """Blink an output, also one without a name, or nudge a cover; all is as before afterwards."""
    if (entry := asked_entry(hass, connection, msg)) is None:
        return
    if (found := _found(entry, msg)) is None:
        async_not_found(connection, msg, "no_such_thing")
        return
    thing_id, device = found
    runs_of(hass).async_begin(
        Page(connection, msg["id"]),
        entry,
        device,
        partial(_async_identify, thing_id, device, knowingly=msg["knowingly"]),
        state="running",
    )


def _found(entry: IPComConfigEntry, msg: dict[str, Any]) -> tuple[str | None, MappedDevice] | None:
    """Return what is meant, with its ID if it is mapped: an index may be one of a mapped thing."""
    devices = from_subentries(entry.subentries)
    if "index" not in msg:
        device = devices.get(msg.get("thing_id", ""))
        return None if device is None else (msg["thing_id"], device)
    address = OutputAddress.from_index(msg["index"])
    mapped = ((key, device) for key, device in devices.items() if address in device.addresses)
    return next(mapped, (None, MappedOutput(str(address), address, MappedKind.SWITCH)))


async def _async_identify(thing_id: str | None, device: MappedDevice, run: Run, *, knowingly: bool) -> None:
    """Identify it; the end of the lease puts back what this page has begun, and leaves what it has only joined."""
    runtime = runtime_of(run.entry)
    joined = runtime is not None and run.addresses in runtime.coordinator.identifying
    try:
        refusal = await _async_try(run, thing_id, device, knowingly=knowingly)
    except asyncio.CancelledError:
        if runtime is not None and not joined:
            await Identify(runtime.coordinator, device.name).async_end(device)
        raise
    if refusal is None:
        run.tell("done")
    else:
        run.tell("refused", text=_why(refusal, device))


async def _async_try(
    run: Run, thing_id: str | None, device: MappedDevice, *, knowingly: bool
) -> Refusal | None:
    runtime, context = runtime_of(run.entry), run.context
    if isinstance(device, MappedCover):
        return await async_try_cover(
            runtime, device, device, thing_id or "", knowingly=knowingly, context=context
        )
    before = None if thing_id is None else device
    return await async_try_output(runtime, device, before, knowingly=knowingly, context=context)


def _why(refusal: Refusal, device: MappedDevice) -> Text:
    """Return the words: those of the forms, but for what the forms ask in a way of their own."""
    if (own := _OWN_WORDS.get(refusal)) is not None:
        return panel_text(own)
    return text("config_subentries", f"{device.subentry_type}.error.{refusal}")
