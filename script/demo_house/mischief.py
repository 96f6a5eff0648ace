"""What somebody may do to the demo's Home Assistant between two runs, and that the next run stands all the same."""

from __future__ import annotations

from collections.abc import AsyncIterator

from ipcom.simulator import House

from .figures import Finding
from .fittings import DOMAIN
from .furnishing import PATH
from .going_on import missing
from .home import Home, demo_home
from .options import Options
from .shutter_trial import SHUTTER

_LAMP = "kitchen"


async def survive_mischief(options: Options) -> AsyncIterator[Finding]:
    """Go on with the last run twice: after some things were taken out, and after all of it was deleted."""
    options = Options(port=options.port, folder=options.folder_name, quiet=True)
    async with demo_home(options, House.demo()) as home:
        expected = await _take_things_out(home)
    async with demo_home(options, House.demo()) as home:
        gone = missing(home.fittings, home.house)
        dashboards = [each["url_path"] for each in await home.live.command("lovelace/dashboards/list")]
        yield Finding(
            "goes on after things were deleted or disabled",
            f"{home.start_s:.1f} s, without {', '.join(gone)}",
            "its dashboard is back",
            ok=sorted(gone) == sorted(expected) and PATH in dashboards,
        )
        await _delete_entry(home)
    async with demo_home(options, House.demo()) as home:
        yield Finding(
            "begins anew after the entry was deleted",
            f"{home.start_s:.1f} s, {len(home.fittings.things)} devices",
            "the whole house",
            ok=not missing(home.fittings, home.house),
        )


async def _take_things_out(home: Home) -> list[str]:
    """Delete a shutter and the dashboard, disable a lamp; return the names of both things."""
    shutter, lamp = home.fittings.by_key(SHUTTER), home.fittings.by_key(_LAMP)
    entry_id = await _entry_id(home)
    rows = await home.live.command("config/entity_registry/list")
    subentry_id = next(row["config_subentry_id"] for row in rows if row["entity_id"] == shutter.entity_id)
    await home.live.command("config_entries/subentries/delete", entry_id=entry_id, subentry_id=subentry_id)
    await home.live.command("config/entity_registry/update", entity_id=lamp.entity_id, disabled_by="user")
    dashboards = await home.live.command("lovelace/dashboards/list")
    dashboard_id = next(each["id"] for each in dashboards if each["url_path"] == PATH)
    await home.live.command("lovelace/dashboards/delete", dashboard_id=dashboard_id)
    return [shutter.device.display_name, lamp.device.display_name]


async def _delete_entry(home: Home) -> None:
    await home.live.web.delete(f"/api/config/config_entries/entry/{await _entry_id(home)}")


async def _entry_id(home: Home) -> str:
    entries = await home.live.command("config_entries/get", domain=DOMAIN)
    return str(entries[0]["entry_id"])
