"""What is worth a picture."""

from __future__ import annotations

import time

from playwright.sync_api import Page

from .album import take
from .browser import LoggedIn, Screen
from .frontend import ADD, INTEGRATION, act, button, choose, device_path, until
from .programs import Gateway

DESKTOP = Screen(1280, 900)
DARK = Screen(1280, 900, dark=True)
PHONE = Screen(412, 892, scale=2.0)
FORM = Screen(760, 1130)
DIALOG = Screen(760, 560)
DEVICE = Screen(1280, 640)
CONTROLS = Screen(640, 760)
PREVIEW = Screen(760, 900)
HAND = Screen(760, 1050)

DASHBOARD = "/demo-house/house"
FRENCH = "fr"
SHUTTER = "cover.bedroom_window"
SHUTTER_NAME = "Bedroom window"
MID_TRAVEL_MS = 5_000
UP_MS, DOWN_MS = 17_000, 16_000
"""The true travel times of that shutter's motor."""
LOAD_MS = 3_000


def dashboard(visitor: LoggedIn) -> None:
    """The house by rooms: by day, by night, in a pocket; the pocket's with a shutter on its way."""
    for name, screen in (("dashboard", DESKTOP), ("dashboard-dark", DARK)):
        with visitor.page(screen, DASHBOARD) as page:
            _loaded(page)
            take(page, name)
    with visitor.page(PHONE, DASHBOARD) as page:
        _loaded(page)
        act(page, "cover.close_cover", "cover.living_right")
        page.wait_for_timeout(MID_TRAVEL_MS)
        take(page, "dashboard-phone")
        act(page, "cover.stop_cover", "cover.living_right")


def integration(visitor: LoggedIn) -> None:
    """The integration's own page."""
    with visitor.page(DESKTOP, INTEGRATION) as page:
        _loaded(page)
        take(page, "integration")


def shutter_moving(visitor: LoggedIn) -> None:
    """A shutter's device page, and its controls, half-way."""
    with visitor.page(DESKTOP, DASHBOARD) as page:
        _loaded(page)
        path = device_path(page, SHUTTER)
    with visitor.page(DEVICE, path) as page:
        _loaded(page)
        act(page, "cover.open_cover", SHUTTER)
        page.wait_for_timeout(MID_TRAVEL_MS)
        take(page, "shutter-device")
    with visitor.page(CONTROLS, f"{DASHBOARD}?more-info-entity-id={SHUTTER}") as page:
        _loaded(page)
        take(page, "shutter-moving")
        until(page, SHUTTER, "open")


def set_up(visitor: LoggedIn, gateway: Gateway) -> None:
    """The form that asks for the gateway, and what an import would do."""
    with visitor.page(FORM, ADD) as page:
        button(page, "OK").click()
        page.locator("input[name=host]").fill("192.168.1.20")
        page.locator("input[name=username]").fill("demo")
        page.locator("input[name=password]").fill("demo")
        page.locator("input[name=username]").focus()
        take(page, "set-up")
        page.set_viewport_size({"width": PREVIEW.width, "height": PREVIEW.height})
        page.locator("input[name=host]").fill("127.0.0.1")
        page.locator("ha-dialog input[type=number]").fill(str(gateway.port))
        button(page, "Submit").click()
        choose(page, "Upload a devices.yaml")
        page.locator("ha-dialog input[type=file]").set_input_files(gateway.devices)
        page.get_by_text("devices.yaml", exact=True).wait_for()
        button(page, "Submit").click()
        button(page, "Import").wait_for()
        take(page, "import-preview")


def calibration(visitor: LoggedIn) -> None:
    """Timing a shutter, both ways, as its owner does."""
    with visitor.page(DIALOG, INTEGRATION) as page:
        _loaded(page)
        act(page, "cover.close_cover", SHUTTER)
        until(page, SHUTTER, "closed")
        row = page.locator("ha-config-sub-entry-row").filter(has_text=SHUTTER_NAME)
        row.get_by_label("Calibrate").first.click()
        choose(page, "Calibrate")
        button(page, "Start").wait_for()
        take(page, "calibration-start")
        button(page, "Start").click()
        page.get_by_text("should be fully closed now").wait_for()
        button(page, "Start").click()
        page.get_by_text("arrived at the top").wait_for()
        _arrive(page, UP_MS, "calibration-running")
        page.get_by_text("arrived at the bottom").wait_for()
        _arrive(page, DOWN_MS)
        button(page, "Save").wait_for()
        take(page, "calibration-times")
        button(page, "Save").click()
        page.wait_for_timeout(LOAD_MS)


def by_hand(visitor: LoggedIn) -> None:
    """Adding an output from the list of all, changing one to another kind, and turning a cover round."""
    with visitor.page(HAND, INTEGRATION) as page:
        _loaded(page)
        act(page, "switch.turn_on", "switch.garden_socket")
        until(page, "switch.garden_socket", "on")
        page.get_by_text("Add output").first.click()
        button(page, "Add").wait_for()
        page.locator("input[name=name]").fill("Ceiling fan")
        take(page, "add-output")
        page.locator("ha-dialog ha-selector-select").first.click()
        take(page, "add-output-list")
    with visitor.page(HAND, INTEGRATION) as page:
        _loaded(page)
        _gear(page, "Hall", "Change output")
        button(page, "Save").wait_for()
        take(page, "change-output")
        page.locator("ha-dialog ha-selector-select").nth(1).click()
        page.get_by_role("menuitem", name="Switch", exact=True).click()
        button(page, "Save").click()
        button(page, "Change it").wait_for()
        take(page, "new-entity-id")
    with visitor.page(HAND, INTEGRATION) as page:
        _loaded(page)
        _gear(page, SHUTTER_NAME, "Calibrate or change cover")
        choose(page, "Name, room")
        button(page, "Save").wait_for()
        take(page, "change-cover")


def in_french(visitor: LoggedIn) -> None:
    """The forms that ask for the gateway, for an output and for a cover, as an owner in Namur sees them."""
    with visitor.page(FORM, ADD, FRENCH) as page:
        button(page, "OK").click()
        page.locator("input[name=host]").fill("192.168.1.20")
        page.locator("input[name=username]").fill("demo")
        page.locator("input[name=username]").focus()
        take(page, "fr/set-up")
    with visitor.page(HAND, INTEGRATION, FRENCH) as page:
        _loaded(page)
        page.get_by_text("Ajouter une sortie").first.click()
        button(page, "Ajouter").wait_for()
        page.locator("input[name=name]").fill("Ventilateur")
        take(page, "fr/add-output")
    with visitor.page(HAND, INTEGRATION, FRENCH) as page:
        _loaded(page)
        page.get_by_text("Ajouter un volet").first.click()
        button(page, "Ajouter").wait_for()
        take(page, "fr/add-cover")


def _gear(page: Page, name: str, label: str) -> None:
    """Press the gear of the output or cover with this name."""
    row = page.locator("ha-config-sub-entry-row").filter(has=page.get_by_text(name, exact=True))
    row.get_by_label(label).first.click()


def _arrive(page: Page, travel_ms: int, name: str = "") -> None:
    """Say that it has arrived when it has."""
    arrived = button(page, "It has arrived")
    arrived.wait_for()
    arrives = time.monotonic() + travel_ms / 1000
    if name:
        take(page, name)
    page.wait_for_timeout(max(0.0, arrives - time.monotonic()) * 1000)
    arrived.dispatch_event("click")


def _loaded(page: Page) -> None:
    page.wait_for_timeout(LOAD_MS)
