"""The diagnostic sensor that tells which of a gateway's two addresses is in use."""

from typing import override

from homeassistant.components.sensor import DOMAIN as SENSOR_DOMAIN
from homeassistant.components.sensor import SensorDeviceClass, SensorEntity
from homeassistant.const import EntityCategory
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import entity_registry as er

from ..const import CONF_SECOND_HOST, DOMAIN
from ..coordinator import IPComConfigEntry, IPComCoordinator
from ..entity import GatewayEntity

KEY = "address_in_use"
FIRST, SECOND = "first", "second"


class AddressInUse(GatewayEntity, SensorEntity):
    """The first or the second address; it changes only with the link, and stays available while that is down."""

    _attr_entity_category = EntityCategory.DIAGNOSTIC
    _attr_device_class = SensorDeviceClass.ENUM
    _attr_options = [FIRST, SECOND]

    def __init__(self, coordinator: IPComCoordinator) -> None:
        """Name it by its key."""
        super().__init__(coordinator, KEY)

    @property
    @override
    def available(self) -> bool:
        """Return True: it says by which address the gateway was reached last."""
        return True

    @property
    @override
    def native_value(self) -> str:
        """Return the address in use."""
        return SECOND if self.coordinator.client.over_second_host else FIRST

    @override
    def _shown(self) -> tuple[object, ...]:
        return (self.native_value,)


@callback
def async_address_sensors(hass: HomeAssistant, entry: IPComConfigEntry) -> list[AddressInUse]:
    """Return the sensor of an entry with two addresses; for one with a single address, remove what was there."""
    if entry.data.get(CONF_SECOND_HOST):
        return [AddressInUse(entry.runtime_data.coordinator)]
    registry = er.async_get(hass)
    stale = registry.async_get_entity_id(SENSOR_DOMAIN, DOMAIN, f"{entry.entry_id}_{KEY}")
    if stale is not None:
        registry.async_remove(stale)
    return []
