"""What a light and a switch on a relay have in common."""

from typing import Any, override

from homeassistant.helpers.entity import ToggleEntity

from ..entity import ThingEntity, translate_errors
from .mapping import MappedOutput

ON, OFF = 255, 0


class RelayEntity(ThingEntity[MappedOutput], ToggleEntity):
    """On or off, as the relay is or is about to be."""

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
        await self._async_set(OFF)

    async def _async_set(self, value: int) -> None:
        with translate_errors(self._thing.name):
            await self.coordinator.client.set_output(self._thing.address, value)
            self._confirmed(value)

    def _confirmed(self, value: int) -> None:
        """The gateway shows what was asked for."""
