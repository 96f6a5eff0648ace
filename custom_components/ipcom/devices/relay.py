"""The base class of lights and switches on a relay."""

from typing import Any, override

from homeassistant.helpers.entity import ToggleEntity

from ..entity import MappedEntity
from ..library import OutputAddress
from .mapping import MappedOutput

ON, OFF = 255, 0


class RelayEntity(MappedEntity[MappedOutput], ToggleEntity):
    """The base of lights and switches. It shows the effective state: a command shows at once."""

    @property
    @override
    def is_on(self) -> bool:
        """Return whether the relay is on in the effective state."""
        return self.coordinator.data.is_on(self._device.address)

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
        await self._async_set(OFF)

    @property
    def output(self) -> OutputAddress:
        """Return its output."""
        return self._device.address

    @property
    def device_name(self) -> str:
        """Return what its device is called."""
        return self._device.name

    def value_at(self, level: int) -> int:
        """Return the raw value for a level in percent: a relay is off at 0 and else on."""
        return ON if level else OFF

    async def _async_set(self, value: int) -> None:
        with self._commanding():
            await self.coordinator.client.set_output(self._device.address, value)
            self.confirmed(value)

    def confirmed(self, value: int) -> None:
        """Take note that the gateway shows the value of a command."""
