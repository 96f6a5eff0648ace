"""What the simulator's page does beside pressing wall buttons: faults, time, the gateway, messages, and who may."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import web
from playwright.async_api import Browser, expect

from ipcom.client.client import IPComClient
from ipcom.model.address import OutputAddress
from ipcom.simulator import Faults, SimulatedGateway
from ipcom.simulator.fault_text import KNOBS
from tests.browser.screens import Screen
from tests.browser.simulated import Simulated, becomes, wall

KITCHEN = OutputAddress(3, 4)
WIDE = Screen(1440, 900)
RESTART_S = 3.0
"""So long that it is seen."""


async def test_every_fault_is_set_and_set_back(shown: Simulated) -> None:
    async with shown.page(WIDE) as page:
        await page.locator('[data-beside="faults"]').click()
        await expect(page.locator("summary").first).to_be_visible()
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
        shown.gateway.faults = Faults(reboot_s=RESTART_S)
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
        await client.set_output(KITCHEN, 0)
        await expect(page.locator(f'[data-lamp="{KITCHEN}"]')).to_have_attribute("data-lit", "false")
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
