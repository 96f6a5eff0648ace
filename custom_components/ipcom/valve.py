"""Valves on relays."""

from typing import override

from homeassistant.components.valve.const import ValveDeviceClass, ValveEntityFeature
from homeassistant.components.valve.entity import ValveEntity
from homeassistant.const import Platform
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity import Entity
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .coordinator import IPComConfigEntry, IPComCoordinator
from .devices.mapping import MappedDevice, MappedOutput
from .devices.relay import OFF, ON
from .entity import MappedEntity

PARALLEL_UPDATES = 0


async def async_setup_entry(
    hass: HomeAssistant, entry: IPComConfigEntry, async_add_entities: AddConfigEntryEntitiesCallback
) -> None:
    """Let the entity manager add a valve for each subentry of a valve."""
    runtime = entry.runtime_data

    def build(_: str, device: MappedDevice) -> Entity:
        assert isinstance(device, MappedOutput)
        return IPComValve(runtime.coordinator, device, runtime.gateway_device_id)

    runtime.entity_manager.async_serve(Platform.VALVE, build, async_add_entities)


class IPComValve(MappedEntity[MappedOutput], ValveEntity):
    """A valve that is open while its relay is on. It shows the effective state: a command shows at once."""

    _attr_reports_position = False
    _attr_supported_features = ValveEntityFeature.OPEN | ValveEntityFeature.CLOSE

    def __init__(self, coordinator: IPComCoordinator, device: MappedOutput, gateway_device_id: str) -> None:
        """Take the device class that its owner chose."""
        super().__init__(coordinator, device, gateway_device_id)
        self._attr_device_class = ValveDeviceClass(device.shown_device_class)

    @property
    @override
    def is_closed(self) -> bool:
        """Return whether its relay is off in the effective state."""
        return not self.coordinator.data.is_on(self._device.address)

    @override
    def _shown(self) -> tuple[object, ...]:
        return (self.is_closed,)

    @override
    async def async_open_valve(self) -> None:
        """Switch its relay on."""
        await self._async_set(ON)

    @override
    async def async_close_valve(self) -> None:
        """Switch its relay off."""
        await self._async_set(OFF)

    async def _async_set(self, value: int) -> None:
        with self._commanding():
            await self.coordinator.client.set_output(self._device.address, value)
