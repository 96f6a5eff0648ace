"""Tells a wrong password from a session that the gateway still holds; it refuses the login for both."""

from homeassistant.core import HomeAssistant, callback
from homeassistant.util.hass_dict import HassKey

from ..const import CONF_PROVEN, DOMAIN
from ..coordinator import IPComConfigEntry

PATIENCE_S = 60.0
"""After a power cut a gateway may hold the last session for a while. No password is asked for meanwhile."""

_REFUSED_SINCE: HassKey[dict[str, float]] = HassKey(f"{DOMAIN}_refused_since")


@callback
def async_worth_retrying(hass: HomeAssistant, entry: IPComConfigEntry) -> bool:
    """Return whether to try again later instead of asking: for credentials that have worked, for a minute."""
    since = hass.data.setdefault(_REFUSED_SINCE, {})
    now = hass.loop.time()
    refused_for = now - since.setdefault(entry.entry_id, now)
    if entry.data.get(CONF_PROVEN, False) and refused_for < PATIENCE_S:
        return True
    del since[entry.entry_id]
    return False


@callback
def async_accepted(hass: HomeAssistant, entry: IPComConfigEntry) -> None:
    """Note that these credentials have worked."""
    hass.data.get(_REFUSED_SINCE, {}).pop(entry.entry_id, None)
    if not entry.data.get(CONF_PROVEN, False):
        hass.config_entries.async_update_entry(entry, data={**entry.data, CONF_PROVEN: True})
