"""A gate that one impulse relay drives: it opens, stops and closes in turn."""

from typing import Any, override

from homeassistant.components.cover import CoverDeviceClass, CoverEntity, CoverEntityFeature
from homeassistant.exceptions import ServiceValidationError

from ..const import DOMAIN
from ..coordinator import IPComCoordinator
from ..entity import MappedEntity
from .impulse import Impulse
from .mapping import MappedOutput


class IPComGate(MappedEntity[MappedOutput], CoverEntity):
    """A cover without a position. Open, close and stop all press the same relay: what it does is up to the drive."""

    _attr_assumed_state = True
    _attr_is_closed = None
    _attr_supported_features = CoverEntityFeature.OPEN | CoverEntityFeature.CLOSE | CoverEntityFeature.STOP

    def __init__(self, coordinator: IPComCoordinator, device: MappedOutput, gateway_device_id: str) -> None:
        """Take the device class that its owner chose."""
        super().__init__(coordinator, device, gateway_device_id)
        self._attr_device_class = CoverDeviceClass(device.shown_device_class)
        self._impulse = Impulse(coordinator, device)

    @override
    def _shown(self) -> tuple[object, ...]:
        return ()

    @override
    async def async_open_cover(self, **kwargs: Any) -> None:
        """Press the relay."""
        await self._async_press("open")

    @override
    async def async_close_cover(self, **kwargs: Any) -> None:
        """Press the relay."""
        await self._async_press("close")

    @override
    async def async_stop_cover(self, **kwargs: Any) -> None:
        """Press the relay."""
        await self._async_press("stop")

    async def async_set_known_position(self, position: int) -> None:
        """Refuse the action `ipcom.set_known_position`."""
        raise self._without_position()

    async def async_calibrate(self, travel_time_up: float, travel_time_down: float) -> None:
        """Refuse the action `ipcom.calibrate`."""
        raise self._without_position()

    async def _async_press(self, purpose: str) -> None:
        with self._commanding():
            await self._impulse.async_press(purpose)

    def _without_position(self) -> ServiceValidationError:
        return ServiceValidationError(
            translation_domain=DOMAIN,
            translation_key="gate_without_position",
            translation_placeholders={"name": self._device.name},
        )
