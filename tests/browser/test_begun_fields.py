"""What a person has begun to change is never overwritten by what arrives meanwhile, on both pages."""

from __future__ import annotations

from dataclasses import replace

import pytest
from playwright.async_api import Locator, Page, expect

from ipcom.model.address import OutputAddress
from ipcom.simulator.faults import Faults, WriteReply
from tests.browser.home import Home
from tests.browser.panel import panel, panel_page, ready
from tests.browser.simulated import Simulated, becomes

FIRST, SECOND = OutputAddress.parse("7/2"), OutputAddress.parse("7/3")


async def _speed_arrives(shown: Simulated, page: Page, speed: int) -> None:
    """Another program changes the speed of the house, and the page shows it."""
    shown.gateway.house.speed = speed
    await expect(page.locator(f'[data-speed="{speed}"]')).to_have_attribute("aria-pressed", "true")


async def _faults_arrive(shown: Simulated, page: Page, faults: Faults) -> None:
    shown.gateway.faults = faults
    await expect(page.locator(".faults .count").first).to_be_visible()


async def test_a_speed_that_is_being_typed_stays_whatever_arrives(shown: Simulated) -> None:
    async with shown.page() as page:
        field = page.locator("#speed")
        await field.fill("fast")
        await _speed_arrives(shown, page, 5)
        await expect(field).to_have_value("fast")
        await field.press("Enter")
        await expect(page.locator("#mistakes")).to_contain_text("use 0.01 to 1000")
        await expect(field).to_have_value("5")
        await field.fill("0.5")
        await _speed_arrives(shown, page, 20)
        await field.press("Enter")
        await becomes(lambda: shown.gateway.house.speed == 0.5)
        await expect(field).to_have_value("0.5")


async def test_a_speed_that_nothing_was_done_to_follows_the_house(shown: Simulated) -> None:
    async with shown.page() as page:
        field = page.locator("#speed")
        await field.focus()
        await _speed_arrives(shown, page, 5)
        await expect(field).to_have_value("5")
        await field.press("End")
        await field.press("0")
        await field.press("Backspace")
        await _speed_arrives(shown, page, 20)
        await expect(field).to_have_value("5")
        await field.press("Tab")
        await expect(field).to_have_value("20")


async def test_a_fault_that_is_being_typed_stays_whatever_arrives(shown: Simulated) -> None:
    async with shown.page() as page:
        await page.locator('[data-beside="faults"]').click()
        await page.get_by_text("The line", exact=True).click()
        field = page.locator('[data-fault="delay"]')
        await field.press_sequentially("1")
        await _faults_arrive(shown, page, Faults(delay_s=0.08, jitter_s=0.08))
        await expect(page.locator('[data-fault="jitter"]')).to_have_value("80ms")
        await expect(field).to_have_value("10ms")
        await field.fill("120ms")
        await field.press("Enter")
        await becomes(lambda: shown.gateway.faults == Faults(delay_s=0.12, jitter_s=0.08))
        await expect(field).to_have_value("120ms")


async def _open(field: Locator) -> None:
    """Open a list. A click while its page still moves opens none."""
    opened = False
    while not opened:
        await field.click()
        opened = await field.evaluate("list => list.matches(':open')")


@pytest.mark.parametrize("key", ["End", "Escape"])
async def test_a_list_that_is_open_stays_whatever_arrives(shown: Simulated, key: str) -> None:
    async with shown.page() as page:
        await page.locator('[data-beside="faults"]').click()
        await expect(page.locator("summary").first).to_be_visible()
        for summary in await page.locator("summary").all():
            await summary.click()
        field = page.locator('[data-fault="write_reply"]')
        await _open(field)
        if key == "End":
            await page.keyboard.press(key)
        await _faults_arrive(shown, page, replace(shown.gateway.faults, write_reply=WriteReply.OUTPUTS))
        await page.keyboard.press("Enter" if key == "End" else key)
        wanted = WriteReply.NONE if key == "End" else WriteReply.OUTPUTS
        await becomes(lambda: shown.gateway.faults.write_reply is wanted)
        await expect(field).to_have_value(str(wanted))


@pytest.mark.parametrize("begun", ["name", "kind"])
async def test_what_is_being_filled_in_on_a_walk_stays_whatever_is_pressed(
    furnished: Home, begun: str
) -> None:
    async with panel_page(furnished, "walk") as page:
        await ready(page)
        furnished.world.press(FIRST)
        await expect(panel(page).get_by_role("heading", name=str(FIRST))).to_be_visible()
        field = panel(page).locator(f"[name={begun}]")
        await field.focus()
        await page.keyboard.press("Space" if begun == "kind" else "A")
        furnished.world.press(SECOND)
        await expect(panel(page).locator(".list").get_by_text(str(SECOND))).to_be_visible()
        await page.keyboard.press("Escape")
        await expect(panel(page).get_by_role("heading", name=str(FIRST))).to_be_visible()
        await expect(panel(page).locator("[name=name]")).to_have_value("A" if begun == "name" else "")
    for output in (FIRST, SECOND):
        furnished.world.press(output)
