"""Diagnostic sensors of the link, and the power and energy of outputs."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import override

from homeassistant.components.sensor import (
    SensorDeviceClass,
    SensorEntity,
    SensorEntityDescription,
    SensorStateClass,
)
from homeassistant.const import EntityCategory, Platform, UnitOfFrequency, UnitOfTime
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback
from homeassistant.helpers.event import async_track_time_interval

from .coordinator import IPComConfigEntry, IPComCoordinator
from .devices.mapping import MappedDevice, MappedOutput
from .devices.parts import Part
from .devices.power import has_energy, has_power
from .devices.power_sensors import ENERGY, POWER, EnergySensor, PowerSensor, TotalPower
from .entity import DevicePart, GatewayEntity
from .gateway.address_in_use import async_address_sensors
from .library import LINK_CODES, Message, Statistics

PARALLEL_UPDATES = 0
REFRESH = timedelta(seconds=30)
"""How often a noisy sensor is read, once it is enabled."""
OTHER_ERROR = "other"
"""The last error when it is none of the link's own: a fault in the program."""


@dataclass(frozen=True, kw_only=True)
class LinkSensorDescription(SensorEntityDescription):
    """`value` reads the figure; a `noisy` figure changes all the time and is disabled by default."""

    value: Callable[[Statistics], float | str | None]
    noisy: bool = False


SENSORS = (
    LinkSensorDescription(
        key="updates_per_second",
        device_class=SensorDeviceClass.FREQUENCY,
        native_unit_of_measurement=UnitOfFrequency.HERTZ,
        state_class=SensorStateClass.MEASUREMENT,
        suggested_display_precision=2,
        value=lambda statistics: round(statistics.updates_per_second, 2),
        noisy=True,
    ),
    LinkSensorDescription(
        key="round_trip",
        device_class=SensorDeviceClass.DURATION,
        native_unit_of_measurement=UnitOfTime.MILLISECONDS,
        state_class=SensorStateClass.MEASUREMENT,
        suggested_display_precision=1,
        value=lambda statistics: _milliseconds(statistics.round_trip_median),
        noisy=True,
    ),
    LinkSensorDescription(
        key="reconnects",
        state_class=SensorStateClass.TOTAL_INCREASING,
        value=lambda statistics: statistics.reconnects,
    ),
    LinkSensorDescription(
        key="last_error",
        device_class=SensorDeviceClass.ENUM,
        options=[*LINK_CODES, OTHER_ERROR],
        value=lambda statistics: _error_code(statistics.last_error),
    ),
)


async def async_setup_entry(
    hass: HomeAssistant, entry: IPComConfigEntry, async_add_entities: AddConfigEntryEntitiesCallback
) -> None:
    """Add those of the link, and let the entity manager add power and energy where the owner wants them."""
    runtime = entry.runtime_data
    coordinator, manager = runtime.coordinator, runtime.entity_manager
    async_add_entities(
        NoisySensor(coordinator, description) if description.noisy else LinkSensor(coordinator, description)
        for description in SENSORS
    )
    async_add_entities(async_address_sensors(hass, entry))

    def build_power(_: str, device: MappedDevice) -> DevicePart:
        assert isinstance(device, MappedOutput)
        return PowerSensor(coordinator, device, runtime.gateway_device_id)

    def build_energy(subentry_id: str, device: MappedDevice) -> DevicePart:
        assert isinstance(device, MappedOutput)
        return EnergySensor(coordinator, device, runtime.gateway_device_id, subentry_id, runtime.energy)

    total = TotalPower(hass, coordinator, manager.devices, async_add_entities)
    total.async_update()
    manager.parts.async_watch(total.async_update)
    manager.async_serve_part(Part(POWER, Platform.SENSOR, has_power, build_power), async_add_entities)
    manager.async_serve_part(Part(ENERGY, Platform.SENSOR, has_energy, build_energy), async_add_entities)


class LinkSensor(GatewayEntity, SensorEntity):
    """A figure that changes only with the state of the link. It stays available while the link is down."""

    _attr_entity_category = EntityCategory.DIAGNOSTIC
    entity_description: LinkSensorDescription

    def __init__(self, coordinator: IPComCoordinator, description: LinkSensorDescription) -> None:
        """Take its description; a noisy one is disabled by default."""
        super().__init__(coordinator, description.key)
        self.entity_description = description
        self._attr_entity_registry_enabled_default = not description.noisy

    @property
    @override
    def available(self) -> bool:
        """Return True: the sensor describes the link itself."""
        return True

    @property
    @override
    def native_value(self) -> float | str | None:
        """Return the present figure."""
        return self.entity_description.value(self.coordinator.client.statistics)

    @override
    def _shown(self) -> tuple[object, ...]:
        return (self.native_value,)


class NoisySensor(LinkSensor):
    """A figure that changes all the time. It is read at fixed times and not with each change."""

    @override
    async def async_added_to_hass(self) -> None:
        """Begin to read it at fixed times."""
        await super().async_added_to_hass()
        self.async_on_remove(async_track_time_interval(self.hass, self._refresh, REFRESH))

    @callback
    @override
    def _handle_coordinator_update(self) -> None:
        """Ignore changes of outputs."""

    @callback
    def _refresh(self, _: datetime) -> None:
        super()._handle_coordinator_update()


def _error_code(error: Message) -> str | None:
    if not error:
        return None
    return error.code if error.code in LINK_CODES else OTHER_ERROR


def _milliseconds(seconds: float | None) -> float | None:
    return None if seconds is None else round(seconds * 1000, 1)
