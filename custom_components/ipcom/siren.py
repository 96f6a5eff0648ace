"""Sirens on relays."""

from homeassistant.components.siren import SirenEntity
from homeassistant.components.siren.const import SirenEntityFeature
from homeassistant.const import Platform
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity import Entity
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .coordinator import IPComConfigEntry
from .devices.mapping import MappedDevice, MappedOutput
from .devices.relay import RelayEntity

PARALLEL_UPDATES = 0


async def async_setup_entry(
    hass: HomeAssistant, entry: IPComConfigEntry, async_add_entities: AddConfigEntryEntitiesCallback
) -> None:
    """Let the entity manager add a siren for each subentry of a siren."""
    runtime = entry.runtime_data

    def build(_: str, device: MappedDevice) -> Entity:
        assert isinstance(device, MappedOutput)
        return IPComSiren(runtime.coordinator, device, runtime.gateway_device_id)

    runtime.entity_manager.async_serve(Platform.SIREN, build, async_add_entities)


class IPComSiren(RelayEntity, SirenEntity):
    """A siren on a relay: on or off, without tones."""

    _attr_supported_features = SirenEntityFeature.TURN_ON | SirenEntityFeature.TURN_OFF
