"""The mapped things at work: they come, change and go with their subentries while the link stays up."""

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
from ..library import ConfigurationError, IPComClient
from .covers import Covers
from .mapping import Mapped, MappedCover, from_subentries
from .registrations import Registrations
from .registry_rows import async_move_rows, async_remove_entities

type Build = Callable[[str, Mapped], Entity]


@dataclass(frozen=True, slots=True)
class _Served:
    build: Build
    add: AddConfigEntryEntitiesCallback


class EntityManager:
    """Keeps the link's outputs and pairs, the shutters and the entities in step with the subentries."""

    def __init__(
        self, hass: HomeAssistant, entry: IPComConfigEntry, client: IPComClient, covers: Covers
    ) -> None:
        """Tell the link what is where; it must not have been started yet."""
        self._hass = hass
        self._entry = entry
        self._covers = covers
        self._claims = Registrations(client)
        self._platforms: dict[Platform, _Served] = {}
        self._present: dict[str, Mapped] = {}
        self._broken: set[str] = set()
        self._lock = asyncio.Lock()
        self._called = False
        for subentry_id, thing in from_subentries(entry.subentries).items():
            self._take(subentry_id, thing)

    def __len__(self) -> int:
        return len(self._present) - len(self._broken)

    async def async_start(self) -> None:
        """Bring the covers to work; the link is up."""
        for subentry_id, thing in self._working().items():
            await self._async_open(subentry_id, thing)

    @callback
    def async_watch(self) -> None:
        """Follow the subentries until the entry is unloaded."""
        self._entry.async_on_unload(
            async_dispatcher_connect(self._hass, SIGNAL_CONFIG_ENTRY_CHANGED, self._entry_changed)
        )

    @callback
    def async_serve(
        self, platform: Platform, build: Build, async_add_entities: AddConfigEntryEntitiesCallback
    ) -> None:
        """Let a platform make the entities of its things, now and later."""
        self._platforms[platform] = _Served(build, async_add_entities)
        for subentry_id, thing in self._working().items():
            if thing.platform == platform:
                self._show(subentry_id, thing)

    def _working(self) -> dict[str, Mapped]:
        return {key: thing for key, thing in self._present.items() if key not in self._broken}

    @callback
    def _entry_changed(self, change: ConfigEntryChange, entry: ConfigEntry[Any]) -> None:
        """Not at once: whoever changes several things changes the registries with them."""
        if entry is not self._entry or change is not ConfigEntryChange.UPDATED or self._called:
            return
        if from_subentries(entry.subentries) != self._present:
            self._called = True
            entry.async_create_task(
                self._hass, self._async_follow(), f"ipcom {entry.entry_id} things", eager_start=False
            )

    async def _async_follow(self) -> None:
        """Take away what went or changed, then bring what is new or different."""
        async with self._lock:
            self._called = False
            if self._entry.state is not ConfigEntryState.LOADED:
                return
            wanted = from_subentries(self._entry.subentries)
            before = dict(self._present)
            changed = {
                key: (thing, wanted[key])
                for key, thing in before.items()
                if key in wanted and wanted[key] != thing
            }
            for subentry_id in [key for key, pair in changed.items() if self._retune(key, *pair)]:
                del changed[subentry_id]
            for subentry_id in before:
                if subentry_id not in wanted:
                    await self._async_take_away(subentry_id, None)
                    self._covers.async_forget(subentry_id)
            for subentry_id, (_, after) in changed.items():
                await self._async_take_away(subentry_id, after)
            async_move_rows(self._hass, self._entry, changed)
            for subentry_id, thing in wanted.items():
                if subentry_id not in self._present:
                    await self._async_bring(subentry_id, thing)

    def _retune(self, subentry_id: str, before: Mapped, after: Mapped) -> bool:
        """A cover with other times only goes on as it is, if it may."""
        if not isinstance(before, MappedCover) or not isinstance(after, MappedCover):
            return False
        if replace(before, options=after.options) != after or before.pair != after.pair:
            return False
        if not self._covers.async_retune(subentry_id, after):
            return False
        self._present[subentry_id] = after
        return True

    async def _async_take_away(self, subentry_id: str, successor: Mapped | None) -> None:
        del self._present[subentry_id]
        self._broken.discard(subentry_id)
        await async_remove_entities(self._hass, self._entry, subentry_id)
        await self._covers.async_close(subentry_id)
        self._claims.give_back(subentry_id, successor)

    async def _async_bring(self, subentry_id: str, thing: Mapped) -> None:
        self._take(subentry_id, thing)
        if subentry_id not in self._broken:
            await self._async_open(subentry_id, thing)
            self._show(subentry_id, thing)

    def _take(self, subentry_id: str, thing: Mapped) -> None:
        """One thing that cannot work does not keep the others from it."""
        self._present[subentry_id] = thing
        try:
            self._claims.take(subentry_id, thing)
        except ConfigurationError as error:
            LOGGER.error("%s cannot be used: %s", thing.name, error)
            self._broken.add(subentry_id)

    async def _async_open(self, subentry_id: str, thing: Mapped) -> None:
        if isinstance(thing, MappedCover):
            await self._covers.async_open(subentry_id, thing)

    def _show(self, subentry_id: str, thing: Mapped) -> None:
        if (served := self._platforms.get(thing.platform)) is not None:
            entity = served.build(subentry_id, thing)
            served.add([entity], config_subentry_id=subentry_id)
