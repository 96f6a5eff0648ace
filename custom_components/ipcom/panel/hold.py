"""The command that runs a cover's motor for as long as a person holds a button of the page."""

import asyncio
from functools import partial
from typing import Any

import probatio
from homeassistant.components.websocket_api.connection import ActiveConnection
from homeassistant.components.websocket_api.decorators import websocket_command
from homeassistant.core import HomeAssistant, callback

from ..const import LOGGER
from ..coordinator import IPComRuntime
from ..devices.curtain import curtain_commanded
from ..devices.mapping import MappedCover, from_subentries
from ..library import CommandSuperseded, IPComError, Motion, Shutter, ShutterState
from .asked import OF_ENTRY, asked_entry, async_not_found, runtime_of
from .leased import Page, Run, error_text, panel_text, runs_of
from .link_loss import when_link_is_lost

RELEASE_S = 3.0
"""How long it is waited to see a motor off. The stop stays wanted after that."""


@websocket_command(
    {
        "type": "ipcom/hold",
        **OF_ENTRY,
        probatio.Required("thing_id"): str,
        probatio.Required("motion"): probatio.In([Motion.UP.value, Motion.DOWN.value]),
    }
)
@callback
def hold(hass: HomeAssistant, connection: ActiveConnection, msg: dict[str, Any]) -> None:
    """Run the motor until the lease ends, a person at the wall stops it, or something else commands it."""
    if (entry := asked_entry(hass, connection, msg)) is None:
        return
    cover = from_subentries(entry.subentries).get(msg["thing_id"])
    if not isinstance(cover, MappedCover):
        async_not_found(connection, msg, "no_such_thing")
        return
    work = partial(_async_hold, msg["thing_id"], cover, Motion(msg["motion"]))
    runs_of(hass).async_begin(Page(connection, msg["id"]), entry, cover, work, state="running")


async def _async_hold(thing_id: str, cover: MappedCover, motion: Motion, run: Run) -> None:
    runtime = runtime_of(run.entry)
    if runtime is None or not runtime.coordinator.online:
        run.tell("refused", text=panel_text("motors.no_link"))
    elif (shutter := runtime.covers.get(thing_id)) is None or shutter.pair != cover.pair:
        run.tell("refused", text=panel_text("motors.not_usable", name=cover.name))
    else:
        await _Hold(runtime, cover, shutter).async_run(motion, run)


class _Hold:
    """One run of a motor. It ends what it has begun, and nothing that a person or another command has."""

    def __init__(self, runtime: IPComRuntime, cover: MappedCover, shutter: Shutter) -> None:
        """Take a cover whose shutter is started."""
        self._runtime = runtime
        self._cover = cover
        self._shutter = shutter
        self._over = asyncio.Event()

    async def async_run(self, motion: Motion, run: Run) -> None:
        """Run until it is over; being cancelled stops the motor, too."""
        commanded, client = self._runtime.coordinator.commanded, self._runtime.client
        commanded.async_tell(self._cover.addresses, run.context)
        unsubscribe = commanded.async_listen(self._cover.addresses, self._over.set)
        try:
            if curtain_commanded(self._shutter):
                await self._shutter.stop()
            if not self._over.is_set():
                await client.drive(self._cover.pair, motion)
                await self._async_wait(motion)
            run.tell("ended")
        except CommandSuperseded:
            run.tell("ended")
        except IPComError as error:
            run.tell("refused", text=error_text(error, self._cover.name))
        finally:
            unsubscribe()
            await self._async_release()

    async def _async_wait(self, motion: Motion) -> None:
        """Return when the motor no longer runs this way, something else commands it, or the link breaks."""

        def moved(state: ShutterState) -> None:
            if state.moving is not motion:
                self._over.set()

        unsubscribe = (
            self._shutter.subscribe(moved),
            when_link_is_lost(self._runtime.client, self._over.set),
        )
        moved(self._shutter.state)
        try:
            await self._over.wait()
        finally:
            for end in unsubscribe:
                end()

    async def _async_release(self) -> None:
        """Stop what was begun here, unless a command has taken the motor over. Without a link the stop stays owed."""
        if curtain_commanded(self._shutter):
            return
        try:
            async with asyncio.timeout(RELEASE_S):
                await self._runtime.client.release(self._cover.pair)
        except (IPComError, TimeoutError) as error:
            LOGGER.warning("%s was not seen to stop: %s", self._cover.name, str(error) or "no time was left")
