"""What a person does in Home Assistant's frontend, and a little of what only a program can."""

from __future__ import annotations

from playwright.sync_api import Locator, Page

INTEGRATION = "/config/integrations/integration/ipcom"
ADD = "/config/integrations/dashboard/add?domain=ipcom"

_ACT = """([action, entity, data]) => {
  const [domain, service] = action.split('.');
  return document.querySelector('home-assistant').hass.callService(domain, service, data, {entity_id: entity});
}"""
_STATE = "entity => document.querySelector('home-assistant').hass.states[entity].state"
_DEVICE = "entity => document.querySelector('home-assistant').hass.entities[entity].device_id"
_SHOWS = """([entity, states]) =>
  states.includes(document.querySelector('home-assistant').hass?.states[entity]?.state)"""


def act(page: Page, action: str, entity_id: str, **data: object) -> None:
    """Do what an automation does."""
    page.evaluate(_ACT, [action, entity_id, data])


def until(page: Page, entity_id: str, *states: str) -> None:
    """Wait until an entity shows one of these states."""
    page.wait_for_function(_SHOWS, arg=[entity_id, list(states)], timeout=60_000)


def device_path(page: Page, entity_id: str) -> str:
    """Return the address of the page of an entity's device."""
    return f"/config/devices/device/{page.evaluate(_DEVICE, entity_id)}"


def button(page: Page, name: str) -> Locator:
    """Find a button by what it says."""
    return page.get_by_role("button", name=name, exact=True)


def choose(page: Page, text: str) -> None:
    """Take one of the ways that a menu offers."""
    page.locator("ha-dialog ha-list-item, ha-dialog ha-list-item-button, ha-dialog ha-md-list-item").filter(
        has_text=text
    ).first.click()
