"""Lights: switched by a relay, or dimmed."""

from typing import Any, override

from homeassistant.components.light import LightEntity
from homeassistant.components.light.const import ATTR_BRIGHTNESS, ColorMode
from homeassistant.const import Platform
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.entity import Entity
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback
from homeassistant.helpers.restore_state import ExtraStoredData, RestoreEntity

from .const import CONF_FULL_ON, MappedKind
from .coordinator import IPComConfigEntry, IPComCoordinator
from .devices.brightness import FULL, LastLevel, LevelMemory, brightness_of, level_of
from .devices.mapping import Mapped, MappedOutput
from .devices.relay import RelayEntity
from .library import StateChange, StateSnapshot

PARALLEL_UPDATES = 0


async def async_setup_entry(
    hass: HomeAssistant, entry: IPComConfigEntry, async_add_entities: AddConfigEntryEntitiesCallback
) -> None:
    """Lights come and go with their subentries."""
    runtime = entry.runtime_data

    def build(_: str, thing: Mapped) -> Entity:
        assert isinstance(thing, MappedOutput)
        sort = IPComDimmer if thing.kind is MappedKind.DIMMER else IPComLight
        return sort(runtime.coordinator, thing, runtime.gateway_device_id)

    runtime.things.async_serve(Platform.LIGHT, build, async_add_entities)


class IPComLight(RelayEntity, LightEntity):
    """A light on a relay."""

    _attr_color_mode = ColorMode.ONOFF
    _attr_supported_color_modes = {ColorMode.ONOFF}


class IPComDimmer(IPComLight, RestoreEntity):
    """A light on a dimmer; a plain "on" brings back the level that it last stood at."""

    _attr_color_mode = ColorMode.BRIGHTNESS
    _attr_supported_color_modes = {ColorMode.BRIGHTNESS}

    def __init__(self, coordinator: IPComCoordinator, thing: MappedOutput, gateway_device_id: str) -> None:
        """Remember full until something else is known."""
        super().__init__(coordinator, thing, gateway_device_id)
        self._memory = LevelMemory(FULL)

    @property
    def _level(self) -> int:
        """Percent; what the gateway shows above 100 counts as full."""
        return min(self.coordinator.data.value(self._thing.address), FULL)

    @property
    @override
    def brightness(self) -> int | None:
        """The level on Home Assistant's scale; None while off."""
        return brightness_of(self._level) if self._level else None

    @property
    @override
    def extra_restore_state_data(self) -> ExtraStoredData:
        """What a plain "on" brings back, over restarts too."""
        return LastLevel(self._last_level())

    @override
    async def async_added_to_hass(self) -> None:
        """Remember the level from before the restart, or the one that it has now."""
        stored = await self.async_get_last_extra_data()
        last = FULL if stored is None else LastLevel.from_dict(stored.as_dict()).level
        self._memory = LevelMemory(self._level or last)
        self._look(self.coordinator.client.observed)
        self.async_on_remove(self.coordinator.client.subscribe(self._observed))
        await super().async_added_to_hass()

    @callback
    def _observed(self, change: StateChange) -> None:
        """Changes only are told: the read before this one may have shown the old level for the second time."""
        if change.previous is not None:
            self._look(change.previous)
        self._look(change.observed)

    def _look(self, read: StateSnapshot) -> None:
        self._memory.observe(read.value(self._thing.address), read.asked_at)

    def _last_level(self) -> int:
        """The level to bring back, the last read included."""
        self._look(self.coordinator.client.observed)
        return self._memory.level

    @override
    def _shown(self) -> tuple[object, ...]:
        return (self._level,)

    @callback
    @override
    def _handle_coordinator_update(self) -> None:
        """Look at the last read before the link was lost: the next one may be long after."""
        if not self.available:
            self._last_level()
        super()._handle_coordinator_update()

    @override
    async def async_turn_on(self, **kwargs: Any) -> None:
        """Dim to the brightness asked for, else to the last level or full, as the person chose."""
        if (brightness := kwargs.get(ATTR_BRIGHTNESS)) is not None:
            level = level_of(brightness)
        else:
            full = self.coordinator.config_entry.options.get(CONF_FULL_ON, False)
            level = FULL if full else self._last_level()
        await self._async_set(level)

    @override
    def _confirmed(self, value: int) -> None:
        self._memory.keep(value)
