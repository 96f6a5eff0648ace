"""What the system page says of the links."""

from homeassistant.setup import async_setup_component
from pytest_homeassistant_custom_component.common import get_system_health_info

from tests.integration.homes import Home


async def test_the_system_page(home: Home) -> None:
    assert await async_setup_component(home.hass, "system_health", {})
    await home.hass.async_block_till_done()
    info = await get_system_health_info(home.hass, "ipcom")
    assert (info["gateways"], info["online"]) == (1, 1)
    assert info["updates_per_second"] >= 0
    assert info["slowest_round_trip_ms"] >= 0
    await home.gateway.stop()
    await home.shows("light.kitchen", "unavailable")
    info = await get_system_health_info(home.hass, "ipcom")
    assert (info["online"], info["slowest_round_trip_ms"]) == (0, None)
