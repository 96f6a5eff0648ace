"""Home Assistant's own frontend: its pages, and how a person finds things in them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from demo_house.waiting import until
from playwright.async_api import Locator, Page

from tests.browser.home import Home

INTEGRATION = "/config/integrations/integration/ipcom"
ADD = "/config/integrations/dashboard/add?domain=ipcom"
DASHBOARD = "/demo-house/house"

SHOWN_S = 60.0
"""A shutter's whole way, on a machine that has other things to do."""


def button(page: Page, name: str) -> Locator:
    """Find a button by what it says."""
    return page.get_by_role("button", name=name, exact=True)


async def choose(page: Page, text: str) -> None:
    """Take one of the ways that a menu offers."""
    ways = page.locator("ha-dialog ha-list-item, ha-dialog ha-list-item-button, ha-dialog ha-md-list-item")
    await ways.filter(has_text=text).first.click()


async def press_gear(page: Page, name: str, label: str) -> None:
    """Press the gear of the output or cover with this name."""
    row = page.locator("ha-config-sub-entry-row").filter(has=page.get_by_text(name, exact=True))
    await row.get_by_label(label).first.click()


async def shows(home: Home, entity_id: str, *states: str) -> None:
    """Wait until an entity has one of these states."""

    async def so() -> bool:
        return (await _state(home, entity_id)).get("state") in states

    await until(so, SHOWN_S, f"{entity_id} is {' or '.join(states)}")


async def until_so(is_so: Callable[[], bool], what: str, within_s: float = SHOWN_S) -> None:
    """Wait for something that can be seen without asking Home Assistant."""

    async def so() -> bool:
        return is_so()

    await until(so, within_s, what)


async def device_path(home: Home, entity_id: str) -> str:
    """Return the address of the page of an entity's device."""
    row = await home.live.command("config/entity_registry/get", entity_id=entity_id)
    return f"/config/devices/device/{row['device_id']}"


async def _state(home: Home, entity_id: str) -> dict[str, Any]:
    return (await home.live.states()).get(entity_id, {})
