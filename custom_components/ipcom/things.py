"""The mapped things at work: they come, change and go with their subentries while the link stays up."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

from homeassistant.config_entries import (
    SIGNAL_CONFIG_ENTRY_CHANGED,
    ConfigEntry,
    ConfigEntryChange,
)
from homeassistant.const import Platform
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.dispatcher import async_dispatcher_connect
from homeassistant.helpers.entity import Entity
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .const import LOGGER
from .covers import Covers
from .library import IPComClient, IPComError
from .mapping import Mapped, MappedCover, from_subentries
from .registry_rows import async_move_rows, async_remove_entities

type Build = Callable[[str, Mapped], Entity]


@dataclass(frozen=True, slots=True)
class _Served:
    build: Build
    add: AddConfigEntryEntitiesCallback


class Things:
    """Keeps the link's outputs and pairs, the shutters and the entities in step with the subentries."""

    def __init__(self, hass: HomeAssistant, entry: ConfigEntry, client: IPComClient, covers: Covers) -> None:
        """Tell the link what is where; it must not have been started yet."""
        self._hass = hass
        self._entry = entry
        self._client = client
        self._covers = covers
        self._platforms: dict[Platform, _Served] = {}
        self._present = from_subentries(entry.subentries)
        self._release = {key: self._claim(thing) for key, thing in self._present.items()}
        self._lock = asyncio.Lock()

    def __len__(self) -> int:
        return len(self._present)

    async def async_start(self) -> None:
        """Bring the covers to work; the link is up."""
        for subentry_id, thing in list(self._present.items()):
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
        for subentry_id, thing in self._present.items():
            if thing.platform == platform:
                self._show(subentry_id, thing)

    @callback
    def _entry_changed(self, change: ConfigEntryChange, entry: ConfigEntry) -> None:
        """Not at once: whoever changes several things changes the registries with them."""
        if entry is not self._entry or change is not ConfigEntryChange.UPDATED:
            return
        if from_subentries(entry.subentries) != self._present:
            self._entry.async_create_task(
                self._hass, self._async_follow(), f"ipcom {entry.entry_id} things", eager_start=False
            )

    async def _async_follow(self) -> None:
        """Take away what went or changed, then bring what is new or different."""
        async with self._lock:
            wanted = from_subentries(self._entry.subentries)
            before = dict(self._present)
            gone = [key for key in before if key not in wanted]
            changed = [key for key in before if key in wanted and wanted[key] != before[key]]
            for subentry_id in (*gone, *changed):
                await self._async_take_away(subentry_id)
            for subentry_id in gone:
                self._covers.async_forget(subentry_id)
            async_move_rows(self._hass, self._entry, {key: (before[key], wanted[key]) for key in changed})
            for subentry_id in wanted:
                if subentry_id not in self._present:
                    await self._async_bring(subentry_id, wanted[subentry_id])

    async def _async_take_away(self, subentry_id: str) -> None:
        del self._present[subentry_id]
        await async_remove_entities(self._hass, self._entry, subentry_id)
        await self._covers.async_close(subentry_id)
        self._release.pop(subentry_id, _nothing)()

    async def _async_bring(self, subentry_id: str, thing: Mapped) -> None:
        self._present[subentry_id] = thing
        try:
            self._release[subentry_id] = self._claim(thing)
            await self._async_open(subentry_id, thing)
        except IPComError as error:
            LOGGER.error("%s cannot be used: %s", thing.name, error)
            return
        self._show(subentry_id, thing)

    async def _async_open(self, subentry_id: str, thing: Mapped) -> None:
        if isinstance(thing, MappedCover):
            await self._covers.async_open(subentry_id, thing)

    def _claim(self, thing: Mapped) -> Callable[[], None]:
        """Tell the link what is there; returns the way to take that back."""
        if isinstance(thing, MappedCover):
            return self._client.add_shutter(thing.pair)
        return self._client.add_kind(thing.address, thing.output_kind)

    def _show(self, subentry_id: str, thing: Mapped) -> None:
        if (served := self._platforms.get(thing.platform)) is not None:
            entity = served.build(subentry_id, thing)
            served.add([entity], config_subentry_id=subentry_id)


def _nothing() -> None:
    """What a thing that could not be brought to work has claimed."""
