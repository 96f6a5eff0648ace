"""A newcomer adds the gateway, opens the panel and walks through the house with a phone."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from playwright.async_api import Page, expect

from ipcom.model.address import OutputAddress
from tests.browser.busy import busy
from tests.browser.figures import Figures
from tests.browser.frontend import ADD, button, choose, until_so
from tests.browser.hands import COUNTING, Hands, choose_option
from tests.browser.home import Home
from tests.browser.panel import panel
from tests.browser.screens import PHONE
from tests.browser.wall_switches import WallSwitches, wall_switches

MOST_CLICKS = 6
MOST_S = 20.0

Press = Callable[[WallSwitches], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Device:
    """What the newcomer meets on the way; an empty room is the one that stands there already."""

    name: str
    outputs: str
    press: Press
    room: str = ""
    new_room: str = ""


def lamp(name: str) -> Press:
    """Press its button."""
    return lambda switches: switches.press(name)


async def _dimmer(switches: WallSwitches) -> None:
    """Hold its button until the light has half its way."""
    await switches.hold("Living room", 50)


async def _shutter(switches: WallSwitches) -> None:
    """Press up and, once it runs, down."""
    await switches.press_shutter("Bedroom window", "Up")
    await until_so(lambda: switches.home.world.is_on(OutputAddress.parse("5/6")), "it runs up")
    await switches.seen()
    await switches.press_shutter("Bedroom window", "Down")


WALK = (
    Device("Ceiling", "3/4", lamp("Kitchen"), room="Kitchen"),
    Device("Worktop", "3/5", lamp("Kitchen worktop")),
    Device("Hall", "1/1", lamp("Hall"), new_room="Hall"),
    Device("Sofa", "6/1", _dimmer, room="Living room"),
    Device("Window", "5/5", _shutter, room="Bedroom"),
)


async def test_a_newcomer_adds_the_gateway_and_names_the_house(untouched: Home, figures: Figures) -> None:
    async with wall_switches(untouched) as switches, untouched.visitor.page(ADD, PHONE, "", COUNTING) as page:
        await _add_gateway(page, untouched)
        await _open_panel(page)
        await button(page, "Begin the walk").click()
        await expect(panel(page).get_by_role("heading", name="Press a wall switch")).to_be_visible()
        hands = Hands(page)
        for device in WALK:
            await _learn(page, switches, hands, device)
        figures.add(hands.table())
        for effort in hands.efforts:
            assert effort.clicks <= MOST_CLICKS, effort
            assert effort.person_s <= MOST_S * busy(), effort
        await _all_there(untouched)


async def _learn(page: Page, switches: WallSwitches, hands: Hands, device: Device) -> None:
    """Press the switch of one device, and give it its name and room."""
    card = panel(page).locator("form").filter(has=page.get_by_role("heading", name=device.outputs))
    await hands.begin()
    await device.press(switches)
    await expect(card).to_be_visible()
    name = card.get_by_label("Name", exact=True)
    await expect(name).to_be_focused()
    await page.keyboard.type(device.name)
    if device.room:
        await choose_option(page, card.get_by_label("Room", exact=True), device.room)
    if device.new_room:
        await choose_option(page, card.get_by_label("Room", exact=True), "New room…")
        await card.get_by_label("Name of the new room").click()
        await page.keyboard.type(device.new_room)
    await card.get_by_role("button", name="Save").click()
    await expect(card).to_be_hidden()
    await hands.done(device.name, thoughts=1 + bool(device.room or device.new_room))


async def _all_there(home: Home) -> None:
    """Every device is in Home Assistant, as what it is, and moves what it should."""
    states = {
        state["attributes"].get("friendly_name"): state for state in (await home.live.states()).values()
    }
    assert {device.name for device in WALK} <= states.keys()
    found = {device.name: states[device.name]["entity_id"] for device in WALK}
    assert [each.partition(".")[0] for each in found.values()] == [*["light"] * 4, "cover"]
    assert states["Sofa"]["attributes"]["supported_color_modes"] == ["brightness"]
    window = next(pair for pair in home.world.shutters if str(pair.up) == "5/6")
    await home.live.act("cover.stop_cover", found["Window"])
    await home.live.act("cover.open_cover", found["Window"])
    await until_so(lambda: home.world.is_on(window.up), "the shutter opens by the relay that opens it")
    await home.live.act("cover.stop_cover", found["Window"])


async def _add_gateway(page: Page, home: Home) -> None:
    """Fill in the form of the integration, and go on without devices."""
    await button(page, "OK").click()
    await page.locator("input[name=host]").fill("127.0.0.1")
    await page.locator("ha-dialog input[type=number]").first.fill(str(home.gateway.port))
    await page.locator("input[name=username]").fill(home.gateway.username)
    await page.locator("input[name=password]").fill(home.gateway.password)
    await button(page, "Submit").click()
    await choose(page, "Go on without devices")
    await button(page, "Skip and finish").click()
    await expect(button(page, "Skip and finish")).to_be_hidden()


async def _open_panel(page: Page) -> None:
    """Open it from the side bar, which a phone hides."""
    await page.get_by_role("link", name="Back", exact=True).click()
    await page.get_by_role("button", name="Sidebar toggle").first.click()
    await page.get_by_role("link", name="IPCom").click()
    await panel(page).wait_for()
