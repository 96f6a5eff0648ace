"""The button that stops every shutter, and those of impulse relays."""

from typing import override

from homeassistant.components.button import ButtonEntity
from homeassistant.components.button.const import ButtonDeviceClass
from homeassistant.const import EntityCategory, Platform
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity import Entity
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .coordinator import IPComConfigEntry, IPComCoordinator, IPComRuntime
from .devices.covers import Covers
from .devices.identify import Identify
from .devices.impulse import Impulse
from .devices.kinds import KINDS
from .devices.mapping import MappedCover, MappedDevice, MappedOutput, from_subentries
from .devices.parts import Part
from .entity import DevicePart, GatewayEntity, MappedEntity, translate_errors

PARALLEL_UPDATES = 0

IDENTIFY = "identify"


async def async_setup_entry(
    hass: HomeAssistant, entry: IPComConfigEntry, async_add_entities: AddConfigEntryEntitiesCallback
) -> None:
    """Add the entry's own, and let the entity manager add one for each subentry of an impulse."""
    runtime = entry.runtime_data
    async_add_entities([StopAllShutters(runtime)])

    def build(_: str, device: MappedDevice) -> Entity:
        assert isinstance(device, MappedOutput)
        return ImpulseButton(runtime.coordinator, device, runtime.gateway_device_id)

    runtime.entity_manager.async_serve(Platform.BUTTON, build, async_add_entities)

    def build_identify(subentry_id: str, device: MappedDevice) -> DevicePart:
        return IdentifyButton(runtime, device, subentry_id)

    runtime.entity_manager.async_serve_part(
        Part(IDENTIFY, Platform.BUTTON, can_be_identified, build_identify), async_add_entities
    )


def can_be_identified(device: MappedDevice) -> bool:
    """Return whether it can blink or nudge and be as before: an impulse cannot be taken back."""
    return isinstance(device, MappedCover) or not KINDS[device.kind].is_impulse


class IdentifyButton(DevicePart, ButtonEntity):
    """A button that shows which lamp or shutter is meant."""

    _attr_device_class = ButtonDeviceClass.IDENTIFY
    _attr_entity_category = EntityCategory.DIAGNOSTIC

    def __init__(self, runtime: IPComRuntime, device: MappedDevice, subentry_id: str) -> None:
        """Take the covers: a cover's shutter may be made anew while the button stays."""
        super().__init__(runtime.coordinator, device, runtime.gateway_device_id, IDENTIFY)
        self._subentry_id = subentry_id
        self._covers = runtime.covers
        self._identify = Identify(runtime.coordinator, device.name)

    @override
    def _shown(self) -> tuple[object, ...]:
        return ()

    @override
    async def async_press(self) -> None:
        """Return when all is as before."""
        with translate_errors(self._device.name):
            if isinstance(self._device, MappedCover):
                await self._identify.async_nudge(self._device, self._covers[self._subentry_id], self._call)
            else:
                await self._identify.async_blink(self._device, self._call)

    @override
    async def async_will_remove_from_hass(self) -> None:
        """Put back what blinks."""
        await self._identify.async_end(self._device)
        await super().async_will_remove_from_hass()


class ImpulseButton(MappedEntity[MappedOutput], ButtonEntity):
    """A button that switches an impulse relay on for its pulse length: a door opener, a gate or a bell."""

    def __init__(self, coordinator: IPComCoordinator, device: MappedOutput, gateway_device_id: str) -> None:
        """Take the icon of its kind from the translations of icons."""
        super().__init__(coordinator, device, gateway_device_id)
        self._attr_translation_key = device.kind.value
        self._impulse = Impulse(coordinator, device)

    @override
    def _shown(self) -> tuple[object, ...]:
        return ()

    @override
    async def async_press(self) -> None:
        """Return when the relay is off again."""
        with self._commanding():
            await self._impulse.async_press("press")


class StopAllShutters(GatewayEntity, ButtonEntity):
    """A button that stops every cover, also one that was started at the wall.

    It stays available while the link is down: a stop leaves as soon as the link is back.
    """

    def __init__(self, runtime: IPComRuntime) -> None:
        """Keep the covers of the entry."""
        super().__init__(runtime.coordinator, "stop_all_shutters")
        self._covers: Covers = runtime.covers

    @property
    @override
    def available(self) -> bool:
        """Return True: a stop is worth asking for at any time."""
        return True

    @override
    def _shown(self) -> tuple[object, ...]:
        return ()

    @override
    async def async_press(self) -> None:
        """Stop all covers at the same time."""
        entry = self.coordinator.config_entry
        devices = from_subentries(entry.subentries).values()
        for device in devices:
            if isinstance(device, MappedCover):
                self.coordinator.commanded.async_tell(device.addresses, self._call)
        with translate_errors(entry.title, devices):
            await self._covers.async_stop_all()
