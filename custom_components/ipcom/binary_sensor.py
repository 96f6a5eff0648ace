"""The binary sensor that tells whether the link to the gateway is up."""

from typing import override

from homeassistant.components.binary_sensor import BinarySensorEntity
from homeassistant.components.binary_sensor.const import BinarySensorDeviceClass
from homeassistant.const import EntityCategory
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .coordinator import IPComConfigEntry
from .entity import GatewayEntity

PARALLEL_UPDATES = 0


async def async_setup_entry(
    hass: HomeAssistant, entry: IPComConfigEntry, async_add_entities: AddConfigEntryEntitiesCallback
) -> None:
    """Add one for each entry."""
    async_add_entities([Connectivity(entry.runtime_data.coordinator, "connection")])


class Connectivity(GatewayEntity, BinarySensorEntity):
    """The connection sensor. It stays available while the link is down, to say so."""

    _attr_device_class = BinarySensorDeviceClass.CONNECTIVITY
    _attr_entity_category = EntityCategory.DIAGNOSTIC

    @property
    @override
    def available(self) -> bool:
        """Return True: the sensor describes the link itself."""
        return True

    @property
    @override
    def is_on(self) -> bool:
        """Return whether the link is up."""
        return self.coordinator.online

    @override
    def _shown(self) -> tuple[object, ...]:
        return (self.is_on,)
