"""The button that stops every shutter."""

from typing import override

from homeassistant.components.button import ButtonEntity
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .coordinator import IPComConfigEntry, IPComRuntime
from .devices.covers import Covers
from .entity import GatewayEntity, translate_errors

PARALLEL_UPDATES = 0


async def async_setup_entry(
    hass: HomeAssistant, entry: IPComConfigEntry, async_add_entities: AddConfigEntryEntitiesCallback
) -> None:
    """Add one for each entry."""
    async_add_entities([StopAllShutters(entry.runtime_data)])


class StopAllShutters(GatewayEntity, ButtonEntity):
    """A button that stops every cover, also one that was started at the wall."""

    def __init__(self, runtime: IPComRuntime) -> None:
        """Keep the covers of the entry."""
        super().__init__(runtime.coordinator, "stop_all_shutters")
        self._covers: Covers = runtime.covers

    @override
    def _shown(self) -> tuple[object, ...]:
        return ()

    @override
    async def async_press(self) -> None:
        """Stop all covers at the same time."""
        with translate_errors(self.coordinator.config_entry.title):
            await self._covers.async_stop_all()
