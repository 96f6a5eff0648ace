"""Things without a room get theirs in one sitting, and Home Assistant's own dashboard shows them there."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from demo_house.fittings import Fitting, find_fittings
from playwright.async_api import Locator, Page, expect

from tests.browser.album import Album
from tests.browser.axe import violations
from tests.browser.held_frames import HELD_FRAMES
from tests.browser.home import Home
from tests.browser.panel import panel, panel_page, ready
from tests.browser.screens import DARK_PHONE, DESK, PHONE, Screen

AREAS = "/demo-areas/home"
WIDE = Screen(1280, 560)
STRAY = ("kitchen", "office", "living_left_u")
BEGIN = {"": "Choose rooms", "fr": "Choisir les pièces"}
ROOM_OF = {"": "Room of {}", "fr": "Pièce de {}"}


def rooms_list(page: Page, thing: Fitting, language: str = "") -> Locator:
    """Find the list of rooms in the row of a thing."""
    return panel(page).get_by_label(ROOM_OF[language].format(thing.device.display_name), exact=True)


async def room_of(home: Home, thing: Fitting) -> str | None:
    devices = await home.live.command("config/device_registry/list")
    area_id: str | None = next(each["area_id"] for each in devices if each["id"] == thing.device_id)
    return area_id


@asynccontextmanager
async def strays(home: Home) -> AsyncIterator[list[Fitting]]:
    """Take some things out of their rooms, and bring them back."""
    fittings = await find_fittings(home.live, home.house)
    taken = [fittings.by_key(key) for key in STRAY]
    before = [await room_of(home, thing) for thing in taken]
    await _put(home, taken, [None] * len(taken))
    try:
        yield taken
    finally:
        await _put(home, taken, before)


async def _put(home: Home, things: list[Fitting], rooms: list[str | None]) -> None:
    for thing, room in zip(things, rooms, strict=True):
        await home.live.command("config/device_registry/update", device_id=thing.device_id, area_id=room)


@asynccontextmanager
async def sitting(home: Home, screen: Screen, language: str = "") -> AsyncIterator[Page]:
    """Open the sitting in which things get their rooms."""
    async with panel_page(home, "house", screen, language) as page:
        await ready(page)
        await panel(page).get_by_role("button", name=BEGIN[language]).click()
        yield page


async def test_each_choice_is_saved_at_once(furnished: Home, album: Album) -> None:
    async with strays(furnished) as things, sitting(furnished, PHONE) as page:
        kitchen, office, shutter = things
        await expect(panel(page).get_by_text("Without a room: 3.")).to_be_visible()
        await rooms_list(page, kitchen).select_option(label="Kitchen")
        await expect(panel(page).get_by_text("Without a room: 2.")).to_be_visible()
        await rooms_list(page, office).select_option(label="New room…")
        field = panel(page).get_by_role("textbox", name="Name of the new room")
        await expect(field).to_be_focused()
        await field.fill("Attic")
        await page.mouse.move(2, 450)
        await album.take(page, "panel/rooms-phone")
        await field.press("Enter")
        await expect(panel(page).get_by_text("Without a room: 1.")).to_be_visible()
        await expect(rooms_list(page, office).locator("option:checked")).to_have_text("Attic")
        await rooms_list(page, shutter).select_option(label="Living room")
        await expect(panel(page).get_by_text("Everything has a room.")).to_be_visible()
        assert await room_of(furnished, kitchen) == "kitchen"
        assert await room_of(furnished, shutter) == "living_room"
        attic = await room_of(furnished, office)
        await panel(page).get_by_role("button", name="Done").click()
        await expect(panel(page).get_by_role("region", name="Attic").get_by_text("Office")).to_be_visible()
        await expect(panel(page).locator(".roomless")).to_have_count(0)
    await furnished.live.command("config/area_registry/delete", area_id=attic)


@pytest.mark.parametrize(
    ("screen", "language", "name"),
    [(DESK, "", "desk"), (DARK_PHONE, "", "dark"), (PHONE, "fr", "fr")],
    ids=["desk", "dark", "fr"],
)
async def test_the_sitting_has_nothing_to_stumble_over(
    furnished: Home, album: Album, screen: Screen, language: str, name: str
) -> None:
    async with strays(furnished) as things, sitting(furnished, screen, language) as page:
        await expect(rooms_list(page, things[0], language)).to_be_visible()
        assert await violations(page) == []
        await album.take(page, f"panel/rooms-{name}")


async def test_the_whole_sitting_is_done_with_the_keyboard(furnished: Home) -> None:
    async with strays(furnished) as things, panel_page(furnished, "house") as page:
        await ready(page)
        await panel(page).get_by_role("button", name="Choose rooms").press("Enter")
        await page.keyboard.press("Tab")
        await expect(rooms_list(page, things[0])).to_be_focused()
        await page.keyboard.type("Kit")
        await expect(rooms_list(page, things[0]).locator("option:checked")).to_have_text("Kitchen")
        for _ in range(3):
            await page.keyboard.press("Tab")
        await page.keyboard.press("Enter")
        await expect(panel(page).get_by_text("Without a room: 2.")).to_be_visible()
        await expect(panel(page).locator(".choice button").first).to_be_focused()


async def test_the_tab_key_leads_into_the_sitting_before_it_is_seen(furnished: Home) -> None:
    async with strays(furnished) as things, panel_page(furnished, "house", DESK, "", HELD_FRAMES) as page:
        await ready(page)
        await panel(page).get_by_role("button", name="Choose rooms").focus()
        await page.evaluate("holdFrames()")
        await page.keyboard.press("Enter")
        await page.keyboard.press("Tab")
        await page.evaluate("releaseFrames()")
        await expect(rooms_list(page, things[0])).to_be_focused()


async def test_home_assistants_own_dashboard_has_every_room_on_its_floor(
    furnished: Home, album: Album
) -> None:
    async with furnished.visitor.page(AREAS, WIDE) as page:
        for words in ("Ground floor", "Upstairs", "Living room", "Bedroom", "Outside"):
            await expect(page.get_by_text(words, exact=True).first).to_be_visible()
        await album.take(page, "areas-dashboard")
