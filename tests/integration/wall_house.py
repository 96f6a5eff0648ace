"""A house whose wall switches are events: what was told of them, and what the gateway saw of it."""

import asyncio
from typing import Any

from homeassistant.core import Event, HomeAssistant, callback
from homeassistant.helpers import entity_registry as er

from tests.integration.homes import Home, at

KITCHEN = "event.kitchen_wall_switch"
ATTRIBUTES = ("event_type", "direction", "multi_press_count")
APART_S = 3.0
"""Presses so far apart are no double press, and have been read long since."""

type Told = tuple[str, str, int | None]


class Presses:
    """The presses that the entity of one thing has told since now."""

    def __init__(self, hass: HomeAssistant, entity_id: str) -> None:
        self.told: list[Told] = []
        self._entity_id = entity_id
        state = hass.states.get(entity_id)
        self._last = None if state is None else state.state
        hass.bus.async_listen("state_changed", self._changed)

    @callback
    def _changed(self, event: Event[Any]) -> None:
        state = event.data["new_state"]
        if event.data["entity_id"] != self._entity_id or state is None:
            return
        if state.state not in (self._last, "unavailable", "unknown"):
            self._last = state.state
            event_type, direction, count = (state.attributes.get(key) for key in ATTRIBUTES)
            self.told.append((event_type, direction, count))


async def set_presses(home: Home, on: bool) -> None:
    """Switch the option as the panel does."""
    options = {**home.entry.options, "wall_presses": on}
    home.hass.config_entries.async_update_entry(home.entry, options=options)
    await home.hass.async_block_till_done()


def switches(home: Home) -> set[str]:
    """Return the registered entities of wall switches; each of them has a state, and nothing else has."""
    rows = er.async_entries_for_config_entry(er.async_get(home.hass), home.entry.entry_id)
    found = {row.entity_id for row in rows if row.domain == "event"}
    assert found == set(home.hass.states.async_entity_ids("event"))
    return found


async def press(home: Home, place: str, held: float = 0.1, then_wait: float = APART_S) -> None:
    """Press the wall button of an output, and wait until it has been read."""
    home.gateway.press(at(place), held)
    await asyncio.sleep(held + then_wait)


def logins(home: Home) -> int:
    """Return how often the gateway was logged in to."""
    return int(home.gateway.transcript.counts["LoginRequest"])
