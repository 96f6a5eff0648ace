"""What goes wrong on the way to the portal is told, nothing is sent to a stranger, and a second try works."""

import ssl
from collections.abc import Callable

import pytest
from homeassistant.core import HomeAssistant

from tests.fake_portal import misbehaviours as bad
from tests.fake_portal.houses import TWO_BUSES, VILLA, Site
from tests.fake_portal.server import FakePortal, Misbehaviour, fault
from tests.integration.homes import Home
from tests.integration.portals import AUTHORITY, Forms, Names, login_of, own_certificate, portal_at_hand

WRONG: dict[str, tuple[Misbehaviour, str]] = {
    "broken XML": (bad.BROKEN_XML, "portal_answer_wrong"),
    "an entity bomb": (bad.BOMB, "portal_answer_wrong"),
    "10 MB": (bad.TEN_MEGABYTES, "portal_answer_wrong"),
    "a web page": (bad.WEB_PAGE, "portal_answer_wrong"),
    "a redirect": (bad.redirect("https://elsewhere.invalid/"), "portal_answer_wrong"),
    "a SOAP fault": (bad.FAULT, "portal_answer_wrong"),
    "closed at once": (bad.close_at_once, "portal_unreachable"),
    "a hanging server": (bad.hang, "portal_timed_out"),
}


@pytest.mark.parametrize("case", WRONG)
async def test_what_goes_wrong_is_told_and_a_second_try_works(
    hass: HomeAssistant, empty: Home, monkeypatch: pytest.MonkeyPatch, case: str
) -> None:
    misbehave, error = WRONG[case]
    async with portal_at_hand(monkeypatch, misbehave=misbehave) as portal:
        forms = await Forms.of_options(hass, empty.entry.entry_id)
        await forms.submit(login_of(portal))
        assert (forms.step, forms.shown["errors"]) == ("portal", {"base": error})
        portal.misbehave = None
        await forms.submit(login_of(portal))
        assert forms.step == "portal_things"


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ({"password": "wrong"}, "portal_refused"),
        ({"password": "x" * 300}, "portal_unsendable"),
        ({"username": "a\x00b"}, "portal_unsendable"),
    ],
)
async def test_a_wrong_login_is_told_and_a_second_try_works(
    hass: HomeAssistant, empty: Home, monkeypatch: pytest.MonkeyPatch, typed: dict[str, str], error: str
) -> None:
    async with portal_at_hand(monkeypatch) as portal:
        forms = await Forms.of_options(hass, empty.entry.entry_id)
        await forms.submit(login_of(portal, **typed))
        assert forms.shown["errors"] == {"base": error}
        suggested = {str(name): name.description for name in forms.shown["data_schema"].schema}
        assert suggested["username"] == {"suggested_value": typed.get("username", portal.owner[0])}
        assert suggested["password"] is None
        await forms.submit(login_of(portal))
        assert forms.step == "portal_things"


def without_sites(portal: FakePortal) -> None:
    portal.sites = ()


def empty_site(portal: FakePortal) -> None:
    portal.sites = (Site(),)


def no_session(portal: FakePortal) -> None:
    portal.misbehave = bad.always(fault("no session"), bad.SITES)


@pytest.mark.parametrize(
    ("spoil", "error"),
    [
        (without_sites, "portal_no_sites"),
        (empty_site, "portal_site_empty"),
        (no_session, "portal_session_over"),
    ],
)
async def test_an_account_of_no_use_is_told_and_a_second_try_works(
    hass: HomeAssistant,
    empty: Home,
    monkeypatch: pytest.MonkeyPatch,
    spoil: Callable[[FakePortal], None],
    error: str,
) -> None:
    async with portal_at_hand(monkeypatch) as portal:
        spoil(portal)
        forms = await Forms.of_options(hass, empty.entry.entry_id)
        await forms.submit(login_of(portal))
        assert (forms.step, forms.shown["errors"]) == ("portal", {"base": error})
        portal.sites, portal.misbehave = (VILLA,), None
        await forms.submit(login_of(portal))
        assert forms.step == "portal_things"


async def test_a_site_that_cannot_be_read_leads_back_to_the_login(
    hass: HomeAssistant, empty: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with portal_at_hand(monkeypatch, VILLA, TWO_BUSES) as portal:
        portal.misbehave = bad.always(fault("no session"), bad.SITES)
        forms = await Forms.of_options(hass, empty.entry.entry_id)
        await forms.submit(login_of(portal))
        await forms.submit({"site": "0"})
        assert (forms.step, forms.shown["errors"]) == ("portal", {"base": "portal_session_over"})


async def test_a_server_with_a_certificate_of_its_own_gets_nothing(
    hass: HomeAssistant, empty: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with portal_at_hand(monkeypatch, tls=own_certificate()) as portal:
        monkeypatch.setattr(
            "custom_components.ipcom.imports.portal_account.PORTAL_URL",
            portal.url.replace("localhost", "127.0.0.1"),
        )
        forms = await Forms.of_options(hass, empty.entry.entry_id)
        await forms.submit(login_of(portal))
        assert forms.shown["errors"] == {"base": "portal_not_trusted"}
        assert not portal.requests


async def test_a_server_with_a_valid_certificate_is_spoken_to_over_the_session_of_home_assistant(
    hass: HomeAssistant, empty: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The authority of the test is one that this Home Assistant trusts; its own session verifies with it."""
    trusting = ssl.create_default_context(cafile=AUTHORITY)
    monkeypatch.setattr("homeassistant.util.ssl.client_context", lambda *_: trusting)
    monkeypatch.setattr(
        "homeassistant.helpers.aiohttp_client._async_get_or_create_resolver", lambda _: Names()
    )
    async with portal_at_hand(monkeypatch, tls=own_certificate()) as portal:
        forms = await Forms.of_options(hass, empty.entry.entry_id)
        await forms.submit(login_of(portal))
        assert forms.step == "portal_things"
        assert portal.asked == ["LoginNeo", "CheckSiteVersion"]
