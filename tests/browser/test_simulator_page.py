"""The page of the simulated house in a browser: real pointers, keys and fingers on its wall buttons."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from aiohttp import web
from playwright.async_api import Browser, Locator, Page, expect
from toolchain.project import ROOT

from ipcom.client.client import IPComClient
from ipcom.model.address import OutputAddress
from ipcom.simulator import Faults, SimulatedGateway
from ipcom.simulator.fault_text import KNOBS
from tests.browser.album import Album
from tests.browser.screens import DARK_PHONE, PHONE, Screen
from tests.browser.simulated import Simulated, becomes, wall

AXE = ROOT / "script/frontend/node_modules/axe-core/axe.min.js"
KITCHEN, DIMMER, BARE = OutputAddress(3, 4), OutputAddress(6, 1), OutputAddress(9, 3)
UP, DOWN = OutputAddress(5, 2), OutputAddress(5, 1)
WIDE = Screen(1440, 900)


async def down_for(page: Page, button: Locator, seconds: float) -> None:
    """Hold a button with the mouse."""
    await button.hover()
    await page.mouse.down()
    await asyncio.sleep(seconds)
    await page.mouse.up()


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
        await asyncio.sleep(0.3)
        assert not shown.world.is_on(KITCHEN), "each key is one press"


async def test_a_lamp_is_switched_with_a_finger(shown: Simulated) -> None:
    async with shown.page(PHONE) as page:
        await wall(page, KITCHEN).tap()
        await becomes(lambda: shown.world.is_on(KITCHEN))
        await asyncio.sleep(0.3)
        assert shown.world.is_on(KITCHEN), "a tap is one press"


async def test_a_lamp_is_switched_by_a_screen_reader(shown: Simulated) -> None:
    """It clicks without any pointer."""
    async with shown.page() as page:
        await wall(page, KITCHEN).evaluate("button => button.click()")
        await becomes(lambda: shown.world.is_on(KITCHEN))


async def test_a_dimmer_dims_while_its_button_is_held(shown: Simulated) -> None:
    async with shown.page() as page:
        lamp = page.locator(f'[data-lamp="{DIMMER}"]')
        await wall(page, DIMMER).hover()
        await page.mouse.down()
        await expect(lamp).to_have_attribute("data-value", "251")
        await asyncio.sleep(1.0)
        await page.mouse.up()
        await becomes(lambda: 0 < shown.world.value(DIMMER) < 100)
        level = shown.world.value(DIMMER)
        await expect(lamp).to_have_attribute("data-value", str(level))
        await asyncio.sleep(0.5)
        assert shown.world.value(DIMMER) == level


async def test_a_dimmer_dims_while_a_key_is_held(shown: Simulated) -> None:
    """A key that is held repeats; that is one press all the same."""
    async with shown.page() as page:
        await wall(page, DIMMER).focus()
        for _ in range(10):
            await page.keyboard.down(" ")
            await asyncio.sleep(0.1)
        await page.keyboard.up(" ")
        await becomes(lambda: 0 < shown.world.value(DIMMER) < 60)


async def test_a_dimmer_dims_while_a_finger_is_held(shown: Simulated) -> None:
    async with shown.page(PHONE) as page:
        button = wall(page, DIMMER)
        await button.scroll_into_view_if_needed()
        box = await button.bounding_box()
        assert box is not None
        point = {"x": box["x"] + 20, "y": box["y"] + 20}
        devtools = await page.context.new_cdp_session(page)
        await devtools.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [point]})
        await becomes(lambda: shown.world.value(DIMMER) == 251)
        await asyncio.sleep(0.6)
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
        await asyncio.sleep(1.0)
        if leaves == "pointer":
            await page.mouse.move(5, 5)
            await asyncio.sleep(0.2)
            assert shown.world.is_on(DOWN), "still held"
            await page.mouse.up()
        elif leaves == "focus":
            await page.keyboard.press("Tab")
        else:
            await page.goto("about:blank")
        await becomes(lambda: not shown.world.is_on(DOWN))


async def test_a_shutter_moves_on_the_screen_and_stops(shown: Simulated) -> None:
    async with shown.page() as page:
        shutter = page.locator(f'[data-motor="{UP}"]')
        await wall(page, UP, "down").click()
        await expect(shutter).to_have_attribute("data-running", "down")
        await asyncio.sleep(2)
        await wall(page, UP, "stop").click()
        await expect(shutter).to_have_attribute("data-running", "")
        position = float(await shutter.get_attribute("data-position") or 100)
        real = next(motor for pair, motor in shown.world.shutters.items() if pair.up == UP).position
        assert position == pytest.approx(real, abs=0.2)
        assert 50 < position < 95
        await expect(shutter).to_contain_text(f"{round(position)} % open")


async def test_the_sign_warns_while_both_directions_are_on_and_afterwards(shown: Simulated) -> None:
    async with shown.page() as page:
        sign = page.locator("#both-on")
        await expect(sign).to_have_count(0)
        shown.world.write(5, bytes([255, 255, 0, 0, 0, 0, 0, 0]))
        await expect(sign).to_have_attribute("data-now", "true", timeout=1_000)
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


async def test_every_fault_is_set_and_set_back(shown: Simulated) -> None:
    async with shown.page(WIDE) as page:
        await page.locator('[data-beside="faults"]').click()
        for summary in await page.locator("summary").all():
            await summary.click()
        for knob in KNOBS:
            trial = page.locator(f'[data-try="{knob.name}"]')
            if await trial.is_disabled():
                await page.locator(f'[data-fault="{knob.name}"]').fill("7")
                await page.keyboard.press("Enter")
            else:
                await trial.click()
            await expect(page.locator(f'[data-reset="{knob.name}"]')).to_be_visible()
            assert getattr(shown.gateway.faults, knob.field) != getattr(Faults(), knob.field)
            await page.locator(f'[data-reset="{knob.name}"]').click()
            await becomes(lambda: shown.gateway.faults == Faults())


async def test_a_fault_is_written_by_hand_and_a_wrong_one_is_told(shown: Simulated) -> None:
    async with shown.page() as page:
        await page.locator('[data-beside="faults"]').click()
        await page.get_by_text("The line", exact=True).click()
        field = page.locator('[data-fault="delay"]')
        await field.fill("soon")
        await field.press("Enter")
        await expect(page.locator("#mistakes")).to_contain_text('"soon" is not a time such as 80ms or 2s')
        await expect(field).to_have_value("0ms")
        await page.locator("#mistakes-seen").click()
        await expect(page.locator("#mistakes")).to_have_count(0)
        await field.fill("120ms")
        await field.press("Enter")
        await becomes(lambda: shown.gateway.faults.delay_s == 0.12)
        await expect(field).to_have_value("120ms")
        await page.locator("#reset-faults").click()
        await expect(field).to_have_value("0ms")
        assert shown.gateway.faults == Faults()


async def test_time_passes_as_fast_as_is_chosen(shown: Simulated) -> None:
    async with shown.page() as page:
        await page.locator('[data-speed="20"]').click()
        await becomes(lambda: shown.gateway.house.speed == 20)
        await expect(page.locator("#speed")).to_have_value("20")
        await page.locator("#speed").fill("0.5")
        await page.keyboard.press("Enter")
        await becomes(lambda: shown.gateway.house.speed == 0.5)
        await page.locator("#speed").fill("fast")
        await page.keyboard.press("Enter")
        await expect(page.locator("#mistakes")).to_contain_text("use 0.01 to 1000")


async def test_the_gateway_restarts_and_its_link_is_cut(shown: Simulated) -> None:
    async with shown.page() as page, _client(shown.gateway) as client:
        await expect(page.locator("#connections")).to_have_text("1")
        await page.locator('[data-beside="faults"]').click()
        await page.locator('[data-gateway="cut"]').click()
        await becomes(lambda: client.statistics.reconnects == 1)
        await page.locator('[data-gateway="restart"]').click()
        await expect(page.locator("#gateway-state")).to_contain_text("restarting")
        await expect(page.locator("#gateway-state")).to_contain_text("running")
        await page.locator('[data-gateway="off"]').click()
        await expect(page.locator("#gateway-state")).to_contain_text("off")
        await page.locator('[data-gateway="on"]').click()
        await expect(page.locator("#connections")).to_have_text("1")


async def test_messages_are_told_in_words(shown: Simulated) -> None:
    async with shown.page() as page, _client(shown.gateway) as client:
        await page.locator('[data-beside="messages"]').click()
        log = page.locator("#log")
        await expect(log).to_contain_text("user 'demo' asks for bus 1")
        await client.set_output(KITCHEN, 255)
        await expect(log.locator('[data-kind="Frame"][data-source="client"]')).to_contain_text(
            "module 3: Kitchen (3/4) on"
        )
        assert await log.locator('[data-kind="ExoOutputs"]').count() == 0
        await page.locator("#show-routine").check()
        await expect(log.locator('[data-kind="ExoOutputs"]').first).to_be_visible()
        await page.locator("#hold-still").check()
        first = await log.locator("li").first.get_attribute("data-line")
        await asyncio.sleep(1)
        assert await log.locator("li").first.get_attribute("data-line") == first


async def test_a_page_comes_back_with_its_server(shown: Simulated) -> None:
    async with shown.page() as page:
        await shown.server.stop()
        await expect(page.locator("html")).to_have_attribute("data-live", "false")
        await expect(page.locator("#gateway-state")).to_contain_text("has lost the simulator")
        await shown.server.start()
        await expect(page.locator("html")).to_have_attribute("data-live", "true")
        await wall(page, KITCHEN).click()
        await becomes(lambda: shown.world.is_on(KITCHEN))
    shown.visitor.mishaps.heard = [one for one in shown.visitor.mishaps.heard if "ERR_CONNECTION" not in one]


FOREIGN = """<script>
const socket = new WebSocket("ws://127.0.0.1:PORT/live");
socket.onopen = () => socket.send('{"type": "press", "output": "3/4"}');
socket.onclose = () => document.title = "refused";
</script><iframe src="http://127.0.0.1:PORT/"></iframe>"""


async def test_a_foreign_page_in_the_same_browser_drives_nothing(shown: Simulated, browser: Browser) -> None:
    async def foreign(_: web.Request) -> web.Response:
        return web.Response(text=FOREIGN.replace("PORT", str(shown.server.port)), content_type="text/html")

    application = web.Application()
    application.router.add_get("/", foreign)
    runner = web.AppRunner(application)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    page = await browser.new_page()
    await page.goto(f"http://127.0.0.1:{runner.addresses[0][1]}/")
    await page.wait_for_function("document.title === 'refused'")
    framed = page.frames[1]
    assert "Simulated house" not in await framed.content(), "no other page shows it"
    assert not shown.world.is_on(KITCHEN)
    assert not shown.server.pages
    await page.context.close()
    await runner.cleanup()


@pytest.mark.parametrize("view", ["rooms", "modules", "messages", "faults"])
async def test_every_view_is_for_everybody_and_fits_a_phone(shown: Simulated, view: str) -> None:
    shown.gateway.press(KITCHEN)
    async with shown.page(PHONE) as page:
        await page.locator(f'[data-view="{view}"]').click()
        if view == "faults":
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
    async with shown.page(WIDE) as page:
        await down_for(page, wall(page, UP, "down"), 0.1)
        await asyncio.sleep(5)
        await page.mouse.move(5, 5)
        await expect(page.locator(".room.warm")).to_have_count(4)
        await album.take(page, "simulator-page")
    async with shown.page(DARK_PHONE) as page:
        await page.get_by_role("heading", name="Kitchen").scroll_into_view_if_needed()
        await album.take(page, "simulator-page-phone")


@asynccontextmanager
async def _client(gateway: SimulatedGateway) -> AsyncIterator[IPComClient]:
    devices = gateway.house.devices
    client = IPComClient(
        gateway.host,
        port=gateway.port,
        username=gateway.username,
        password=gateway.password,
        kinds=devices.kinds(),
        shutters=devices.pairs(),
    )
    async with client:
        yield client
