"""What the page *System information* shows of the integration."""

from typing import Any

from homeassistant.components.system_health import SystemHealthRegistration
from homeassistant.core import HomeAssistant, callback

from .const import DOMAIN
from .coordinator import IPComConfigEntry


@callback
def async_register(hass: HomeAssistant, register: SystemHealthRegistration) -> None:
    """Register the function that the page calls."""
    register.async_register_info(system_health_info)


async def system_health_info(hass: HomeAssistant) -> dict[str, Any]:
    """Return how many links are up, and how fast they are."""
    entries: list[IPComConfigEntry] = hass.config_entries.async_loaded_entries(DOMAIN)
    clients = [entry.runtime_data.client for entry in entries]
    online = [client for client in clients if client.connection.online]
    trips = [trip for client in online if (trip := client.statistics.round_trip_median) is not None]
    return {
        "gateways": len(hass.config_entries.async_entries(DOMAIN, include_ignore=False)),
        "online": len(online),
        "updates_per_second": round(sum(client.statistics.updates_per_second for client in online), 1),
        "slowest_round_trip_ms": round(max(trips) * 1000, 1) if trips else None,
    }
