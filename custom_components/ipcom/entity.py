"""What every entity here has in common."""

from abc import abstractmethod
from collections.abc import Generator
from contextlib import contextmanager
from typing import override

from homeassistant.const import Platform
from homeassistant.core import callback
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError
from homeassistant.helpers.device_registry import DeviceInfo
from homeassistant.helpers.update_coordinator import CoordinatorEntity

from .const import DOMAIN, MANUFACTURER
from .coordinator import IPComCoordinator
from .devices.mapping import Mapped, unique_id
from .library import (
    CommandNotConfirmed,
    CommandSuperseded,
    ConfigurationError,
    ConnectionLost,
    InterlockError,
    IPComError,
)


class IPComEntity(CoordinatorEntity[IPComCoordinator]):
    """Writes its state only when what it shows has changed."""

    _attr_has_entity_name = True
    _written: tuple[object, ...] | None = None

    @property
    @override
    def available(self) -> bool:
        """Whether the link is up."""
        return self.coordinator.online

    @abstractmethod
    def _shown(self) -> tuple[object, ...]:
        """Everything that the state depends on."""

    @override
    async def async_added_to_hass(self) -> None:
        """Remember what the first write shows."""
        await super().async_added_to_hass()
        self._written = (self.available, *self._shown())

    @callback
    @override
    def _handle_coordinator_update(self) -> None:
        """Write when, and only when, it makes a difference."""
        shown = (self.available, *self._shown())
        if shown != self._written:
            self._written = shown
            self.async_write_ha_state()


class GatewayEntity(IPComEntity):
    """Something of the gateway itself."""

    def __init__(self, coordinator: IPComCoordinator, key: str) -> None:
        """`key` names it within the gateway and in the translations."""
        super().__init__(coordinator)
        entry_id = coordinator.config_entry.entry_id
        self._attr_translation_key = key
        self._attr_unique_id = f"{entry_id}_{key}"
        self._attr_device_info = DeviceInfo(identifiers={(DOMAIN, entry_id)})


class ThingEntity[MappedT: Mapped](IPComEntity):
    """The one entity of a mapped thing, with a device of its own so that it has its own area."""

    _attr_name = None

    def __init__(self, coordinator: IPComCoordinator, thing: MappedT, gateway_device_id: str) -> None:
        """Suggest the entity ID of an imported thing, so that it stays what it was."""
        super().__init__(coordinator)
        self._thing = thing
        self._attr_unique_id = unique_id(coordinator.config_entry.entry_id, thing)
        self._attr_device_info = DeviceInfo(
            identifiers={(DOMAIN, self._attr_unique_id)},
            name=thing.name,
            manufacturer=MANUFACTURER,
            model=thing.model,
            via_device_id=gateway_device_id,
        )
        if thing.object_id:
            self.entity_id = f"{Platform(thing.platform)}.{thing.object_id}"


@contextmanager
def translate_errors(name: str) -> Generator[None]:
    """Translate the library's errors; a command that something newer overtook is no error."""
    try:
        yield
    except CommandSuperseded:
        return
    except CommandNotConfirmed as error:
        raise _failure("not_confirmed", name) from error
    except InterlockError as error:
        raise _failure("interlock", name, str(error)) from error
    except ConnectionLost as error:
        raise _failure("connection_lost", name) from error
    except ConfigurationError as error:
        raise ServiceValidationError(
            translation_domain=DOMAIN,
            translation_key="refused",
            translation_placeholders={"name": name, "reason": str(error)},
        ) from error
    except IPComError as error:
        raise _failure("command_failed", name, str(error)) from error


def _failure(key: str, name: str, reason: str = "") -> HomeAssistantError:
    return HomeAssistantError(
        translation_domain=DOMAIN,
        translation_key=key,
        translation_placeholders={"name": name, "reason": reason},
    )
