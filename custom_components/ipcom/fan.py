"""Fans on relays."""

from typing import Any, override

from homeassistant.components.fan import FanEntity
from homeassistant.components.fan.const import FanEntityFeature
from homeassistant.const import Platform
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity import Entity
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .coordinator import IPComConfigEntry
from .devices.mapping import MappedDevice, MappedOutput
from .devices.relay import RelayEntity

PARALLEL_UPDATES = 0


async def async_setup_entry(
    hass: HomeAssistant, entry: IPComConfigEntry, async_add_entities: AddConfigEntryEntitiesCallback
) -> None:
    """Let the entity manager add a fan for each subentry of a fan."""
    runtime = entry.runtime_data

    def build(_: str, device: MappedDevice) -> Entity:
        assert isinstance(device, MappedOutput)
        return IPComFan(runtime.coordinator, device, runtime.gateway_device_id)

    runtime.entity_manager.async_serve(Platform.FAN, build, async_add_entities)


class IPComFan(RelayEntity, FanEntity):
    """A fan on a relay: on or off, without speeds."""

    _attr_supported_features = FanEntityFeature.TURN_ON | FanEntityFeature.TURN_OFF

    @override
    async def async_turn_on(
        self, percentage: int | None = None, preset_mode: str | None = None, **kwargs: Any
    ) -> None:
        """Switch on."""
        await super().async_turn_on(**kwargs)
