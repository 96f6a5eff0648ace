"""The actions of the integration; those of a cover run on its entity."""

from functools import partial

import probatio
from homeassistant.components.cover import ATTR_POSITION, CoverEntityFeature
from homeassistant.components.cover import DOMAIN as COVER_DOMAIN
from homeassistant.const import ATTR_CONFIG_ENTRY_ID
from homeassistant.core import HomeAssistant, ServiceCall, ServiceResponse, SupportsResponse, callback
from homeassistant.exceptions import ServiceValidationError
from homeassistant.helpers import config_validation as cv
from homeassistant.helpers import service

from .const import (
    CONF_TRAVEL_DOWN,
    CONF_TRAVEL_UP,
    DOMAIN,
    SERVICE_CALIBRATE,
    SERVICE_EXPORT_DEVICES,
    SERVICE_MOVE_TO_FAVOURITE,
    SERVICE_SET_KNOWN_POSITION,
    SERVICE_SET_OUTPUTS,
    SERVICE_SET_POSITION_AND_TILT,
)
from .devices.cover_options import LONGEST_TRAVEL_S
from .devices.many_outputs import SCHEMA as OUTPUTS_SCHEMA
from .devices.many_outputs import async_set_outputs
from .devices.move_to_favourite import async_move_to_favourite
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
    service.async_register_platform_entity_service(
        hass,
        DOMAIN,
        SERVICE_SET_POSITION_AND_TILT,
        entity_domain=COVER_DOMAIN,
        schema={
            probatio.Required(ATTR_POSITION): _PERCENT,
            probatio.Required("tilt_position"): _PERCENT,
        },
        func="async_set_position_and_tilt",
        required_features=[CoverEntityFeature.SET_TILT_POSITION],
    )
    for name, run, fields in (
        (SERVICE_MOVE_TO_FAVOURITE, async_move_to_favourite, None),
        (SERVICE_SET_OUTPUTS, async_set_outputs, OUTPUTS_SCHEMA),
    ):
        schema = cv.make_entity_service_schema(fields)
        hass.services.async_register(DOMAIN, name, partial(run, hass), schema=schema)
    hass.services.async_register(
        DOMAIN,
        SERVICE_EXPORT_DEVICES,
        _async_export_devices,
        schema=probatio.Schema({probatio.Required(ATTR_CONFIG_ENTRY_ID): cv.string}),
        supports_response=SupportsResponse.ONLY,
    )


async def _async_export_devices(call: ServiceCall) -> ServiceResponse:
    """Answer with the mapping of an entry, also while its gateway cannot be reached."""
    entry = call.hass.config_entries.async_get_entry(call.data[ATTR_CONFIG_ENTRY_ID])
    if entry is None or entry.domain != DOMAIN:
        raise ServiceValidationError(translation_domain=DOMAIN, translation_key="no_such_entry")
    return {"devices_yaml": export_text(entry)}
