"""The house as its owners see it every day: by rooms, a shutter on its way, the integration's own page."""

from __future__ import annotations

from playwright.async_api import expect

from tests.browser.album import Album
from tests.browser.frontend import DASHBOARD, INTEGRATION, device_path
from tests.browser.home import Home
from tests.browser.screens import DARK, DESK, Screen
from tests.browser.shown import NOTING, has_shown

POCKET = Screen(412, 892, scale=2.0)
DEVICE = Screen(1280, 640)
CONTROLS = Screen(640, 760)
MOVING = "cover.living_right"
SHUTTER = "cover.bedroom_window"


async def test_a_dashboard_shows_the_house_by_day_and_by_night(furnished: Home, album: Album) -> None:
    for name, screen in (("dashboard", DESK), ("dashboard-dark", DARK)):
        async with furnished.visitor.page(DASHBOARD, screen) as page:
            await expect(page.get_by_text("4 lights on")).to_be_visible()
            await expect(page.locator("hui-tile-card")).to_have_count(17)
            await album.take(page, name)


async def test_a_shutter_on_its_way_is_seen_in_a_pocket(furnished: Home, album: Album) -> None:
    async with furnished.visitor.page(DASHBOARD, POCKET, "", NOTING) as page:
        await expect(page.get_by_text("Right window").first).to_be_visible()
        await furnished.live.act("cover.close_cover", MOVING)
        await has_shown(page, "Closing")
        await album.take(page, "dashboard-phone")
    await furnished.live.act("cover.stop_cover", MOVING)


async def test_the_page_of_the_integration_has_a_row_for_everything(furnished: Home, album: Album) -> None:
    async with furnished.visitor.page(INTEGRATION) as page:
        await expect(page.get_by_text("18 devices").first).to_be_visible()
        await expect(page.locator("ha-config-sub-entry-row")).to_have_count(17)
        await album.take(page, "integration")


async def test_a_shutter_is_seen_half_way(furnished: Home, album: Album) -> None:
    path = await device_path(furnished, SHUTTER)
    motor = next(motor for motor in furnished.world.shutters.values() if motor.spec.up_s == 17.0)
    await furnished.place(SHUTTER, motor, 0.0)
    async with furnished.visitor.page(path, DEVICE, "", NOTING) as page:
        await expect(page.get_by_text("Bedroom window").first).to_be_visible()
        await furnished.live.act("cover.open_cover", SHUTTER)
        await has_shown(page, "Opening")
        await album.take(page, "shutter-device")
    async with furnished.visitor.page(
        f"{DASHBOARD}?more-info-entity-id={SHUTTER}", CONTROLS, "", NOTING
    ) as page:
        await furnished.place(SHUTTER, motor, 75.0)
        await expect(page.get_by_text("Open · 75%").last).to_be_visible()
        await furnished.live.act("cover.set_cover_position", SHUTTER, position=20)
        await has_shown(page, r"Closing · [3-6]\d%")
        await album.take(page, "shutter-moving")
