"""An event for each press at the wall, as far as the reads show it. Each mapped thing has one, if its owner wants it."""

from typing import Any, override

from homeassistant.components.event import (
    ATTR_MULTI_PRESS_COUNT,
    ButtonEventType,
    EventDeviceClass,
    EventEntity,
)
from homeassistant.config_entries import (
    SIGNAL_CONFIG_ENTRY_CHANGED,
    ConfigEntry,
    ConfigEntryChange,
    ConfigEntryState,
)
from homeassistant.const import Platform
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.dispatcher import async_dispatcher_connect
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .coordinator import IPComConfigEntry, IPComRuntime
from .devices.mapping import MappedDevice
from .devices.parts import Part
from .devices.wall_presses import wants_presses
from .entity import DevicePart
from .library import WallPress

PARALLEL_UPDATES = 0

WALL_PRESS = "wall_press"
ATTR_DIRECTION = "direction"


async def async_setup_entry(
    hass: HomeAssistant, entry: IPComConfigEntry, async_add_entities: AddConfigEntryEntitiesCallback
) -> None:
    """Let the entity manager add one for each thing while the option is on, and remove them when it goes off."""
    runtime = entry.runtime_data
    presses, manager = runtime.coordinator.presses, runtime.entity_manager

    def build(_: str, device: MappedDevice) -> DevicePart:
        return WallSwitch(runtime, device)

    @callback
    def declare() -> None:
        presses.async_declare(manager.devices().values())

    @callback
    def follow(change: ConfigEntryChange, changed: ConfigEntry[Any]) -> None:
        loaded = changed is entry and change is ConfigEntryChange.UPDATED
        if (
            loaded
            and entry.state is ConfigEntryState.LOADED
            and presses.async_set(wants_presses(entry.options))
        ):
            manager.async_update_parts()

    declare()
    presses.async_set(wants_presses(entry.options))
    manager.async_serve_part(
        Part(WALL_PRESS, Platform.EVENT, lambda _: presses.on, build), async_add_entities
    )
    manager.parts.async_watch(declare)
    entry.async_on_unload(async_dispatcher_connect(hass, SIGNAL_CONFIG_ENTRY_CHANGED, follow))


class WallSwitch(DevicePart, EventEntity):
    """What a person does at the wall switch of a thing."""

    _attr_device_class = EventDeviceClass.BUTTON
    _attr_event_types = [ButtonEventType.PRESS_END, ButtonEventType.MULTI_PRESS_END]
    _attr_translation_key = WALL_PRESS

    def __init__(self, runtime: IPComRuntime, device: MappedDevice) -> None:
        """Take the device whose switch it is."""
        super().__init__(runtime.coordinator, device, runtime.gateway_device_id, WALL_PRESS)

    @override
    def _shown(self) -> tuple[object, ...]:
        return ()

    @override
    async def async_added_to_hass(self) -> None:
        """Begin to listen."""
        await super().async_added_to_hass()
        presses = self.coordinator.presses
        self.async_on_remove(presses.async_listen(self._device.relays, self._pressed))

    @callback
    def _pressed(self, press: WallPress) -> None:
        """Tell of a press at once; each further one in a row is told once more, with the count."""
        direction = {ATTR_DIRECTION: press.direction.value}
        self._tell(ButtonEventType.PRESS_END, direction)
        if press.count > 1:
            self._tell(ButtonEventType.MULTI_PRESS_END, {**direction, ATTR_MULTI_PRESS_COUNT: press.count})

    def _tell(self, event_type: ButtonEventType, attributes: dict[str, Any]) -> None:
        self._trigger_event(event_type, attributes)
        self._write(self._cause())
