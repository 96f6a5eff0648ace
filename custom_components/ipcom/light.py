"""Lights: switched by a relay, or dimmed."""

from typing import Any, override

from homeassistant.components.light import LightEntity
from homeassistant.components.light.const import ATTR_BRIGHTNESS, ColorMode
from homeassistant.const import Platform
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.entity import Entity
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback
from homeassistant.helpers.restore_state import ExtraStoredData, RestoreEntity

from .brightness import FULL, LastLevel, brightness_of, level_of
from .const import CONF_FULL_ON, MappedKind
from .mapping import Mapped, MappedOutput
from .relay import RelayEntity
from .runtime import IPComConfigEntry

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
    """A light on a dimmer; a plain "on" brings back the level that it last had."""

    _attr_color_mode = ColorMode.BRIGHTNESS
    _attr_supported_color_modes = {ColorMode.BRIGHTNESS}
    _last_level = FULL

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
        return LastLevel(self._last_level)

    @override
    async def async_added_to_hass(self) -> None:
        """Remember the level from before the restart."""
        if (stored := await self.async_get_last_extra_data()) is not None:
            self._last_level = LastLevel.from_dict(stored.as_dict()).level
        self._last_level = self._level or self._last_level
        await super().async_added_to_hass()

    @override
    def _shown(self) -> tuple[object, ...]:
        return (self._level,)

    @callback
    @override
    def _handle_coordinator_update(self) -> None:
        self._last_level = self._level or self._last_level
        super()._handle_coordinator_update()

    @override
    async def async_turn_on(self, **kwargs: Any) -> None:
        """Dim to the brightness asked for, else to the last level or full, as the person chose."""
        if (brightness := kwargs.get(ATTR_BRIGHTNESS)) is not None:
            await self._async_set(level_of(brightness))
            return
        full = self.coordinator.config_entry.options.get(CONF_FULL_ON, False)
        await self._async_set(FULL if full else self._last_level)
