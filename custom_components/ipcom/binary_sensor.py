"""Whether the link to the gateway is up."""

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
    """One per gateway and bus."""
    async_add_entities([Connectivity(entry.runtime_data.coordinator, "connection")])


class Connectivity(GatewayEntity, BinarySensorEntity):
    """Says that the link is down instead of vanishing with it."""

    _attr_device_class = BinarySensorDeviceClass.CONNECTIVITY
    _attr_entity_category = EntityCategory.DIAGNOSTIC

    @property
    @override
    def available(self) -> bool:
        """Always: it is about the link."""
        return True

    @property
    @override
    def is_on(self) -> bool:
        """Whether the link is up."""
        return self.coordinator.online

    @override
    def _shown(self) -> tuple[object, ...]:
        return (self.is_on,)
