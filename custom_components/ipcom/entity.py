"""The base classes of the entities, and the translation of the library's errors."""

from abc import abstractmethod
from collections.abc import Collection, Generator
from contextlib import contextmanager
from typing import Any, override

from homeassistant.const import Platform
from homeassistant.core import Context, callback
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError
from homeassistant.helpers.device_registry import DeviceInfo
from homeassistant.helpers.update_coordinator import CoordinatorEntity

from .const import DOMAIN, MANUFACTURER
from .coordinator import IPComCoordinator
from .devices.mapping import MappedDevice, unique_id
from .devices.object_id import spare_object_id
from .devices.wording import failure
from .library import CommandSuperseded, ConfigurationError, IPComError


class IPComEntity(CoordinatorEntity[IPComCoordinator]):
    """The base of all entities. It writes its state only if what it shows has changed."""

    _attr_has_entity_name = True
    _written: tuple[object, ...] | None = None
    _call: Context | None = None
    """The context of the last call of this entity."""

    @property
    @override
    def available(self) -> bool:
        """Return whether the link is up."""
        return self.coordinator.online

    @abstractmethod
    def _shown(self) -> tuple[object, ...]:
        """Return everything that the state depends on."""

    @override
    async def async_added_to_hass(self) -> None:
        """Remember what the first state shows."""
        await super().async_added_to_hass()
        self._written = (self.available, *self._shown())

    @callback
    @override
    def _handle_coordinator_update(self) -> None:
        """Write the state if what it shows has changed."""
        shown = (self.available, *self._shown())
        if shown != self._written:
            link_changed = self._written is not None and self._written[0] != self.available
            self._written = shown
            self._write(None if link_changed else self._cause())

    def _cause(self) -> Context | None:
        """Return the context of what changed last; None if nothing in Home Assistant is the cause."""
        return None

    @callback
    @override
    def async_set_context(self, context: Context) -> None:
        """Keep the context of a call longer than Home Assistant does."""
        super().async_set_context(context)
        self._call = context

    @callback
    def _write(self, cause: Context | None) -> None:
        """Write the state with its cause, however long ago that was."""
        if cause is None:
            self._context = self._context_set = None
        else:
            super().async_set_context(cause)
        self.async_write_ha_state()


class GatewayEntity(IPComEntity):
    """The base of the entities of the gateway's own device."""

    def __init__(self, coordinator: IPComCoordinator, key: str) -> None:
        """Take the key that names it in its unique ID and in the translations."""
        super().__init__(coordinator)
        entry_id = coordinator.config_entry.entry_id
        self._attr_translation_key = key
        self._attr_unique_id = f"{entry_id}_{key}"
        self._attr_device_info = DeviceInfo(identifiers={(DOMAIN, entry_id)})


class _OfDevice[MappedT: MappedDevice](IPComEntity):
    """The base of the entities of mapped devices. Each has a device of its own, and so an area of its own."""

    def __init__(self, coordinator: IPComCoordinator, device: MappedT, gateway_device_id: str) -> None:
        """Take a mapped device."""
        super().__init__(coordinator)
        self._device = device
        self._gateway_device_id = gateway_device_id
        self._attr_unique_id = unique_id(coordinator.config_entry.entry_id, device)

    @override
    def _cause(self) -> Context | None:
        return self.coordinator.causes.of(self._device.addresses)

    @property
    @override
    def device_info(self) -> DeviceInfo:
        """Return its device; an entity ID that is changed makes Home Assistant ask for it again."""
        return DeviceInfo(
            identifiers={(DOMAIN, unique_id(self.coordinator.config_entry.entry_id, self._device))},
            name=self._device.name,
            manufacturer=MANUFACTURER,
            model=self._device.model,
            via_device_id=self._gateway_device_id,
            suggested_area=self._device.room or None,
        )

    @callback
    def async_follow(self, device: MappedT) -> None:
        """Take what has changed of the device, while the entity stays where it is."""
        self._device = device


class MappedEntity[MappedT: MappedDevice](_OfDevice[MappedT]):
    """The base of the main entity of a mapped device, which has the name of the device."""

    _attr_name = None

    def __init__(self, coordinator: IPComCoordinator, device: MappedT, gateway_device_id: str) -> None:
        """Suggest the entity ID that an imported device had before."""
        super().__init__(coordinator, device, gateway_device_id)
        self._attr_icon = device.icon or None
        if object_id := device.object_id or spare_object_id(device.name, device.local_id):
            self.entity_id = f"{Platform(device.platform)}.{object_id}"

    @callback
    @override
    def async_follow(self, device: MappedT) -> None:
        """Take another icon, too."""
        super().async_follow(device)
        icon, self._attr_icon = self._attr_icon, device.icon or None
        if icon != self._attr_icon and self._written is not None:
            self.async_write_ha_state()

    @contextmanager
    def _commanding(self) -> Generator[None]:
        """Give a command: what identifies the device gives way to it, and the library's errors are translated."""
        self.coordinator.commanded.async_tell(self._device.addresses, self._call)
        with translate_errors(self._device.name):
            yield


class DevicePart[MappedT: MappedDevice = Any](_OfDevice[MappedT]):
    """The base of a further entity of a mapped device, such as its power."""

    def __init__(
        self, coordinator: IPComCoordinator, device: MappedT, gateway_device_id: str, key: str
    ) -> None:
        """Take the key that ends its unique ID."""
        super().__init__(coordinator, device, gateway_device_id)
        self._attr_unique_id = f"{self._attr_unique_id}_{key}"

    @callback
    @override
    def async_follow(self, device: MappedT) -> None:
        """Write the state if what it shows has changed."""
        super().async_follow(device)
        if self._written is not None:
            self._handle_coordinator_update()


@contextmanager
def translate_errors(name: str, devices: Collection[MappedDevice] = ()) -> Generator[None]:
    """Translate the library's errors; a command that was superseded by a newer one is no error.

    `name` is what the commanded device is called; of several `devices` the one that the error is about.
    """
    try:
        yield
    except CommandSuperseded:
        return
    except ConfigurationError as error:
        raise failure(ServiceValidationError, error, name, devices) from error
    except IPComError as error:
        raise failure(HomeAssistantError, error, name, devices) from error
