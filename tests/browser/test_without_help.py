"""The panel without a mouse, and without any element of Home Assistant's."""

from __future__ import annotations

from playwright.async_api import Page, expect

from ipcom.model.address import OutputAddress
from tests.browser.frontend import button
from tests.browser.held_frames import HELD_FRAMES
from tests.browser.home import Home
from tests.browser.panel import PAGES, panel, panel_page, ready
from tests.browser.screens import DESK, PHONE

MOST_STOPS = 200
WITHHELD = (
    "ha-menu-button",
    "ha-icon-button",
    "ha-area-picker",
    "ha-icon-picker",
    "ha-form",
    "ha-selector",
    "ha-input",
    "ha-select",
    "ha-textfield",
    "ha-dialog",
    "ha-button",
    "ha-switch",
    "ha-alert",
    "ha-card",
    "hass-tabs-subpage",
)
"""What a panel might use, and what Home Assistant may rename tomorrow."""
WITHHOLD = f"""
const withheld = new Set({list(WITHHELD)!r});
const withholdIn = registry => {{
  const define = registry.prototype.define;
  registry.prototype.define = function (name, ...rest) {{
    if (!withheld.has(name)) return define.call(this, name, ...rest);
  }};
  return registry;
}};
let registry = withholdIn(CustomElementRegistry);
Object.defineProperty(window, 'CustomElementRegistry', {{
  configurable: true, get: () => registry, set: other => {{ registry = withholdIn(other); }},
}});
"""
"""Also in the registry that Home Assistant puts in the place of the browser's own."""
_FOCUS = """() => {
  let focused = document.activeElement, inside = false;
  while (focused?.shadowRoot?.activeElement) {
    inside ||= focused.localName === 'ipcom-panel';
    focused = focused.shadowRoot.activeElement;
  }
  if (!inside || !focused) return null;
  const style = getComputedStyle(focused);
  const {width, height} = focused.getBoundingClientRect();
  const ringed = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0 || style.boxShadow !== 'none';
  const label = focused.getAttribute('aria-label') || focused.textContent.trim().slice(0, 40) || focused.id;
  return {label: `${focused.localName} ${label}`, ringed, seen: width > 0 && height > 0};
}"""


async def test_every_stop_of_the_tab_key_is_seen_and_none_is_a_trap(furnished: Home) -> None:
    async with panel_page(furnished, "house", DESK) as page:
        for name in PAGES:
            await panel(page).locator(f"nav a[href^='/ipcom/{name}']").click()
            await ready(page)
            stops = await _stops(page)
            assert len(stops) > 1, name
            assert [stop["label"] for stop in stops if not (stop["ringed"] and stop["seen"])] == [], name


async def test_a_lamp_is_named_by_keys_alone(furnished: Home) -> None:
    place = OutputAddress.parse("7/3")
    async with panel_page(furnished, "house", DESK) as page:
        await ready(page)
        await _tab_to(page, "a Walk")
        await page.keyboard.press("Enter")
        await expect(panel(page).get_by_role("heading", name="Press a wall switch")).to_be_visible()
        furnished.world.press(place)
        await expect(panel(page).get_by_label("Name", exact=True)).to_be_focused()
        await page.keyboard.type("Cellar")
        await page.keyboard.press("Tab")
        await page.keyboard.type("Swi")
        await page.keyboard.press("Tab")
        await page.keyboard.type("Garage")
        await _tab_to(page, "button Save")
        await page.keyboard.press("Enter")
        await expect(panel(page).get_by_role("status")).to_have_text("Cellar is saved.")
        furnished.world.press(place)
        await expect(button(page, "Change Cellar")).to_be_visible()
        await _tab_to(page, "button Change Cellar")
        await page.keyboard.press("Enter")
        await expect(panel(page).get_by_role("dialog")).to_be_visible()
        await expect(
            panel(page).get_by_role("dialog").get_by_label("What it is").locator("option:checked")
        ).to_have_text("Switch")
        await page.keyboard.press("Escape")
        await expect(panel(page).get_by_role("dialog")).to_be_hidden()
        await _tab_to(page, "button Change Cellar", stops=3)
    await _remove(furnished, "Cellar")


async def test_keys_that_come_before_the_next_frame_go_where_they_are_meant(furnished: Home) -> None:
    """The list of the other output is about to go, and the Tab key would lead to it."""
    up, down = OutputAddress.parse("7/5"), OutputAddress.parse("7/6")
    async with panel_page(furnished, "walk", DESK, "", HELD_FRAMES) as page:
        await ready(page)
        for place in (up, up, down):
            furnished.world.press(place)
            state = "on" if furnished.world.is_on(place) else "off"
            await expect(panel(page).locator("p.last")).to_contain_text(f"{place} no name yet, {state}")
        await expect(panel(page).get_by_label(f"Its other output, beside {down}")).to_be_visible()
        await panel(page).get_by_label("What it is").focus()
        await page.evaluate("holdFrames()")
        await page.keyboard.type("Light")
        await page.keyboard.press("Tab")
        await page.keyboard.type("Garage")
        await page.evaluate("releaseFrames()")
        room = panel(page).get_by_label("Room", exact=True)
        await expect(room).to_be_focused()
        await expect(room.locator("option:checked")).to_have_text("Garage")
        await expect(panel(page).get_by_label("What it is").locator("option:checked")).to_have_text("Light")
    furnished.world.press(down)


async def test_a_phone_without_elements_of_home_assistant_names_changes_and_removes(furnished: Home) -> None:
    place = OutputAddress.parse("7/4")
    async with panel_page(furnished, "house", PHONE, "", WITHHOLD) as page:
        await ready(page)
        assert await page.evaluate(f"{list(WITHHELD)!r}.filter(name => customElements.get(name))") == []
        furnished.world.press(place)
        await button(page, "Name it: output 7/4").click()
        await expect(panel(page).get_by_label("Name", exact=True)).to_be_focused()
        await page.keyboard.type("Attic")
        await button(page, "Save").click()
        await expect(panel(page).get_by_text("Attic").first).to_be_visible()
        await panel(page).get_by_role("button", name="Attic").last.click()
        await panel(page).get_by_label("Name", exact=True).fill("Loft")
        await button(page, "Save").click()
        await expect(panel(page).get_by_text("Loft").first).to_be_visible()
        await panel(page).get_by_role("button", name="Loft").last.click()
        await button(page, "Remove").click()
        await button(page, "Remove it, history included").click()
        await expect(panel(page).get_by_role("button", name="Loft")).to_have_count(0)
        for name in PAGES:
            await panel(page).locator(f"nav a[href^='/ipcom/{name}']").click()
            await ready(page)
        await button(page, "Open the menu of Home Assistant").click()
        await expect(page.get_by_role("link", name="Settings")).to_be_visible()
    furnished.world.press(place)


async def test_letters_typed_in_a_list_are_no_shortcuts_of_home_assistant(furnished: Home) -> None:
    async with panel_page(furnished, "house", DESK) as page:
        await ready(page)
        await panel(page).get_by_role("button", name="Hall").last.click()
        await panel(page).get_by_label("Room", exact=True).focus()
        await page.keyboard.type("Bathroom")
        await expect(panel(page).get_by_label("Room", exact=True).locator("option:checked")).to_have_text(
            "Bathroom"
        )
        await expect(page.get_by_text("How can I assist?")).to_have_count(0)


async def _stops(page: Page) -> list[dict[str, object]]:
    """Press Tab until the focus has gone through the whole panel and left it."""
    stops: list[dict[str, object]] = []
    for _ in range(MOST_STOPS):
        await page.keyboard.press("Tab")
        stop = await page.evaluate(_FOCUS)
        if stop is None and stops:
            return stops
        if stop is not None:
            stops.append(stop)
    raise AssertionError(f"the focus does not leave the panel: {stops[-5:]}")


async def _tab_to(page: Page, label: str, stops: int = MOST_STOPS) -> None:
    for _ in range(stops):
        stop = await page.evaluate(_FOCUS)
        if stop is not None and stop["label"].startswith(label):
            return
        await page.keyboard.press("Tab")
    raise AssertionError(f"the Tab key does not come to {label}")


async def _remove(home: Home, name: str) -> None:
    (entry,) = await home.live.command("config_entries/get", domain="ipcom")
    command = {"entry_id": entry["entry_id"]}
    for each in await home.live.command("config_entries/subentries/list", **command):
        if each["title"] == name:
            await home.live.command(
                "config_entries/subentries/delete", subentry_id=each["subentry_id"], **command
            )
