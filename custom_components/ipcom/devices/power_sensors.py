"""Sensors of power and energy, computed from what the owner says that an output draws."""

from collections.abc import Callable, Mapping
from typing import override

from homeassistant.components.sensor import RestoreSensor, SensorDeviceClass, SensorEntity, SensorStateClass
from homeassistant.const import Platform, UnitOfEnergy, UnitOfPower
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from ..const import DOMAIN
from ..coordinator import IPComCoordinator
from ..entity import DevicePart, GatewayEntity
from .energy import EnergyMeters, Metered
from .energy_meter import EnergyMeter
from .mapping import MappedDevice, MappedOutput
from .power import has_power, power_of

POWER, ENERGY, TOTAL_POWER = "power", "energy", "total_power"
DIGITS = 5
"""A hundredth of a watt-hour."""


class PowerSensor(DevicePart[MappedOutput], SensorEntity):
    """What an output draws now."""

    _attr_device_class = SensorDeviceClass.POWER
    _attr_native_unit_of_measurement = UnitOfPower.WATT
    _attr_state_class = SensorStateClass.MEASUREMENT
    _attr_suggested_display_precision = 1

    def __init__(self, coordinator: IPComCoordinator, device: MappedOutput, gateway_device_id: str) -> None:
        """Take the device of an output with watts."""
        super().__init__(coordinator, device, gateway_device_id, POWER)

    @property
    @override
    def native_value(self) -> float:
        """Return the power in watts, in the effective state."""
        return power_of(self._device, self.coordinator.data)

    @override
    def _shown(self) -> tuple[object, ...]:
        return (self.native_value,)


class EnergySensor(DevicePart[MappedOutput], RestoreSensor, Metered):
    """What an output has drawn so far. Its state is written when the power changes, and at marks of time."""

    _attr_device_class = SensorDeviceClass.ENERGY
    _attr_native_unit_of_measurement = UnitOfEnergy.KILO_WATT_HOUR
    _attr_state_class = SensorStateClass.TOTAL
    _attr_suggested_display_precision = 3

    def __init__(
        self,
        coordinator: IPComCoordinator,
        device: MappedOutput,
        gateway_device_id: str,
        subentry_id: str,
        meters: EnergyMeters,
    ) -> None:
        """Take the meters of the entry, which keep the energy over restarts."""
        super().__init__(coordinator, device, gateway_device_id, ENERGY)
        self._subentry_id = subentry_id
        self._meters = meters
        self._meter = EnergyMeter(0.0, None, self._now)

    @property
    def _now(self) -> float:
        return self.coordinator.client.clock.monotonic()

    @property
    def _power(self) -> float | None:
        """Return the power in watts; None while the link is down."""
        return power_of(self._device, self.coordinator.data) if self.coordinator.online else None

    @property
    @override
    def native_value(self) -> float:
        """Return the energy up to the last count."""
        return round(self._meter.kwh, DIGITS)

    @override
    def _shown(self) -> tuple[object, ...]:
        return (self._meter.watts,)

    @override
    async def async_added_to_hass(self) -> None:
        """Go on from the kept energy; without a file of ours, from the last state that Home Assistant has."""
        last = await self.async_get_last_sensor_data()
        shown = last.native_value if last is not None else None
        restored = float(shown) if isinstance(shown, int | float) else 0.0
        kept = self._meters.get(self._subentry_id)
        self._meter = EnergyMeter(restored if kept is None else kept, self._power, self._now)
        self.async_on_remove(self._meters.async_watch(self._subentry_id, self))
        await super().async_added_to_hass()

    @override
    async def async_will_remove_from_hass(self) -> None:
        """Keep the energy up to now."""
        self._meter.count(self._now)
        self._meters.async_keep(self._subentry_id, self._meter.kwh)
        await super().async_will_remove_from_hass()

    @callback
    @override
    def _handle_coordinator_update(self) -> None:
        """Count with the power from before, if it has changed."""
        if (power := self._power) != self._meter.watts:
            self._meter.set_power(power, self._now)
            self._meters.async_keep(self._subentry_id, self._meter.kwh)
        super()._handle_coordinator_update()

    @callback
    @override
    def async_write_count(self) -> None:
        """Count up to now and write the state, unless nothing is drawn."""
        if self._meter.watts:
            self._meter.count(self._now)
            self._meters.async_keep(self._subentry_id, self._meter.kwh)
            self.async_write_ha_state()


class TotalPowerSensor(GatewayEntity, SensorEntity):
    """What all outputs with watts draw now."""

    _attr_device_class = SensorDeviceClass.POWER
    _attr_native_unit_of_measurement = UnitOfPower.WATT
    _attr_state_class = SensorStateClass.MEASUREMENT
    _attr_suggested_display_precision = 0

    def __init__(
        self, coordinator: IPComCoordinator, devices: Callable[[], Mapping[str, MappedDevice]]
    ) -> None:
        """Take what tells the mapped devices."""
        super().__init__(coordinator, TOTAL_POWER)
        self._devices = devices

    @property
    @override
    def native_value(self) -> float:
        """Return the sum in watts, in the effective state."""
        snapshot = self.coordinator.data
        powers = (power_of(device, snapshot) for device in self._devices().values() if has_power(device))
        return round(sum(powers), 3)

    @override
    def _shown(self) -> tuple[object, ...]:
        return (self.native_value,)

    @callback
    def async_devices_changed(self) -> None:
        """Write the state if the sum has changed."""
        if self._written is not None:
            self._handle_coordinator_update()


class TotalPower:
    """Keeps the sensor of the sum: it is there while at least one output has watts."""

    def __init__(
        self,
        hass: HomeAssistant,
        coordinator: IPComCoordinator,
        devices: Callable[[], Mapping[str, MappedDevice]],
        async_add_entities: AddConfigEntryEntitiesCallback,
    ) -> None:
        """Begin without the sensor."""
        self._hass = hass
        self._coordinator = coordinator
        self._devices = devices
        self._add_entities = async_add_entities
        self._sensor: TotalPowerSensor | None = None

    @callback
    def async_update(self) -> None:
        """Add or remove the sensor, or let it follow."""
        if not any(has_power(device) for device in self._devices().values()):
            self._sensor = None
            self._remove_row()
        elif self._sensor is None:
            self._sensor = TotalPowerSensor(self._coordinator, self._devices)
            self._add_entities([self._sensor])
        else:
            self._sensor.async_devices_changed()

    def _remove_row(self) -> None:
        rows = er.async_get(self._hass)
        wanted = f"{self._coordinator.config_entry.entry_id}_{TOTAL_POWER}"
        if (entity_id := rows.async_get_entity_id(Platform.SENSOR, DOMAIN, wanted)) is not None:
            rows.async_remove(entity_id)
