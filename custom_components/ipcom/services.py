"""The actions of the integration; those of a cover run on its entity."""

from functools import partial

import probatio
from homeassistant.components.cover import ATTR_POSITION
from homeassistant.components.cover import DOMAIN as COVER_DOMAIN
from homeassistant.components.light.const import DOMAIN as LIGHT_DOMAIN
from homeassistant.components.switch.const import DOMAIN as SWITCH_DOMAIN
from homeassistant.const import ATTR_CONFIG_ENTRY_ID
from homeassistant.core import HomeAssistant, ServiceCall, ServiceResponse, SupportsResponse, callback
from homeassistant.exceptions import ServiceValidationError
from homeassistant.helpers import config_validation as cv
from homeassistant.helpers import service
from homeassistant.helpers.entity import Entity
from homeassistant.helpers.entity_platform import DATA_DOMAIN_PLATFORM_ENTITIES

from .const import (
    CONF_TRAVEL_DOWN,
    CONF_TRAVEL_UP,
    DOMAIN,
    SERVICE_CALIBRATE,
    SERVICE_EXPORT_DEVICES,
    SERVICE_MOVE_TO_FAVOURITE,
    SERVICE_SET_KNOWN_POSITION,
    SERVICE_SET_OUTPUTS,
)
from .devices.cover_options import LONGEST_TRAVEL_S
from .devices.favourites import async_move_to_favourites
from .devices.many_outputs import SCHEMA as OUTPUTS_SCHEMA
from .devices.many_outputs import async_set_outputs
from .devices.relay import RelayEntity
from .imports.export_view import export_text

_PERCENT = probatio.All(probatio.Coerce(int), probatio.Range(min=0, max=100))
_SECONDS = probatio.All(probatio.Coerce(float), probatio.Range(min=1, max=LONGEST_TRAVEL_S))


@callback
def async_setup_services(hass: HomeAssistant) -> None:
    """Register the actions, also while no entry is loaded."""
    service.async_register_platform_entity_service(
        hass,
        DOMAIN,
        SERVICE_SET_KNOWN_POSITION,
        entity_domain=COVER_DOMAIN,
        schema={probatio.Required(ATTR_POSITION): _PERCENT},
        func="async_set_known_position",
    )
    service.async_register_platform_entity_service(
        hass,
        DOMAIN,
        SERVICE_CALIBRATE,
        entity_domain=COVER_DOMAIN,
        schema={
            probatio.Required(CONF_TRAVEL_UP): _SECONDS,
            probatio.Required(CONF_TRAVEL_DOWN): _SECONDS,
        },
        func="async_calibrate",
    )
    service.async_register_batched_platform_entity_service(
        hass,
        DOMAIN,
        SERVICE_MOVE_TO_FAVOURITE,
        entity_domain=COVER_DOMAIN,
        schema=None,
        func=async_move_to_favourites,
    )
    hass.services.async_register(
        DOMAIN,
        SERVICE_SET_OUTPUTS,
        partial(service.batched_entity_service_call, hass, partial(_outputs, hass), _async_set_outputs),
        schema=cv.make_entity_service_schema(OUTPUTS_SCHEMA),
    )
    hass.services.async_register(
        DOMAIN,
        SERVICE_EXPORT_DEVICES,
        _async_export_devices,
        schema=probatio.Schema({probatio.Required(ATTR_CONFIG_ENTRY_ID): cv.string}),
        supports_response=SupportsResponse.ONLY,
    )


@callback
def _outputs(hass: HomeAssistant) -> dict[str, Entity]:
    """Return the lights and switches of all loaded entries, by entity ID."""
    entities = hass.data.get(DATA_DOMAIN_PLATFORM_ENTITIES, {})
    return {
        entity_id: entity
        for domain in (LIGHT_DOMAIN, SWITCH_DOMAIN)
        for entity_id, entity in entities.get((domain, DOMAIN), {}).items()
    }


async def _async_set_outputs(entities: list[Entity], call: ServiceCall) -> None:
    await async_set_outputs([each for each in entities if isinstance(each, RelayEntity)], call)


async def _async_export_devices(call: ServiceCall) -> ServiceResponse:
    """Answer with the mapping of an entry, also while its gateway cannot be reached."""
    entry = call.hass.config_entries.async_get_entry(call.data[ATTR_CONFIG_ENTRY_ID])
    if entry is None or entry.domain != DOMAIN:
        raise ServiceValidationError(translation_domain=DOMAIN, translation_key="no_such_entry")
    return {"devices_yaml": export_text(entry)}
