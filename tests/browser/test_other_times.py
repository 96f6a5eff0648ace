"""The repair that proposes other travel times, on a phone and in French: what it shows, and that nothing changes before."""

from __future__ import annotations

import asyncio
import json
import random
import time
from typing import Any

from playwright.async_api import Page, expect

from tests.browser.album import Album
from tests.browser.frontend import choose, until_so
from tests.browser.home import Home
from tests.browser.screens import Screen

PHONE = Screen(390, 500, scale=2.0, touch=True)
"""As much of it as the repair takes."""
COVER = "cover.living_left"
DAYS = 60
REPAIRS = "/config/repairs/dashboard"


def stopped(travel: float, rng: random.Random) -> list[list[object]]:
    """Runs from the other end, which people stopped on its arrival, one a day up to now."""
    return [
        [
            time.time() - day * 86400.0,
            travel + 0.6 * rng.lognormvariate(0.0, 0.5),
            "end",
            0.55,
            0.0,
            True,
            False,
        ]
        for day in range(DAYS, 0, -1)
    ]


async def entry_id(home: Home) -> str:
    (entry,) = await home.live.command("config_entries/get", domain="ipcom")
    return str(entry["entry_id"])


async def let_it_run_once(home: Home) -> None:
    """One run at the wall makes Home Assistant keep a file of runs."""
    pair = home.house.devices.shutters[0].pair
    motor = home.world.shutters[pair]
    before = motor.position
    home.gateway.press_shutter(pair, "down" if before > 50.0 else "up")
    await asyncio.sleep(12.0)
    home.gateway.press_shutter(pair, "stop")
    await asyncio.sleep(1.0)
    await home.place(COVER, motor, before)


async def set_loaded(home: Home, *, loaded: bool) -> None:
    await home.live.command(
        "config_entries/disable", entry_id=await entry_id(home), disabled_by=None if loaded else "user"
    )


async def live_for_two_months(home: Home) -> None:
    """Have the left shutter be stopped by hand a tenth later than its times say, for two months."""
    await let_it_run_once(home)
    await set_loaded(home, loaded=False)
    file = home.folder.config / ".storage" / f"ipcom.{await entry_id(home)}.runs"
    await until_so(file.exists, "the runs are kept")
    kept = json.loads(file.read_text())
    rng = random.Random(6)
    for of_cover in kept["data"].values():
        _, _, up, down, _ = of_cover["basis"]
        of_cover["runs"] = {"up": stopped(up * 1.12, rng), "down": stopped(down * 1.12, rng)}
    file.write_text(json.dumps(kept))
    await set_loaded(home, loaded=True)


async def issue(home: Home) -> Any:
    found = await home.live.command("repairs/list_issues")
    return next((each for each in found["issues"] if each["issue_id"].startswith("other_travel_times")), None)


async def proposed(home: Home, *, there: bool) -> None:
    for _ in range(600):
        if bool(await issue(home)) is there:
            return
        await asyncio.sleep(0.1)
    raise AssertionError(f"a proposal is there: {not there}")


async def open_repair(page: Page) -> None:
    await page.get_by_text("d'autres durées de course", exact=False).first.click()
    await expect(page.locator("ha-dialog table")).to_be_visible()


async def test_a_person_reads_the_evidence_and_keeps_the_times(furnished: Home, album: Album) -> None:
    await live_for_two_months(furnished)
    await proposed(furnished, there=True)
    async with furnished.visitor.page(REPAIRS, PHONE, "fr") as page:
        await open_repair(page)
        table = page.locator("ha-dialog table")
        await expect(table.locator("tbody tr")).to_have_count(2)
        box = await table.bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= PHONE.width
        await album.take(page, "other-times")
        await choose(page, "Garder les durées réglées")
        await proposed(furnished, there=False)
