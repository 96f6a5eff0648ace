"""One press that stops every shutter."""

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
    """One per gateway and bus."""
    async_add_entities([StopAllShutters(entry.runtime_data)])


class StopAllShutters(GatewayEntity, ButtonEntity):
    """Stops what moves, whoever set it going."""

    def __init__(self, runtime: IPComRuntime) -> None:
        """Know the covers."""
        super().__init__(runtime.coordinator, "stop_all_shutters")
        self._covers: Covers = runtime.covers

    @override
    def _shown(self) -> tuple[object, ...]:
        return ()

    @override
    async def async_press(self) -> None:
        """Stop them all at once."""
        with translate_errors(self.coordinator.config_entry.title):
            await self._covers.async_stop_all()
