"""Showing which thing is meant: an output blinks, a shutter nudges; all is as before afterwards, and a person wins."""

import asyncio
from collections.abc import Collection, Coroutine
from contextlib import suppress
from typing import Any

from homeassistant.core import Context
from homeassistant.exceptions import ServiceValidationError

from ..const import DOMAIN
from ..coordinator import IPComCoordinator
from ..library import (
    CommandSuperseded,
    ConnectionLost,
    ConnectionState,
    ConnectionStatus,
    IPComClient,
    Motion,
    OutputAddress,
    OutputKind,
    Shutter,
    StateChange,
)
from .curtain import curtain_commanded
from .mapping import MappedCover, MappedDevice, MappedOutput

BLINKS = 3
HALF_S = 0.5
"""How long an output is on and off in a blink, and how long a shutter runs in each direction."""

FULL_LEVEL = 100
ON = 255


class Identify:
    """Runs at most once at a time for one thing; a second call joins the first, wherever that came from."""

    def __init__(self, coordinator: IPComCoordinator, name: str) -> None:
        """Take the coordinator, which knows what is under way."""
        self._coordinator = coordinator
        self._name = name

    async def async_blink(self, device: MappedOutput, context: Context | None) -> None:
        """Blink an output for the call of this context; returns when it is as before."""
        full = FULL_LEVEL if device.output_kind is OutputKind.DIMMER else ON
        await self._async_once(device, _async_blink(self._coordinator, device.address, full), context)

    async def async_nudge(self, cover: MappedCover, shutter: Shutter, context: Context | None) -> None:
        """Let a shutter run for half a second and back."""
        if shutter.moving is not None:
            raise ServiceValidationError(
                translation_domain=DOMAIN,
                translation_key="identify_moving",
                translation_placeholders={"name": cover.name},
            )
        await self._async_once(cover, _async_nudge(self._coordinator, cover, shutter), context)

    async def async_end(self, device: MappedDevice) -> None:
        """End what is under way for a device, and put it back."""
        if (task := self._coordinator.identifying.get(frozenset(device.addresses))) is not None:
            task.cancel()
            await asyncio.wait({task})

    async def _async_once(
        self, device: MappedDevice, run: Coroutine[Any, Any, None], context: Context | None
    ) -> None:
        identifying, key = self._coordinator.identifying, frozenset(device.addresses)
        if (task := identifying.get(key)) is None:
            entry = self._coordinator.config_entry
            self._coordinator.causes.async_commanded(device.addresses, context)
            task = identifying[key] = entry.async_create_task(
                self._coordinator.hass, run, f"ipcom identify {self._name}", eager_start=False
            )
            task.add_done_callback(lambda done: self._done(key, done))
        else:
            run.close()
        try:
            await asyncio.shield(task)
        except asyncio.CancelledError:
            if not task.cancelled():
                raise

    def _done(self, key: frozenset[OutputAddress], task: asyncio.Task[None]) -> None:
        del self._coordinator.identifying[key]
        if not task.cancelled():
            task.exception()  # looked at, should the caller have gone


class _Touched:
    """Tells whether outputs were changed from outside, by a person at the wall above all, or commanded here."""

    def __init__(self, coordinator: IPComCoordinator, addresses: Collection[OutputAddress]) -> None:
        self._addresses = addresses
        self._event = asyncio.Event()
        self._unsubscribe = (
            coordinator.client.subscribe(self._changed),
            coordinator.commanded.async_listen(addresses, self._event.set),
        )

    def __bool__(self) -> bool:
        return self._event.is_set()

    async def within(self, seconds: float) -> None:
        """Wait so long, or until it happens."""
        try:
            async with asyncio.timeout(seconds):
                await self._event.wait()
        except TimeoutError:
            return

    def end(self) -> None:
        """Look no longer."""
        for unsubscribe in self._unsubscribe:
            unsubscribe()

    def _changed(self, change: StateChange) -> None:
        if any(each.address in self._addresses and not each.own for each in change.observed_changes):
            self._event.set()


async def _async_blink(coordinator: IPComCoordinator, address: OutputAddress, full: int) -> None:
    """Switch an output to and fro in its turn; what a person makes of it meanwhile stays."""
    async with coordinator.blinks.taken():
        await _async_to_and_fro(coordinator, address, full)


async def _async_to_and_fro(coordinator: IPComCoordinator, address: OutputAddress, full: int) -> None:
    client = coordinator.client
    value = client.snapshot.value(address)
    before, other = min(value, full), 0 if value else full
    touched, now = _Touched(coordinator, [address]), before
    try:
        for now in (other, before) * BLINKS:
            if touched:
                return
            await client.set_output(address, now)
            await touched.within(HALF_S)
    except CommandSuperseded:
        now = before
    except ConnectionLost:
        coordinator.config_entry.async_create_background_task(
            coordinator.hass, _async_put_back(coordinator, address, before), f"ipcom put back {address}"
        )
        now = before
        raise
    finally:
        touched.end()
        if now != before and not touched:
            with suppress(CommandSuperseded):
                await client.set_output(address, before)


async def _async_put_back(coordinator: IPComCoordinator, address: OutputAddress, before: int) -> None:
    """Put an output back as soon as the link is there again, unless somebody used it meanwhile."""
    touched = _Touched(coordinator, [address])
    try:
        while not touched and await _async_online(coordinator.client):
            try:
                await coordinator.client.set_output(address, before)
            except CommandSuperseded:
                return
            except ConnectionLost:
                continue
            return
    finally:
        touched.end()


async def _async_online(client: IPComClient) -> bool:
    """Return True as soon as the link is up, or False when it was closed for good."""
    changed = asyncio.Event()

    def look(_: ConnectionStatus) -> None:
        changed.set()

    unsubscribe = client.subscribe_connection(look)
    try:
        while not client.connection.online and client.connection.state is not ConnectionState.CLOSED:
            changed.clear()
            await changed.wait()
    finally:
        unsubscribe()
    return client.connection.online


async def _async_nudge(coordinator: IPComCoordinator, cover: MappedCover, shutter: Shutter) -> None:
    """Run away from an end that it may stand at, and back; a touch at the wall, or a command, ends it."""
    client = coordinator.client
    there = Motion.UP if shutter.position == 0.0 else Motion.DOWN
    touched = _Touched(coordinator, cover.addresses)
    try:
        for direction in (there, there.reverse):
            if touched:
                return
            await client.drive(cover.pair, direction)
            if touched:
                return
            await client.stop_at(cover.pair, direction, client.clock.monotonic() + HALF_S)
    except CommandSuperseded:
        return
    finally:
        touched.end()
        if not curtain_commanded(shutter):  # else a command has taken the motor over
            with suppress(CommandSuperseded):
                await client.release(cover.pair)
