"""Covers: two relays that drive one motor, and a position that the library computes."""

import asyncio
from dataclasses import replace
from typing import Any, override

from homeassistant.components.cover import (
    ATTR_POSITION,
    ATTR_TILT_POSITION,
    CoverDeviceClass,
    CoverEntity,
    CoverEntityFeature,
)
from homeassistant.const import ATTR_SUPPORTED_FEATURES, Platform
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.entity import Entity
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .const import CONF_TIMES_GUESSED, CONF_TRAVEL_DOWN, CONF_TRAVEL_UP
from .coordinator import IPComConfigEntry, IPComCoordinator
from .devices.covers import Covers
from .devices.gate import IPComGate
from .devices.mapping import MappedCover, MappedDevice, MappedOutput, check
from .devices.position_and_tilt import PositionAndTilt
from .devices.shown import shown_position
from .entity import MappedEntity, translate_errors
from .library import Confidence, Motion, Shutter, ShutterState

PARALLEL_UPDATES = 0

_LOOKS, _LOOK_S = 50, 0.1
"""How often and how far apart `ipcom.calibrate` looks whether the entity is back."""

_POSITION = CoverEntityFeature.SET_POSITION
_ALWAYS = CoverEntityFeature.OPEN | CoverEntityFeature.CLOSE | CoverEntityFeature.STOP
_TILT = (
    CoverEntityFeature.OPEN_TILT
    | CoverEntityFeature.CLOSE_TILT
    | CoverEntityFeature.STOP_TILT
    | CoverEntityFeature.SET_TILT_POSITION
)


async def async_setup_entry(
    hass: HomeAssistant, entry: IPComConfigEntry, async_add_entities: AddConfigEntryEntitiesCallback
) -> None:
    """Let the entity manager add a cover for each subentry of a cover, and of a gate on one relay."""
    runtime = entry.runtime_data

    def build(subentry_id: str, device: MappedDevice) -> Entity:
        if isinstance(device, MappedOutput):
            return IPComGate(runtime.coordinator, device, runtime.gateway_device_id)
        return IPComCover(
            runtime.coordinator,
            device,
            runtime.gateway_device_id,
            subentry_id,
            runtime.covers,
        )

    runtime.entity_manager.async_serve(Platform.COVER, build, async_add_entities)


class IPComCover(MappedEntity[MappedCover], CoverEntity):
    """A cover on two relays."""

    def __init__(
        self,
        coordinator: IPComCoordinator,
        device: MappedCover,
        gateway_device_id: str,
        subentry_id: str,
        covers: Covers,
    ) -> None:
        """Take the shutter of its subentry."""
        super().__init__(coordinator, device, gateway_device_id)
        self._subentry_id = subentry_id
        self._shutter: Shutter = covers[subentry_id]
        self._both = PositionAndTilt(self._shutter, coordinator.client.clock.monotonic)
        self._describe()

    @override
    async def async_added_to_hass(self) -> None:
        """Subscribe to the shutter."""
        await super().async_added_to_hass()
        self.async_on_remove(self._shutter.subscribe(self._shutter_changed))

    @callback
    def _shutter_changed(self, state: ShutterState) -> None:
        """Write the state each time that a moving shutter reports its position, twice a second."""
        if state.moving is not None or state.tilting is not None:
            self._written = None
        self._handle_coordinator_update()

    @callback
    @override
    def async_follow(self, device: MappedCover) -> None:
        """Take another type or other options; with the times, the supported features may change."""
        super().async_follow(device)
        self._describe()
        if self._written is not None:
            self.async_write_ha_state()

    def _describe(self) -> None:
        self._attr_device_class = CoverDeviceClass(self._device.device_class or CoverDeviceClass.SHUTTER)
        self._attr_supported_features = _features(self._device)

    @override
    def _shown(self) -> tuple[object, ...]:
        state = self._shutter.state
        position = shown_position(state.position)
        tilt = shown_position(state.tilt) if self._device.tilts else None
        assumed = position in (0, 100) and state.confidence is Confidence.ESTIMATED
        return position, tilt, assumed, state.moving

    @property
    @override
    def current_cover_position(self) -> int | None:
        """Return the position: 0 is closed and 100 open, and only at the very end."""
        return shown_position(self._shutter.position)

    @property
    @override
    def current_cover_tilt_position(self) -> int | None:
        """Return the tilt: 0 is closed, 100 open; None without slats that turn."""
        if not self._device.tilts:
            return None
        return shown_position(self._shutter.tilt)

    @property
    @override
    def is_closed(self) -> bool | None:
        """Return whether it is at its lower end; None while the position is unknown."""
        position = self.current_cover_position
        return None if position is None else position == 0

    @property
    @override
    def is_opening(self) -> bool:
        """Return whether the relay for up is on."""
        return self._shutter.moving is Motion.UP

    @property
    @override
    def is_closing(self) -> bool:
        """Return whether the relay for down is on."""
        return self._shutter.moving is Motion.DOWN

    @property
    @override
    def assumed_state(self) -> bool:
        """Return whether an end is only estimated: both arrows then stay usable, as they are in between.

        So is everything that rests on guessed times.
        """
        if self._device.options.guessed:
            return True
        at_an_end = self.current_cover_position in (0, 100)
        return at_an_end and self._shutter.confidence is Confidence.ESTIMATED

    @override
    async def async_open_cover(self, **kwargs: Any) -> None:
        """Open it fully."""
        self._both.forget()
        with self._commanding():
            await self._shutter.open_fully()

    @override
    async def async_close_cover(self, **kwargs: Any) -> None:
        """Close it fully."""
        self._both.forget()
        with self._commanding():
            await self._shutter.close_fully()

    @override
    async def async_stop_cover(self, **kwargs: Any) -> None:
        """Stop it, also if it was started at the wall."""
        self._both.forget()
        with self._commanding():
            await self._shutter.stop()

    @override
    async def async_set_cover_position(self, **kwargs: Any) -> None:
        """Move it to a position."""
        with self._commanding():
            await self._both.async_set_position(float(kwargs[ATTR_POSITION]))

    @override
    async def async_open_cover_tilt(self, **kwargs: Any) -> None:
        """Open the slats."""
        await self._async_tilt(100.0)

    @override
    async def async_close_cover_tilt(self, **kwargs: Any) -> None:
        """Close the slats."""
        await self._async_tilt(0.0)

    @override
    async def async_set_cover_tilt_position(self, **kwargs: Any) -> None:
        """Turn the slats to a position."""
        await self._async_tilt(float(kwargs[ATTR_TILT_POSITION]))

    @override
    async def async_stop_cover_tilt(self, **kwargs: Any) -> None:
        """Stop what turns the slats, which is the motor of the cover as well in most."""
        await self.async_stop_cover()

    async def _async_tilt(self, percent: float) -> None:
        with self._commanding():
            await self._both.async_set_tilt(percent)

    async def async_set_position_and_tilt(self, position: int, tilt_position: int) -> None:
        """Run the action `ipcom.set_position_and_tilt`: end at both."""
        with self._commanding():
            await self._both.async_set_both(float(position), float(tilt_position))

    async def async_set_known_position(self, position: int) -> None:
        """Run the action `ipcom.set_known_position`: take the position that a person sees."""
        causes = self.coordinator.causes
        with translate_errors(self._device.name), causes.telling(self._device.addresses, self._call):
            self._shutter.set_known_position(float(position))

    async def async_calibrate(self, travel_time_up: float, travel_time_down: float) -> None:
        """Run the action `ipcom.calibrate`: take the times that a person measured, and return when they count.

        A cover that moves is stopped, and its entity comes back with the new times.
        """
        with translate_errors(self._device.name):
            check(
                replace(
                    self._device, options=self._device.options.with_times(travel_time_up, travel_time_down)
                )
            )
        self.coordinator.causes.async_commanded(self._device.addresses, self._call)
        entry = self.coordinator.config_entry
        subentry = entry.subentries[self._subentry_id]
        times = {CONF_TRAVEL_UP: travel_time_up, CONF_TRAVEL_DOWN: travel_time_down}
        kept = {key: value for key, value in subentry.data.items() if key != CONF_TIMES_GUESSED}
        self.hass.config_entries.async_update_subentry(entry, subentry, data={**kept, **times})
        await entry.runtime_data.entity_manager.async_followed()
        await self._async_is_back()

    async def _async_is_back(self) -> None:
        """Return when the entity is there, or after a while."""
        for _ in range(_LOOKS if self.coordinator.online else 0):
            state = self.hass.states.get(self.entity_id)
            if state is not None and state.attributes.get(ATTR_SUPPORTED_FEATURES, 0) & _POSITION:
                return
            await asyncio.sleep(_LOOK_S)


def _features(cover: MappedCover) -> CoverEntityFeature:
    """Return the features: positions need the travel times, tilt needs its time as well."""
    if not cover.options.calibrated:
        return _ALWAYS
    return _ALWAYS | _POSITION | (_TILT if cover.tilts else CoverEntityFeature(0))
