"""Switched outlets and appliances."""

from typing import Any, override

from homeassistant.components.switch import SwitchEntity
from homeassistant.components.switch.const import SwitchDeviceClass
from homeassistant.const import Platform
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity import Entity
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .const import MappedKind
from .coordinator import IPComConfigEntry, IPComCoordinator
from .entity import ThingEntity
from .failures import told_to_the_person
from .mapping import Mapped, MappedOutput

PARALLEL_UPDATES = 0
ON = 255


async def async_setup_entry(
    hass: HomeAssistant, entry: IPComConfigEntry, async_add_entities: AddConfigEntryEntitiesCallback
) -> None:
    """Switches come and go with their subentries."""
    runtime = entry.runtime_data

    def build(_: str, thing: Mapped) -> Entity:
        assert isinstance(thing, MappedOutput)
        return IPComSwitch(runtime.coordinator, thing, runtime.gateway_device_id)

    runtime.things.async_serve(Platform.SWITCH, build, async_add_entities)


class IPComSwitch(ThingEntity[MappedOutput], SwitchEntity):
    """A relay that switches something that is no light."""

    def __init__(self, coordinator: IPComCoordinator, thing: MappedOutput, gateway_device_id: str) -> None:
        """An outlet is shown as one."""
        super().__init__(coordinator, thing, gateway_device_id)
        outlet = thing.kind is MappedKind.OUTLET
        self._attr_device_class = SwitchDeviceClass.OUTLET if outlet else SwitchDeviceClass.SWITCH

    @property
    @override
    def is_on(self) -> bool:
        """Whether the relay is on, or about to be."""
        return self.coordinator.data.is_on(self._thing.address)

    @override
    def _shown(self) -> tuple[object, ...]:
        return (self.is_on,)

    @override
    async def async_turn_on(self, **kwargs: Any) -> None:
        """Switch on."""
        await self._async_set(ON)

    @override
    async def async_turn_off(self, **kwargs: Any) -> None:
        """Switch off."""
        await self._async_set(0)

    async def _async_set(self, value: int) -> None:
        with told_to_the_person(self._thing.name):
            await self.coordinator.client.set_output(self._thing.address, value)
