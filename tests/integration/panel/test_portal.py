"""The commands that import from the vendor's portal, against a portal written from the protocol alone."""

import logging
from collections.abc import AsyncIterator
from http import HTTPStatus
from typing import Any

import pytest
from homeassistant.helpers import entity_registry as er

from custom_components.ipcom.panel import import_sessions
from tests.fake_portal import misbehaviours as bad
from tests.fake_portal.houses import ODD, TWO_BUSES, VILLA, Gateway, Module, Site
from tests.fake_portal.server import COOKIE, FakePortal, fault
from tests.integration.homes import Home
from tests.integration.pages import Page, WebSocketMaker
from tests.integration.portals import login_of, portal_at_hand

OVER = ("not_found", "import_over")


class PortalPage(Page):
    """A page that logs in at the portal; that goes by HTTP."""

    http: Any = None

    async def log_in(self, **account: str) -> Any:
        """Send a user name and a password; return the answer."""
        answer = await self.http.post("/api/ipcom/portal_login", json=account)
        assert answer.status == HTTPStatus.OK
        return await answer.json()


@pytest.fixture
def all_logged(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    """Everything that is logged from before the page is opened: Home Assistant looks at the level only then."""
    caplog.set_level(logging.DEBUG)
    return caplog


@pytest.fixture
async def page(empty: Home, hass_ws_client: WebSocketMaker, hass_client: WebSocketMaker) -> PortalPage:
    """A page of the empty house."""
    page = PortalPage(await hass_ws_client())
    page.http = await hass_client()
    return page


@pytest.fixture
async def portal(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[FakePortal]:
    """The portal with one site."""
    async with portal_at_hand(monkeypatch) as portal:
        yield portal


async def login(page: PortalPage, home: Home, portal: FakePortal, **changes: str) -> Any:
    answer = await page.log_in(**login_of(portal, **changes))
    if "mistake" in answer:
        return answer
    entry_id = home.entry.entry_id
    return await page.result("ipcom/import/portal/login", entry_id=entry_id, **answer)


async def step(page: PortalPage, name: str, token: str, **fields: Any) -> Any:
    return await page.result(f"ipcom/import/portal/{name}", token=token, **fields)


async def refused(page: PortalPage, name: str, token: str, **fields: Any) -> Any:
    error = (await page.ask(f"ipcom/import/portal/{name}", token=token, **fields))["error"]
    return error["code"], error.get("translation_key")


async def to_choice(page: PortalPage, home: Home, portal: FakePortal, bus: int = 0) -> tuple[str, Any]:
    logged_in = await login(page, home, portal)
    token = logged_in["token"]
    await step(page, "site", token, site=logged_in["sites"][0]["id"])
    return token, await step(page, "bus", token, bus=bus)


async def test_a_house_is_imported_and_works(page: PortalPage, empty: Home, portal: FakePortal) -> None:
    logged_in = await login(page, empty, portal)
    token = logged_in["token"]
    assert [site["name"] for site in logged_in["sites"]] == ["Villa Étoile"]
    buses = await step(page, "site", token, site=logged_in["sites"][0]["id"])
    assert buses["buses"] == [{"index": 0, "label": "IPCom (192.168.1.20) · 1 · Minido", "likely": True}]
    found = await step(page, "bus", token, bus=0)
    things = {each["name"]: each for each in found["new"]}
    assert things["Éclairage séjour"] == {
        "id": "1/1",
        "name": "Éclairage séjour",
        "type": "output",
        "kind": "light",
        "outputs": [0],
        "room": "Séjour",
        "guessed": False,
        "doubtful": False,
    }
    assert (things["Chambre"]["id"], things["Chambre"]["kind"]) == ("5/4+5/3", "blind")
    assert found["scenes"] == ["Tout éteindre", "Bonne nuit"]
    assert (found["renamed"], found["gone"], found["left_out"]) == ([], [], [])
    wanted = [{"id": each["id"]} for each in found["new"]]
    plan = (await step(page, "choose", token, wanted=wanted))["plan"]
    assert (len(plan["added"]), plan["asks_typical_time"]) == (9, True)
    done = await page.result("ipcom/import/apply", token=token, typical_time=20)
    assert done == {"done": True, "added": 9, "changed": 0}
    await empty.hass.async_block_till_done()
    lamp = er.async_get(empty.hass).async_get_entity_id("light", "ipcom", f"{empty.entry.entry_id}_1_1")
    assert lamp
    assert empty.state(lamp) == "off"
    assert empty.subentry("5_4").data["travel_time_up"] == 20


async def test_only_what_is_wanted_comes_and_is_put_right(
    page: PortalPage, empty: Home, portal: FakePortal
) -> None:
    token, _ = await to_choice(page, empty, portal)
    wanted = [
        {"id": "1/5", "kind": "impulse"},
        {"id": "5/1+5/2", "kind": "awning", "turned": True},
        {"id": "9/9"},
    ]
    plan = (await step(page, "choose", token, wanted=wanted))["plan"]
    assert [(each["name"], each["kind"], each["outputs"]) for each in plan["added"]] == [
        ("Portail", "impulse", [4]),
        ("Salon", "awning", [33, 32]),
    ]
    plan = (await step(page, "choose", token, wanted=wanted[:1]))["plan"]
    assert [each["name"] for each in plan["added"]] == ["Portail"]


@pytest.mark.parametrize(("thing", "kind"), [("1/5", "awning"), ("5/1+5/2", "light"), ("1/5", "rocket")])
async def test_a_kind_that_cannot_be_is_refused(
    page: PortalPage, empty: Home, portal: FakePortal, thing: str, kind: str
) -> None:
    token, _ = await to_choice(page, empty, portal)
    wanted = [{"id": thing, "kind": kind}]
    assert (await refused(page, "choose", token, wanted=wanted))[0] == "invalid_format"
    assert await refused(page, "choose", "none", wanted=[]) == OVER


async def test_names_of_the_portal_are_taken_where_they_are_wanted(
    page: PortalPage, empty: Home, portal: FakePortal
) -> None:
    token, found = await to_choice(page, empty, portal)
    await step(page, "choose", token, wanted=[{"id": each["id"]} for each in found["new"]])
    await page.result("ipcom/import/apply", token=token)
    names = ("Lumière", "Prise", "", "", "")
    portal.sites = (Site(gateways=(Gateway(modules=(Module(1, "Exo8", names),)),)),)
    token, found = await to_choice(page, empty, portal)
    renamed = {each["id"]: (each["name"], each["portal_name"]) for each in found["renamed"]}
    assert renamed["1/1"] == ("Éclairage séjour", "Lumière")
    assert "Portail" in [each["name"] for each in found["gone"]]
    plan = (await step(page, "choose", token, wanted=[], renamed=["1/1", "nothing"]))["plan"]
    assert [each["after"]["name"] for each in plan["changed"]] == ["Lumière"]
    assert (await page.result("ipcom/import/apply", token=token))["changed"] == 1
    assert empty.subentry("1_1").title == "Lumière"


async def test_one_of_several_sites_and_buses_is_chosen(
    page: PortalPage, empty: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with portal_at_hand(monkeypatch, VILLA, TWO_BUSES) as portal:
        logged_in = await login(page, empty, portal)
        token = logged_in["token"]
        assert [site["name"] for site in logged_in["sites"]] == ["Villa Étoile", "Ferme"]
        farm = await step(page, "site", token, site=8)
        assert [(bus["index"], bus["likely"]) for bus in farm["buses"]] == [(0, True), (1, False)]
        found = await step(page, "bus", token, bus=1)
        assert [each["name"] for each in found["new"]] == ["Étable"]
        assert await refused(page, "bus", token, bus=2) == OVER
        assert await refused(page, "site", token, site=99) == OVER
        assert (await refused(page, "bus", token, bus=-1))[0] == "invalid_format"


async def test_what_is_doubtful_or_not_understood_is_told(
    page: PortalPage, empty: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with portal_at_hand(monkeypatch, ODD) as portal:
        _, found = await to_choice(page, empty, portal)
    doubtful = [(each["id"], each["guessed"]) for each in found["new"] if each["doubtful"]]
    assert doubtful == [("5/1+5/2", True)]
    assert {each["reason"] for each in found["left_out"]} == {"no_partner", "unknown_module"}


async def test_a_wrong_login_is_told_and_a_second_try_works(
    page: PortalPage, empty: Home, portal: FakePortal
) -> None:
    told = await login(page, empty, portal, password="wrong")
    assert told == {"mistake": {"category": "options", "key": "error.portal_refused", "placeholders": {}}}
    assert import_sessions._SESSIONS not in empty.hass.data
    assert (await login(page, empty, portal))["token"]


async def test_a_site_that_is_empty_or_a_login_that_is_over_is_told(
    page: PortalPage, empty: Home, portal: FakePortal
) -> None:
    portal.sites = (Site(gateways=()),)
    logged_in = await login(page, empty, portal)
    token, site = logged_in["token"], logged_in["sites"][0]["id"]
    told = await step(page, "site", token, site=site)
    assert told["mistake"]["key"] == "error.portal_site_empty"
    assert await refused(page, "site", token, site=site) == OVER
    token = (await login(page, empty, portal))["token"]
    portal.misbehave = bad.always(fault("no session"), bad.SITES)
    told = await step(page, "site", token, site=site)
    assert told["mistake"]["key"] == "error.portal_session_over"


async def test_steps_that_do_not_fit_the_import_are_refused(
    page: PortalPage, empty: Home, portal: FakePortal
) -> None:
    token = (await login(page, empty, portal))["token"]
    assert await refused(page, "bus", token, bus=0) == OVER
    assert await refused(page, "choose", token, wanted=[]) == OVER
    answer = await page.ask("ipcom/import/apply", token=token)
    assert answer["error"]["translation_key"] == "import_over"
    of_file = await page.result("ipcom/import/file", entry_id=empty.entry.entry_id, text="")
    steps: dict[str, dict[str, Any]] = {"site": {"site": 1}, "bus": {"bus": 0}, "choose": {"wanted": []}}
    for name, fields in steps.items():
        assert await refused(page, name, of_file["token"], **fields) == OVER
        assert await refused(page, name, "none", **fields) == OVER


async def test_a_new_site_is_not_mixed_with_what_was_chosen_of_another(
    page: PortalPage, empty: Home, portal: FakePortal
) -> None:
    token, found = await to_choice(page, empty, portal)
    await step(page, "choose", token, wanted=[{"id": found["new"][0]["id"]}])
    await step(page, "bus", token, bus=0)
    answer = await page.ask("ipcom/import/apply", token=token)
    assert answer["error"]["code"] == "not_found"


async def test_the_account_is_kept_nowhere(
    all_logged: pytest.LogCaptureFixture, page: PortalPage, empty: Home, portal: FakePortal
) -> None:
    """Home Assistant's own log of websockets has all that comes, at its debug level."""
    token, found = await to_choice(page, empty, portal)
    (session,) = empty.hass.data[import_sessions._SESSIONS].values()
    kept = [f"{session}", f"{vars(session.account)}", f"{vars(vars(session.account)['_portal'])}"]
    await step(page, "choose", token, wanted=[{"id": found["new"][0]["id"]}])
    await page.result("ipcom/import/apply", token=token)
    assert portal.asked.count("LoginNeo") == 1
    kept += [f"{empty.entry.as_dict()}", all_logged.text]
    for secret in (*portal.owner, "gateway-secret"):
        assert not [where for where in kept if secret in where]
    ours = [record.getMessage() for record in all_logged.records if "websocket_api" not in record.name]
    for personal in ("Villa Étoile", "house.example.org", COOKIE):
        assert personal not in "\n".join(ours)
    assert (session.account, session.comparison, session.pending) == (None, None, None)
