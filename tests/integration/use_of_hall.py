"""An automation and a script that use the hall's light of the demo house."""

from homeassistant.components.automation import automations_with_entity
from homeassistant.setup import async_setup_component

from tests.integration.homes import Home


async def use_hall(home: Home) -> None:
    """Set both up."""
    act = {"action": "light.turn_on", "target": {"entity_id": "light.hall"}}
    trigger = {"trigger": "event", "event_type": "evening"}
    assert await async_setup_component(
        home.hass,
        "automation",
        {"automation": [{"id": "dusk", "alias": "At dusk", "triggers": trigger, "actions": [act]}]},
    )
    assert await async_setup_component(
        home.hass, "script", {"script": {"party": {"alias": "Party", "sequence": [act]}}}
    )
    await home.hass.async_block_till_done()
    assert automations_with_entity(home.hass, "light.hall")
