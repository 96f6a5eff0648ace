"""Adds, changes and removes the entities of mapped devices with their subentries, while the link stays up."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from homeassistant.config_entries import (
    SIGNAL_CONFIG_ENTRY_CHANGED,
    ConfigEntry,
    ConfigEntryChange,
    ConfigEntryState,
)
from homeassistant.const import Platform
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.dispatcher import async_dispatcher_connect
from homeassistant.helpers.entity import Entity
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from ..const import LOGGER
from ..coordinator import IPComConfigEntry
from ..entity import MappedEntity
from ..library import ConfigurationError, IPComClient
from .covers import Covers
from .mapping import MappedCover, MappedDevice, MappedOutput, from_subentries
from .parts import Part, Parts
from .registrations import Registrations
from .registry_rows import async_move_rows, async_remove_entities, async_rename_device

type Build = Callable[[str, MappedDevice], Entity]


@dataclass(frozen=True, slots=True)
class _ServedPlatform:
    build: Build
    add_entities: AddConfigEntryEntitiesCallback


class EntityManager:
    """Keeps registrations, shutters and entities equal to the subentries of one entry."""

    def __init__(
        self, hass: HomeAssistant, entry: IPComConfigEntry, client: IPComClient, covers: Covers
    ) -> None:
        """Register the outputs and pairs at the client, which must not have been started yet."""
        self._hass = hass
        self._entry = entry
        self._covers = covers
        self._registrations = Registrations(client)
        self._platforms: dict[Platform, _ServedPlatform] = {}
        self._devices: dict[str, MappedDevice] = {}
        self._entities: dict[str, list[Entity]] = {}
        self.parts = Parts(hass, entry)
        self._broken: set[str] = set()
        self._lock = asyncio.Lock()
        self._scheduled = False
        self._last_update: asyncio.Task[None] | None = None
        for subentry_id, device in from_subentries(entry.subentries).items():
            self._register(subentry_id, device)

    def __len__(self) -> int:
        return len(self._devices) - len(self._broken)

    async def async_start(self) -> None:
        """Start the shutters; the link is up. Rows follow what was changed while the entry was not loaded."""
        async_move_rows(self._hass, self._entry, self._devices)
        for subentry_id, device in self._working().items():
            await self._async_start_shutter(subentry_id, device)

    @callback
    def async_watch(self) -> None:
        """Follow changes of the subentries until the entry is unloaded, also those that came while it was set up."""
        self._entry.async_on_unload(
            async_dispatcher_connect(self._hass, SIGNAL_CONFIG_ENTRY_CHANGED, self._entry_changed)
        )
        self._entry_changed(ConfigEntryChange.UPDATED, self._entry)

    async def async_followed(self) -> None:
        """Return when all changes of the subentries so far have been followed."""
        if self._last_update is not None:
            await asyncio.wait({self._last_update})

    @callback
    def async_serve(
        self, platform: Platform, build: Build, async_add_entities: AddConfigEntryEntitiesCallback
    ) -> None:
        """Add the entities of a platform now, and those of later subentries when they come."""
        self._platforms[platform] = _ServedPlatform(build, async_add_entities)
        for subentry_id, device in self._working().items():
            if device.platform == platform:
                self._add_entity(subentry_id, device)

    @callback
    def async_serve_part(self, part: Part, async_add_entities: AddConfigEntryEntitiesCallback) -> None:
        """Add a further entity of each device that wants it, now and later."""
        self.parts.async_serve(part, async_add_entities, self._working())

    @callback
    def async_update_parts(self) -> None:
        """Add and remove the further entities of all devices, after something changed that decides who has them."""
        for subentry_id, device in self._working().items():
            self.parts.async_update(subentry_id, device)

    def devices(self) -> dict[str, MappedDevice]:
        """Return the devices that can be used, by subentry."""
        return self._working()

    def _working(self) -> dict[str, MappedDevice]:
        return {key: device for key, device in self._devices.items() if key not in self._broken}

    @callback
    def _entry_changed(self, change: ConfigEntryChange, entry: ConfigEntry[Any]) -> None:
        """Schedule one update: a caller that changes several subentries changes the registries after them."""
        if entry is not self._entry or change is not ConfigEntryChange.UPDATED or self._scheduled:
            return
        if from_subentries(entry.subentries) != self._devices:
            self._scheduled = True
            self._last_update = entry.async_create_task(
                self._hass, self._async_update(), f"ipcom {entry.entry_id} things", eager_start=False
            )

    async def _async_update(self) -> None:
        """Remove what is gone or changed, then add what is new or changed."""
        async with self._lock:
            self._scheduled = False
            if self._entry.state is not ConfigEntryState.LOADED:
                return
            mapped = from_subentries(self._entry.subentries)
            before = dict(self._devices)
            changed = {
                subentry_id: mapped[subentry_id]
                for subentry_id, device in before.items()
                if subentry_id in mapped and not self._follow(subentry_id, device, mapped[subentry_id])
            }
            for subentry_id in before:
                if subentry_id not in mapped:
                    await self._async_remove(subentry_id, None)
                    self._covers.async_forget(subentry_id)
            for subentry_id, after in changed.items():
                await self._async_remove(subentry_id, after)
            async_move_rows(self._hass, self._entry, mapped)
            for subentry_id, device in mapped.items():
                if subentry_id not in self._devices:
                    await self._async_add(subentry_id, device)

    def _follow(self, subentry_id: str, before: MappedDevice, after: MappedDevice) -> bool:
        """Follow what the entity can stay for, a name above all; return whether that was everything."""
        described = _described_as(before, after)
        if described != before:
            self._covers.async_rename(subentry_id, after.name)
            async_rename_device(self._hass, self._entry, subentry_id, after.name)
            self._keep_entity(subentry_id, described)
        if described == after:
            return True
        if not self._set_options(subentry_id, described, after):
            return False
        self._keep_entity(subentry_id, after)
        return True

    def _keep_entity(self, subentry_id: str, device: MappedDevice) -> None:
        self._devices[subentry_id] = device
        for entity in self._entities.get(subentry_id, ()):
            if isinstance(entity, MappedEntity):
                entity.async_follow(device)
        self.parts.async_update(subentry_id, device)

    def _set_options(self, subentry_id: str, before: MappedDevice, after: MappedDevice) -> bool:
        """Set other options of a cover that stands still, if only they differ; its entity stays."""
        if not isinstance(before, MappedCover) or not isinstance(after, MappedCover):
            return False
        if replace(before, options=after.options) != after or before.pairs != after.pairs:
            return False
        return self._covers.async_set_options(subentry_id, after)

    async def _async_remove(self, subentry_id: str, successor: MappedDevice | None) -> None:
        del self._devices[subentry_id]
        self._entities.pop(subentry_id, None)
        self.parts.async_forget(subentry_id)
        self._broken.discard(subentry_id)
        await async_remove_entities(self._hass, self._entry, subentry_id)
        if self._registrations.ends(subentry_id, successor):
            await self._covers.async_stop(subentry_id)
        await self._covers.async_close(subentry_id)
        self._registrations.release(subentry_id, successor)

    async def _async_add(self, subentry_id: str, device: MappedDevice) -> None:
        self._register(subentry_id, device)
        if subentry_id not in self._broken:
            await self._async_start_shutter(subentry_id, device)
            self._add_entity(subentry_id, device)

    def _register(self, subentry_id: str, device: MappedDevice) -> None:
        """Register a device; one that cannot be used is logged and left out, and the others work."""
        self._devices[subentry_id] = device
        try:
            self._registrations.register(subentry_id, device)
        except ConfigurationError as error:
            LOGGER.error("%s cannot be used: %s", device.name, error)
            self._broken.add(subentry_id)

    async def _async_start_shutter(self, subentry_id: str, device: MappedDevice) -> None:
        if isinstance(device, MappedCover):
            await self._covers.async_start(subentry_id, device)

    def _add_entity(self, subentry_id: str, device: MappedDevice) -> None:
        if (served := self._platforms.get(device.platform)) is not None:
            entity = served.build(subentry_id, device)
            self._entities.setdefault(subentry_id, []).append(entity)
            served.add_entities([entity], config_subentry_id=subentry_id)
            self.parts.async_update(subentry_id, device)


def _described_as(before: MappedDevice, after: MappedDevice) -> MappedDevice:
    """Return the device with what describes it taken from `after`: its entity stays, and a motor goes on."""
    described = replace(
        before,
        name=after.name,
        key=after.key,
        object_id=after.object_id,
        icon=after.icon,
        room=after.room,
    )
    if isinstance(described, MappedCover) and isinstance(after, MappedCover):
        return replace(described, device_class=after.device_class)
    if isinstance(described, MappedOutput) and isinstance(after, MappedOutput):
        return replace(described, watts=after.watts, energy=after.energy)
    return described
