"""Lights on relays and on dimmers."""

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
from .devices.mapping import MappedDevice, MappedOutput
from .devices.relay import RelayEntity
from .library import StateChange, StateSnapshot

PARALLEL_UPDATES = 0


async def async_setup_entry(
    hass: HomeAssistant, entry: IPComConfigEntry, async_add_entities: AddConfigEntryEntitiesCallback
) -> None:
    """Let the entity manager add a light for each subentry of a light or dimmer."""
    runtime = entry.runtime_data

    def build(_: str, device: MappedDevice) -> Entity:
        assert isinstance(device, MappedOutput)
        entity_class = IPComDimmer if device.kind is MappedKind.DIMMER else IPComLight
        return entity_class(runtime.coordinator, device, runtime.gateway_device_id)

    runtime.entity_manager.async_serve(Platform.LIGHT, build, async_add_entities)


class IPComLight(RelayEntity, LightEntity):
    """A light on a relay."""

    _attr_color_mode = ColorMode.ONOFF
    _attr_supported_color_modes = {ColorMode.ONOFF}


class IPComDimmer(IPComLight, RestoreEntity):
    """A light on a dimmer. "On" without a brightness restores its last level."""

    _attr_color_mode = ColorMode.BRIGHTNESS
    _attr_supported_color_modes = {ColorMode.BRIGHTNESS}

    def __init__(self, coordinator: IPComCoordinator, device: MappedOutput, gateway_device_id: str) -> None:
        """Begin with full as the last level."""
        super().__init__(coordinator, device, gateway_device_id)
        self._memory = LevelMemory(FULL)

    @property
    def _level(self) -> int:
        """Return the level in percent; a value above 100 counts as full."""
        return min(self.coordinator.data.value(self._device.address), FULL)

    @property
    @override
    def brightness(self) -> int | None:
        """Return the level on Home Assistant's scale; None while off."""
        return brightness_of(self._level) if self._level else None

    @property
    @override
    def extra_restore_state_data(self) -> ExtraStoredData:
        """Return the last level, to be stored over restarts."""
        return LastLevel(self._last_level())

    @override
    async def async_added_to_hass(self) -> None:
        """Begin with the present level, or with the one from before the restart."""
        stored = await self.async_get_last_extra_data()
        last = FULL if stored is None else LastLevel.from_dict(stored.as_dict()).level
        self._memory = LevelMemory(self._level or last)
        self._note_read(self.coordinator.client.observed)
        self.async_on_remove(self.coordinator.client.subscribe(self._client_changed))
        await super().async_added_to_hass()

    @callback
    def _client_changed(self, change: StateChange) -> None:
        """Note the read before the change too: it may have shown the old level for the second time."""
        if change.previous is not None:
            self._note_read(change.previous)
        self._note_read(change.observed)

    def _note_read(self, read: StateSnapshot) -> None:
        """Note a read, unless the dimmer blinks to be found: nobody has chosen that level."""
        if frozenset(self._device.addresses) in self.coordinator.identifying:
            return
        self._memory.observe_read(read.value(self._device.address), read.asked_at)

    def _last_level(self) -> int:
        """Return the last level, the last read included."""
        self._note_read(self.coordinator.client.observed)
        return self._memory.level

    @override
    def _shown(self) -> tuple[object, ...]:
        return (self._level,)

    @callback
    @override
    def _handle_coordinator_update(self) -> None:
        """Note the last read before the link was lost: the next one may come long after."""
        if not self.available:
            self._last_level()
        super()._handle_coordinator_update()

    @override
    async def async_turn_on(self, **kwargs: Any) -> None:
        """Dim to the given brightness; without one, to the last level or to full, as the options say."""
        if (brightness := kwargs.get(ATTR_BRIGHTNESS)) is not None:
            level = level_of(brightness)
        else:
            full = self.coordinator.config_entry.options.get(CONF_FULL_ON, False)
            level = FULL if full else self._last_level()
        await self._async_set(level)

    @override
    def value_at(self, level: int) -> int:
        return level

    @override
    def confirmed(self, value: int) -> None:
        self._memory.keep(value)
