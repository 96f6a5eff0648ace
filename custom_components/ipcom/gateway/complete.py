"""Whether the data of an entry can be used at all, so that what is wrong is told before anything is tried."""

from homeassistant.const import CONF_HOST, CONF_PASSWORD, CONF_PORT, CONF_USERNAME
from homeassistant.core import HomeAssistant, callback
from homeassistant.exceptions import ConfigEntryError
from homeassistant.helpers import issue_registry as ir

from ..const import CONF_BUS, CONF_BUS_TYPE, DOMAIN
from ..coordinator import IPComConfigEntry
from ..library import ConfigurationError
from .identity import tidy

NEEDED = {CONF_HOST, CONF_PORT, CONF_USERNAME, CONF_PASSWORD, CONF_BUS, CONF_BUS_TYPE}
ADDRESS_UNUSABLE = "address_unusable"


@callback
def async_check_complete(hass: HomeAssistant, entry: IPComConfigEntry) -> None:
    """Raise `ConfigEntryError`, and a repair, for an entry that lacks its address or something else that it needs."""
    issue_id = f"{ADDRESS_UNUSABLE}_{entry.entry_id}"
    if _is_complete(entry):
        ir.async_delete_issue(hass, DOMAIN, issue_id)
        return
    ir.async_create_issue(
        hass,
        DOMAIN,
        issue_id,
        is_fixable=False,
        severity=ir.IssueSeverity.ERROR,
        translation_key=ADDRESS_UNUSABLE,
    )
    raise ConfigEntryError(translation_domain=DOMAIN, translation_key=ADDRESS_UNUSABLE)


def _is_complete(entry: IPComConfigEntry) -> bool:
    if not entry.data.keys() >= NEEDED:
        return False
    try:
        tidy(entry.data)
    except ConfigurationError, TypeError, ValueError, AttributeError:
        return False
    return True
