"""The page of the simulated house in a browser: real pointers, keys and fingers on its wall buttons."""

from __future__ import annotations

import asyncio

import pytest
from playwright.async_api import Page, expect
from toolchain.project import ROOT

from ipcom.model.address import OutputAddress
from ipcom.simulator.page.held_buttons import HOLD_TO_RUN_S
from tests.browser.album import Album
from tests.browser.busy import busy
from tests.browser.screens import DARK_PHONE, PHONE, Screen
from tests.browser.simulated import Simulated, becomes, press, wall

AXE = ROOT / "script/frontend/node_modules/axe-core/axe.min.js"
HALL, KITCHEN = OutputAddress(1, 1), OutputAddress(3, 4)
DIMMER, BARE = OutputAddress(6, 1), OutputAddress(9, 3)
UP, DOWN = OutputAddress(5, 2), OutputAddress(5, 1)
WIDE = Screen(1440, 900)


async def all_pressed(shown: Simulated, page: Page) -> None:
    """Wait until whatever was pressed before has come to the house: presses come in their order."""
    before = shown.world.is_on(HALL)
    await wall(page, HALL).evaluate("button => button.click()")
    await becomes(lambda: shown.world.is_on(HALL) is not before)


async def test_a_lamp_is_switched_with_the_mouse(shown: Simulated) -> None:
    async with shown.page() as page:
        await wall(page, KITCHEN).click()
        await expect(page.locator(f'[data-lamp="{KITCHEN}"]')).to_have_attribute("data-lit", "true")
        assert shown.world.is_on(KITCHEN)
        await wall(page, KITCHEN).click()
        await expect(page.locator(f'[data-lamp="{KITCHEN}"]')).to_have_attribute("data-lit", "false")


async def test_a_lamp_is_switched_with_the_keyboard(shown: Simulated) -> None:
    async with shown.page() as page:
        for key in ("Enter", "Space"):
            before = shown.world.is_on(KITCHEN)
            await wall(page, KITCHEN).press(key)
            await becomes(lambda before=before: shown.world.is_on(KITCHEN) is not before)  # type: ignore[misc]
        await all_pressed(shown, page)
        assert not shown.world.is_on(KITCHEN), "each key is one press"


async def test_a_lamp_is_switched_with_a_finger(shown: Simulated) -> None:
    async with shown.page(PHONE) as page:
        await wall(page, KITCHEN).tap()
        await becomes(lambda: shown.world.is_on(KITCHEN))
        await all_pressed(shown, page)
        assert shown.world.is_on(KITCHEN), "a tap is one press"


async def test_a_lamp_is_switched_by_a_screen_reader(shown: Simulated) -> None:
    """It clicks without any pointer."""
    async with shown.page() as page:
        await wall(page, KITCHEN).evaluate("button => button.click()")
        await becomes(lambda: shown.world.is_on(KITCHEN))


async def test_a_dimmer_dims_while_its_button_is_held(shown: Simulated) -> None:
    time = shown.hold_time()
    async with shown.page() as page:
        lamp = page.locator(f'[data-lamp="{DIMMER}"]')
        await wall(page, DIMMER).hover()
        await page.mouse.down()
        await expect(lamp).to_have_attribute("data-value", "251")
        time.passes(1.0)
        await page.mouse.up()
        await becomes(lambda: 0 < shown.world.value(DIMMER) < 100)
        level = shown.world.value(DIMMER)
        await expect(lamp).to_have_attribute("data-value", str(level))
        time.passes(5.0)
        assert shown.world.value(DIMMER) == level


async def test_a_dimmer_dims_while_a_key_is_held(shown: Simulated) -> None:
    """A key that is held repeats; that is one press all the same."""
    time = shown.hold_time()
    async with shown.page() as page:
        await wall(page, DIMMER).focus()
        for _ in range(5):
            await page.keyboard.down(" ")
        await becomes(lambda: shown.world.value(DIMMER) == 251)
        for _ in range(5):
            await page.keyboard.down(" ")
        time.passes(1.0)
        await page.keyboard.up(" ")
        await becomes(lambda: 0 < shown.world.value(DIMMER) < 60)


async def test_a_dimmer_dims_while_a_finger_is_held(shown: Simulated) -> None:
    time = shown.hold_time()
    async with shown.page(PHONE) as page:
        button = wall(page, DIMMER)
        await button.scroll_into_view_if_needed()
        box = await button.bounding_box()
        assert box is not None
        point = {"x": box["x"] + 20, "y": box["y"] + 20}
        devtools = await page.context.new_cdp_session(page)
        await devtools.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [point]})
        await becomes(lambda: shown.world.value(DIMMER) == 251)
        time.passes(1.0)
        await devtools.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
        await becomes(lambda: 0 < shown.world.value(DIMMER) < 100)


@pytest.mark.parametrize("leaves", ["pointer", "focus", "page"])
async def test_a_button_that_is_left_is_let_go(shown: Simulated, leaves: str) -> None:
    async with shown.page() as page:
        button = wall(page, UP, "down")
        await button.hover()
        if leaves == "focus":
            await button.focus()
            await page.keyboard.down(" ")
        else:
            await page.mouse.down()
        await becomes(lambda: shown.world.is_on(DOWN))
        await asyncio.sleep(HOLD_TO_RUN_S)
        if leaves == "pointer":
            await page.mouse.move(5, 5)
            await all_pressed(shown, page)
            assert shown.world.is_on(DOWN), "still held"
            await page.mouse.up()
        elif leaves == "focus":
            await page.keyboard.press("Tab")
        else:
            await page.goto("about:blank")
        await becomes(lambda: not shown.world.is_on(DOWN))


async def test_a_shutter_moves_on_the_screen_and_stops(shown: Simulated) -> None:
    time = shown.hold_time()
    motor = next(motor for pair, motor in shown.world.shutters.items() if pair.up == UP)
    async with shown.page() as page:
        shutter = page.locator(f'[data-motor="{UP}"]')
        await press(page, wall(page, UP, "down"))
        await becomes(lambda: shown.world.is_on(DOWN))
        time.passes(5.0)
        await expect(shutter).to_have_attribute("data-running", "down")
        await wall(page, UP, "stop").click()
        await becomes(lambda: not shown.world.is_on(DOWN))
        time.passes(1.0)
        await expect(shutter).to_have_attribute("data-running", "")
        assert 50 < motor.position < 95
        await expect(shutter).to_have_attribute("data-position", f"{round(motor.position, 1):g}")
        await expect(shutter).to_contain_text(f"{round(motor.position)} % open")


async def test_the_sign_warns_while_both_directions_are_on_and_afterwards(shown: Simulated) -> None:
    async with shown.page() as page:
        sign = page.locator("#both-on")
        await expect(sign).to_have_count(0)
        shown.world.write(5, bytes([255, 255, 0, 0, 0, 0, 0, 0]))
        await expect(sign).to_have_attribute("data-now", "true", timeout=1_000 * busy())
        await expect(sign).to_contain_text("Living left: both directions of the motor are on!")
        await expect(page.locator(f'[data-motor="{UP}"]')).to_have_attribute("data-both", "true")
        shown.world.write(5, bytes(8))
        await expect(sign).to_have_attribute("data-now", "false")
        await page.locator("#both-on-seen").click()
        await expect(sign).to_have_count(0)


async def test_an_output_that_belongs_to_nothing_has_a_button(shown: Simulated) -> None:
    async with shown.page() as page:
        await wall(page, BARE).click()
        await expect(page.locator(f'[data-cell="{BARE}"]')).to_have_attribute("data-lit", "true")
        assert shown.world.is_on(BARE)
        assert await page.locator(f'button[data-output="{KITCHEN}"]').count() == 1, "no second one"


@pytest.mark.parametrize("view", ["rooms", "modules", "messages", "faults"])
async def test_every_view_is_for_everybody_and_fits_a_phone(shown: Simulated, view: str) -> None:
    shown.gateway.press(KITCHEN)
    async with shown.page(PHONE) as page:
        await page.locator(f'[data-view="{view}"]').click()
        if view == "faults":
            await expect(page.locator("summary").first).to_be_visible()
            for summary in await page.locator("summary").all():
                await summary.click()
        assert await page.evaluate("document.documentElement.scrollWidth") <= PHONE.width
        await page.evaluate(AXE.read_text(encoding="utf-8"))
        found = await page.evaluate("axe.run()")
        assert [(one["id"], one["nodes"][0]["html"]) for one in found["violations"]] == []


async def test_the_whole_house_on_a_desk_and_on_a_phone(shown: Simulated, album: Album) -> None:
    for output in ("1/1", "1/2", "3/4", "4/5"):
        shown.world.press(OutputAddress.parse(output))
    shown.world.write(6, bytes([60, 0, 0, 0, 0, 0, 0, 0]))
    time = shown.hold_time()
    async with shown.page(WIDE) as page:
        await press(page, wall(page, UP, "down"))
        await becomes(lambda: shown.world.is_on(DOWN))
        time.passes(5.0)
        await expect(page.locator(f'[data-motor="{UP}"]')).to_contain_text("going down")
        await page.mouse.move(5, 5)
        await expect(page.locator(".room.warm")).to_have_count(4)
        await album.take(page, "simulator-page")
    async with shown.page(DARK_PHONE) as page:
        await page.get_by_role("heading", name="Kitchen").scroll_into_view_if_needed()
        await album.take(page, "simulator-page-phone")
