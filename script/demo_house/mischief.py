"""What somebody may do to the demo's Home Assistant between two runs, and that the next run stands all the same."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable

from ipcom.simulator import House

from .figures import Finding
from .fittings import DOMAIN, Fitting
from .furnishing import AREAS_PATH, PATH
from .going_on import missing
from .home import Home, demo_home
from .login import PASSWORD
from .options import Options
from .shutter_trial import SHUTTER

_LAMP = "kitchen"
_GONE = ("living_right_u", "office")
"""A shutter and a lamp that are deleted."""
_RENAMED, _MOVED = "hall", "garage"
_OTHER_PASSWORD = "another-password"

Mischief = Callable[[Home], Awaitable[None]]


async def survive_mischief(options: Options) -> AsyncIterator[Finding]:
    """Go on with the last run, first after much of it was changed, then after it cannot be gone on with any more."""
    options = Options(port=options.port, folder=options.folder_name, quiet=True)
    async with demo_home(options, House.demo()) as home:
        expected = await _change_much(home)
    async with demo_home(options, House.demo()) as home:
        gone = missing(home.fittings, home.house)
        dashboards = {each["url_path"] for each in await home.live.command("lovelace/dashboards/list")}
        yield Finding(
            "goes on after things were deleted, renamed, moved, changed and disabled",
            f"{home.start_s:.1f} s, without {', '.join(gone)}",
            "its dashboards are back",
            ok=sorted(gone) == sorted(expected) and {PATH, AREAS_PATH} <= dashboards,
        )
        await _delete_entry(home)
    for after, mischief in (
        ("the entry was deleted", _change_password),
        ("the password was changed", _nothing),
    ):
        async with demo_home(options, House.demo()) as home:
            yield _whole_again(after, home)
            await mischief(home)


def _whole_again(after: str, home: Home) -> Finding:
    return Finding(
        f"begins anew after {after}",
        f"{home.start_s:.1f} s, {len(home.fittings.things)} devices",
        "the whole house",
        ok=not missing(home.fittings, home.house),
    )


async def _change_much(home: Home) -> list[str]:
    """Change what can be gone on with; return the names of the things that Home Assistant shows no more."""
    gone = [await _delete(home, home.fittings.by_key(key)) for key in _GONE]
    await _make_lamp_of_relay(home, home.fittings.by_key(SHUTTER))
    lamp = home.fittings.by_key(_LAMP)
    await _change_entity(home, lamp, disabled_by="user")
    await _change_entity(home, home.fittings.by_key(_RENAMED), new_entity_id="light.mine", name="Mine")
    area = await home.live.command("config/area_registry/create", name="Attic")
    await home.live.command(
        "config/device_registry/update",
        device_id=home.fittings.by_key(_MOVED).device_id,
        area_id=area["area_id"],
    )
    await _delete_dashboards(home)
    await home.live.command("config_entries/disable", entry_id=await _entry_id(home), disabled_by="user")
    return [*gone, lamp.device.display_name]


async def _make_lamp_of_relay(home: Home, shutter: Fitting) -> None:
    """Delete a shutter, and name its relay for up a lamp in the panel."""
    await _delete(home, shutter)
    await home.live.command(
        "ipcom/thing/save",
        entry_id=await _entry_id(home),
        thing_type="output",
        name="No shutter",
        kind="light",
        outputs=[shutter.address.index],
    )


async def _delete(home: Home, thing: Fitting) -> str:
    rows = await home.live.command("config/entity_registry/list")
    subentry_id = next(row["config_subentry_id"] for row in rows if row["entity_id"] == thing.entity_id)
    entry_id = await _entry_id(home)
    await home.live.command("config_entries/subentries/delete", entry_id=entry_id, subentry_id=subentry_id)
    return thing.device.display_name


async def _change_entity(home: Home, thing: Fitting, **fields: object) -> None:
    await home.live.command("config/entity_registry/update", entity_id=thing.entity_id, **fields)


async def _delete_dashboards(home: Home) -> None:
    for each in await home.live.command("lovelace/dashboards/list"):
        if each["url_path"] in (PATH, AREAS_PATH):
            await home.live.command("lovelace/dashboards/delete", dashboard_id=each["id"])


async def _delete_entry(home: Home) -> None:
    await home.live.web.delete(f"/api/config/config_entries/entry/{await _entry_id(home)}")


async def _change_password(home: Home) -> None:
    await home.live.command(
        "config/auth_provider/homeassistant/change_password",
        current_password=PASSWORD,
        new_password=_OTHER_PASSWORD,
    )


async def _nothing(_: Home) -> None:
    """Leave this run as it is."""


async def _entry_id(home: Home) -> str:
    entries = await home.live.command("config_entries/get", domain=DOMAIN)
    return str(entries[0]["entry_id"])
