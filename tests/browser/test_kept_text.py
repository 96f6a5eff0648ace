"""Nothing that a person fills in is lost or hidden: not by leaving, nor by what others do meanwhile."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from playwright.async_api import Locator, Page, expect

from ipcom.model.address import OutputAddress
from tests.browser.frontend import button
from tests.browser.home import Home
from tests.browser.panel import panel, panel_page, ready
from tests.browser.screens import PHONE

PLACE = OutputAddress.parse("7/5")
TAKEN = OutputAddress.parse("7/6")
_AWAY = """() => {
  history.pushState(null, '', '/config/dashboard');
  window.dispatchEvent(new CustomEvent('location-changed'));
}"""
"""Go to another page as a link of Home Assistant does; the panel's element is removed by that."""


@asynccontextmanager
async def house(home: Home) -> AsyncIterator[Page]:
    async with panel_page(home, "house", PHONE) as page:
        await ready(page)
        yield page


@asynccontextmanager
async def form(home: Home) -> AsyncIterator[Page]:
    """Open the form of an output without a name."""
    async with house(home) as page:
        home.world.press(PLACE)
        await button(page, f"Name it: output {PLACE}").click()
        await expect(name(page)).to_be_focused()
        yield page
    home.world.press(PLACE)


@asynccontextmanager
async def named(home: Home, place: OutputAddress, name: str, **fields: object) -> AsyncIterator[str]:
    """Let another page name an output; it has no name afterwards."""
    thing_id = await save(home, name=name, outputs=[place.index], **fields)
    yield thing_id
    await home.live.command("ipcom/thing/remove", entry_id=await entry_of(home), thing_id=thing_id)


async def save(home: Home, **fields: object) -> str:
    answer = await home.live.command(
        "ipcom/thing/save", entry_id=await entry_of(home), thing_type="output", **fields
    )
    thing_id: str = answer["thing_id"]
    return thing_id


async def entry_of(home: Home) -> str:
    (entry,) = await home.live.command("config_entries/get", domain="ipcom")
    entry_id: str = entry["entry_id"]
    return entry_id


def name(page: Page) -> Locator:
    return panel(page).get_by_label("Name", exact=True)


def strip(page: Page) -> Locator:
    return panel(page).get_by_text("Not saved yet")


async def test_a_form_left_by_the_phones_back_is_there_again(furnished: Home) -> None:
    async with form(furnished) as page:
        await page.keyboard.type("Cellar")
        await page.evaluate(_AWAY)
        await expect(panel(page)).to_have_count(0)
        await page.go_back()
        await ready(page)
        await expect(strip(page)).to_have_text("Not saved yet: Cellar")
        await button(page, "Go on: Cellar").click()
        await expect(name(page)).to_have_value("Cellar")
        await button(page, "Close").click()
        await expect(strip(page)).to_have_count(0)
        await page.reload()
        await ready(page)
        await expect(strip(page)).to_have_count(0)


async def test_what_escape_closes_is_kept_and_what_is_dropped_is_not(furnished: Home) -> None:
    async with form(furnished) as page:
        await page.keyboard.type("Cellar")
        await page.keyboard.press("Escape")
        await expect(strip(page)).to_have_text("Not saved yet: Cellar")
        await button(page, "Drop it: Cellar").click()
        await button(page, f"Name it: output {PLACE}").click()
        await expect(name(page)).to_have_value("")
        await page.keyboard.press("Escape")
        await expect(strip(page)).to_have_count(0)


async def test_a_name_begun_on_a_walk_waits_there_after_the_page_was_loaded_anew(furnished: Home) -> None:
    async with panel_page(furnished, "walk", PHONE) as page:
        await ready(page)
        furnished.world.press(PLACE)
        await expect(name(page)).to_be_focused()
        await page.keyboard.type("Cellar")
        await page.reload()
        await ready(page)
        await expect(panel(page).get_by_text("Cellar")).to_be_visible()
        await button(page, f"Name it: output {PLACE}").click()
        await expect(name(page)).to_have_value("Cellar")
        await button(page, "Save").click()
        await expect(panel(page).get_by_role("status").last).to_have_text("Cellar is saved.")
        await page.reload()
        await ready(page)
        await expect(panel(page).get_by_text("Cellar")).to_have_count(0)
        thing_id = next(
            each["subentry_id"]
            for each in await furnished.live.command(
                "config_entries/subentries/list", entry_id=await entry_of(furnished)
            )
            if each["title"] == "Cellar"
        )
    entry_id = await entry_of(furnished)
    await furnished.live.command("ipcom/thing/remove", entry_id=entry_id, thing_id=thing_id)
    furnished.world.press(PLACE)


async def test_a_tap_beside_a_form_closes_it_only_if_nothing_was_filled_in(furnished: Home) -> None:
    async with form(furnished) as page:
        dialog = panel(page).get_by_role("dialog")
        await page.keyboard.type("C")
        await page.mouse.click(PHONE.width / 2, 5)
        await expect(dialog).to_be_visible()
        await expect(name(page)).to_have_value("C")
        await button(page, "Close").click()
        await button(page, f"Name it: output {PLACE}").click()
        await expect(dialog).to_be_visible()
        await page.mouse.click(PHONE.width / 2, 5)
        await expect(dialog).to_be_hidden()


async def test_what_stands_against_saving_is_seen_in_the_form(furnished: Home) -> None:
    async with form(furnished) as page:
        await page.keyboard.type("Cellar")
        async with named(furnished, PLACE, "Attic"):
            await button(page, "Save").click()
            mistake = panel(page).get_by_role("dialog").get_by_role("alert")
            await expect(mistake).to_contain_text("Attic")
            await button(page, "Close").click()


async def test_a_refused_identify_is_seen_in_the_form(furnished: Home) -> None:
    async with form(furnished) as page, named(furnished, PLACE, "Attic", kind="impulse"):
        await button(page, "Identify").click()
        refused = panel(page).get_by_role("dialog").get_by_role("alert")
        await expect(refused).to_be_visible()
        await button(page, "Close").click()


async def test_a_room_that_is_deleted_meanwhile_is_not_sent(furnished: Home) -> None:
    area = await furnished.live.command("config/area_registry/create", name="Pantry")
    async with form(furnished) as page:
        await page.keyboard.type("Cellar")
        room = panel(page).get_by_label("Room", exact=True)
        await room.select_option(label="Pantry")
        await furnished.live.command("config/area_registry/delete", area_id=area["area_id"])
        await expect(room.locator("option:checked")).to_have_text("No room")
        await button(page, "Save").click()
        await expect(panel(page).get_by_role("dialog")).to_be_hidden()
        await panel(page).get_by_role("button", name="Cellar").last.click()
        await button(page, "Remove").click()
        await button(page, "Remove it, history included").click()
        await expect(panel(page).get_by_role("button", name="Cellar")).to_have_count(0)


async def test_two_persons_do_not_undo_each_others_changes(furnished: Home) -> None:
    async with named(furnished, TAKEN, "Attic") as thing_id, house(furnished) as page:
        await panel(page).get_by_role("button", name="Attic").last.click()
        await name(page).fill("Loft")
        await save(furnished, thing_id=thing_id, name="Garret", kind="dimmer")
        await expect(panel(page).get_by_text("Changed elsewhere meanwhile: Garret.")).to_be_visible()
        kind = panel(page).get_by_label("What it is").locator("option:checked")
        await expect(kind).to_have_text("Dimmer")
        await button(page, "Save").click()
        await expect(panel(page).get_by_role("dialog")).to_be_hidden()
        (thing,) = [
            each
            for each in await furnished.live.command(
                "config_entries/subentries/list", entry_id=await entry_of(furnished)
            )
            if each["subentry_id"] == thing_id
        ]
        assert thing["title"] == "Loft"
        await panel(page).get_by_role("button", name="Loft").last.click()
        await expect(kind).to_have_text("Dimmer")
