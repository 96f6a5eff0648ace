"""Switched outlets and appliances."""

from homeassistant.components.switch import SwitchEntity
from homeassistant.components.switch.const import SwitchDeviceClass
from homeassistant.const import Platform
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity import Entity
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .coordinator import IPComConfigEntry, IPComCoordinator
from .devices.mapping import MappedDevice, MappedOutput
from .devices.relay import RelayEntity

PARALLEL_UPDATES = 0


async def async_setup_entry(
    hass: HomeAssistant, entry: IPComConfigEntry, async_add_entities: AddConfigEntryEntitiesCallback
) -> None:
    """Let the entity manager add a switch for each subentry of a switch or outlet."""
    runtime = entry.runtime_data

    def build(_: str, device: MappedDevice) -> Entity:
        assert isinstance(device, MappedOutput)
        return IPComSwitch(runtime.coordinator, device, runtime.gateway_device_id)

    runtime.entity_manager.async_serve(Platform.SWITCH, build, async_add_entities)


class IPComSwitch(RelayEntity, SwitchEntity):
    """A switch on a relay."""

    def __init__(self, coordinator: IPComCoordinator, device: MappedOutput, gateway_device_id: str) -> None:
        """Take the device class of its kind."""
        super().__init__(coordinator, device, gateway_device_id)
        self._attr_device_class = SwitchDeviceClass(device.shown_device_class)
