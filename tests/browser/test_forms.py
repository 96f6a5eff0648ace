"""Home Assistant's own forms for an output and a cover, and a calibration in them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from demo_house.waiting import until
from playwright.async_api import Page, expect

from ipcom.simulator import Motor
from tests.browser.album import Album
from tests.browser.busy import busy
from tests.browser.frontend import INTEGRATION, button, choose, press_gear, shows
from tests.browser.home import Home
from tests.browser.screens import Screen

DIALOG = Screen(760, 560)
HAND = Screen(760, 1050)
SHUTTER = "cover.bedroom_window"
SHUTTER_NAME = "Bedroom window"
TRAVEL_S = 30.0
REACTION_S = 1.5
"""From the arrival to the press, on a machine that has other things to do."""
HURRY = 5.0
"""How much faster time passes in the house when no pictures are kept: what is shown is then only compared."""


@asynccontextmanager
async def rows(home: Home, screen: Screen, language: str = "") -> AsyncIterator[Page]:
    """Open the integration's page, with its rows."""
    async with home.visitor.page(INTEGRATION, screen, language) as page:
        await page.locator("ha-config-sub-entry-row").first.wait_for()
        yield page


async def test_an_output_is_added_from_the_list_of_all(furnished: Home, album: Album) -> None:
    await furnished.live.act("switch.turn_on", "switch.garden_socket")
    await shows(furnished, "switch.garden_socket", "on")
    async with rows(furnished, HAND) as page:
        await page.get_by_text("Add output").first.click()
        await button(page, "Add").wait_for()
        await page.locator("input[name=name]").fill("Ceiling fan")
        await album.take(page, "add-output")
        await page.locator("ha-dialog ha-selector-select").first.click()
        await expect(page.get_by_role("menuitem").first).to_be_visible()
        await album.take(page, "add-output-list")


async def test_another_kind_asks_before_it_gives_another_entity_id(furnished: Home, album: Album) -> None:
    async with rows(furnished, HAND) as page:
        await press_gear(page, "Hall", "Change output")
        await expect(button(page, "Save")).to_be_visible()
        await album.take(page, "change-output")
        await page.locator("ha-dialog ha-selector-select").nth(1).click()
        await page.get_by_role("menuitem", name="Switch", exact=True).click()
        await button(page, "Save").click()
        await expect(button(page, "Change it")).to_be_visible()
        await expect(page.get_by_text("switch.hall")).to_be_visible()
        await album.take(page, "new-entity-id")


async def test_a_cover_is_changed_in_its_form(furnished: Home, album: Album) -> None:
    async with rows(furnished, HAND) as page:
        await press_gear(page, SHUTTER_NAME, "Calibrate or change cover")
        await choose(page, "Name, room")
        await expect(button(page, "Save")).to_be_visible()
        await album.take(page, "change-cover")


async def test_the_forms_speak_french(furnished: Home, album: Album) -> None:
    async with rows(furnished, HAND, "fr") as page:
        await page.get_by_text("Ajouter une sortie").first.click()
        await expect(button(page, "Ajouter")).to_be_visible()
        await page.locator("input[name=name]").fill("Ventilateur")
        await album.take(page, "fr/add-output")
    async with rows(furnished, HAND, "fr") as page:
        await page.get_by_text("Ajouter un volet").first.click()
        await expect(button(page, "Ajouter")).to_be_visible()
        await album.take(page, "fr/add-cover")


async def test_a_cover_is_calibrated_in_its_form(furnished: Home, album: Album) -> None:
    speed = 1.0 if album.keep else HURRY
    motor = next(motor for motor in furnished.world.shutters.values() if motor.spec.up_s == 17.0)
    await furnished.place(SHUTTER, motor, 0.0)
    await shows(furnished, SHUTTER, "closed")
    furnished.house.speed = speed
    async with rows(furnished, DIALOG) as page:
        await press_gear(page, SHUTTER_NAME, "Calibrate or change cover")
        await choose(page, "Calibrate")
        await expect(button(page, "Start")).to_be_visible()
        await album.take(page, "calibration-start")
        await button(page, "Start").click()
        await page.get_by_text("should be fully closed now").wait_for()
        await button(page, "Start").click()
        await page.get_by_text("arrived at the top").wait_for()
        await album.take(page, "calibration-running")
        await _say_arrived(page, motor, 100.0)
        await page.get_by_text("arrived at the bottom").wait_for()
        await _say_arrived(page, motor, 0.0)
        await expect(button(page, "Save")).to_be_visible()
        await _measured(page, "Travel time up", motor.spec.up_s / speed)
        await _measured(page, "Travel time down", motor.spec.down_s / speed)
        await album.take(page, "calibration-times")
        await button(page, "Save").click()
        await expect(button(page, "Save")).to_be_hidden()
    furnished.house.speed = 1.0


async def _measured(page: Page, label: str, seconds: float) -> None:
    """Compare a time that was measured with the motor's own."""
    shown = float(await page.get_by_role("spinbutton", name=label).input_value())
    assert seconds - 0.1 <= shown <= seconds + REACTION_S * busy()


async def _say_arrived(page: Page, motor: Motor, position: float) -> None:
    """Press the button when the curtain is there, as a person does who sees it."""
    arrived = button(page, "It has arrived")
    await arrived.wait_for()

    async def there() -> bool:
        return motor.position == position

    await until(there, TRAVEL_S, "the shutter arrives")
    await arrived.dispatch_event("click")
