"""Going on with what an earlier run left, whatever somebody did to it: less of the house is still a house."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .errors import DemoError
from .fittings import APPEAR_S, DOMAIN, Fittings, devices_of, entities_of, match
from .furnishing import AREAS_PATH, PATH, open_areas_dashboard, open_dashboard
from .waiting import until

if TYPE_CHECKING:
    from ipcom.simulator import House

    from .live import Live

GATEWAY_NAMES = ("connection", "stop_all_shutters")
"""What the dashboard shows of the gateway itself."""


async def find_what_is_left(live: Live, house: House) -> Fittings:
    """Wait until the entry is loaded, and return what Home Assistant still shows of the house.

    An entry that somebody disabled is enabled again. Raises `DemoError` if the entry is gone or points somewhere else,
    or shows nothing of the house.
    """
    await _enable_entries(live)
    await until(lambda: _loaded(live), APPEAR_S, "the entry of the last run connects to this house")
    fittings = _shown(match(await entities_of(live), house), await live.states())
    if not fittings.things or any(name not in fittings.of_gateway for name in GATEWAY_NAMES):
        raise DemoError("nothing of the house is left in Home Assistant")
    return fittings


async def bring_dashboards_back(live: Live, fittings: Fittings) -> None:
    """Make a dashboard again that was deleted; one that was changed stays as it is."""
    there = {each["url_path"] for each in await live.command("lovelace/dashboards/list")}
    if PATH not in there:
        await open_dashboard(live, fittings)
    if AREAS_PATH not in there:
        await open_areas_dashboard(live)


def missing(fittings: Fittings, house: House) -> list[str]:
    """Return what the house has and Home Assistant does not show any more, by its name."""
    there = {thing.device.key for thing in fittings.things}
    return [device.display_name for device in devices_of(house) if device.key not in there]


async def _enable_entries(live: Live) -> None:
    """Enable the entry if somebody disabled it, so that there is a house to look at."""
    entries = await live.command("config_entries/get", domain=DOMAIN)
    if not entries:
        raise DemoError("the entry of the last run was deleted")
    if all(entry["disabled_by"] for entry in entries):
        for entry in entries:
            await live.command("config_entries/disable", entry_id=entry["entry_id"], disabled_by=None)
        print("The entry of the last run was disabled, and is enabled again.", flush=True)


async def _loaded(live: Live) -> bool:
    entries = await live.command("config_entries/get", domain=DOMAIN)
    return any(entry["state"] == "loaded" for entry in entries)


def _shown(fittings: Fittings, states: dict[str, dict[str, object]]) -> Fittings:
    """Leave out what is disabled: it has no state."""
    things = tuple(thing for thing in fittings.things if thing.entity_id in states)
    return Fittings(things, fittings.of_gateway)
