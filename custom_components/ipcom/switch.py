"""Switched outlets and appliances."""

from homeassistant.components.switch import SwitchEntity
from homeassistant.components.switch.const import SwitchDeviceClass
from homeassistant.const import Platform
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity import Entity
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .const import MappedKind
from .coordinator import IPComConfigEntry, IPComCoordinator
from .devices.mapping import Mapped, MappedOutput
from .devices.relay import RelayEntity

PARALLEL_UPDATES = 0


async def async_setup_entry(
    hass: HomeAssistant, entry: IPComConfigEntry, async_add_entities: AddConfigEntryEntitiesCallback
) -> None:
    """Switches come and go with their subentries."""
    runtime = entry.runtime_data

    def build(_: str, thing: Mapped) -> Entity:
        assert isinstance(thing, MappedOutput)
        return IPComSwitch(runtime.coordinator, thing, runtime.gateway_device_id)

    runtime.things.async_serve(Platform.SWITCH, build, async_add_entities)


class IPComSwitch(RelayEntity, SwitchEntity):
    """A relay that switches something that is no light."""

    def __init__(self, coordinator: IPComCoordinator, thing: MappedOutput, gateway_device_id: str) -> None:
        """An outlet is shown as one."""
        super().__init__(coordinator, thing, gateway_device_id)
        outlet = thing.kind is MappedKind.OUTLET
        self._attr_device_class = SwitchDeviceClass.OUTLET if outlet else SwitchDeviceClass.SWITCH
