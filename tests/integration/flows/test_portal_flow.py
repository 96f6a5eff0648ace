"""The import from the vendor's portal: against a portal written from the protocol alone, through the real forms."""

import ssl
from collections.abc import Callable
from typing import Any

import pytest
from homeassistant.config_entries import SOURCE_USER
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.helpers import area_registry as ar
from homeassistant.helpers import entity_registry as er

from custom_components.ipcom.const import DOMAIN
from tests.fake_portal import misbehaviours as bad
from tests.fake_portal.houses import ODD, TWO_BUSES, TWO_GATEWAYS, VILLA, Element, Gateway, Map, Module, Site
from tests.fake_portal.server import FakePortal, Misbehaviour, fault
from tests.integration.homes import Home, at, connection_data
from tests.integration.portals import AUTHORITY, Forms, Names, login_of, own_certificate, portal_at_hand


@pytest.fixture
async def empty(hass: HomeAssistant, gateway: Any) -> Home:
    """An entry of bus 1 without any devices."""
    return await Home(hass, gateway).start()


async def test_a_house_is_imported_and_works(
    hass: HomeAssistant, empty: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with portal_at_hand(monkeypatch) as portal:
        forms = await Forms.of_options(hass, empty.entry.entry_id)
        await forms.submit(login_of(portal))
        assert forms.step == "portal_things"
        assert forms.labels("light") == ["Éclairage séjour (1/1) · Séjour", "Applique & miroir (1/3)"]
        assert forms.labels("covers") == ["Salon (5/1+5/2) · Séjour", "Chambre (5/4+5/3) · Chambre"]
        assert forms.labels("siren") == ["SIRENE (1/4)"]
        assert forms.told["scenes"] == "- Tout éteindre\n- Bonne nuit"
        await forms.submit(forms.ticked())
        assert forms.step == "portal_preview"
        assert (forms.told["added_count"], forms.told["changed_count"]) == ("9", "0")
        assert not hass.states.async_entity_ids("light")
        await forms.submit({})
    assert forms.shown["reason"] == "devices_imported"
    await hass.async_block_till_done()
    lamp = er.async_get(hass).async_get_entity_id("light", DOMAIN, f"{empty.entry.entry_id}_1_1")
    assert lamp
    await empty.light("turn_on", lamp)
    assert empty.world.is_on(at("1/1"))
    assert ar.async_get(hass).async_get_area_by_name("Séjour")
    cover = empty.subentry("5_4")
    assert cover.title == "Chambre"
    assert (cover.data["up_output"], cover.data["down_output"]) == (4, 3)
    assert (cover.data["device_class"], cover.data["room"]) == ("blind", "Chambre")
    assert empty.subentry("1_1").data["room"] == "Séjour"
    assert empty.subentry("6_1").data["kind"] == "dimmer"


async def test_the_portal_account_is_kept_nowhere(
    hass: HomeAssistant, empty: Home, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async with portal_at_hand(monkeypatch) as portal:
        forms = await Forms.of_options(hass, empty.entry.entry_id)
        await forms.submit(login_of(portal))
        flow = hass.config_entries.options._progress[forms.shown["flow_id"]]
        kept = [f"{vars(flow)}", f"{vars(vars(flow)['_account'])}"]
        await forms.submit(forms.ticked())
        await forms.submit({})
        assert portal.asked.count("LoginNeo") == 1
        entry = empty.entry
        kept += [
            f"{entry.as_dict()}",
            f"{[each.as_dict() for each in entry.subentries.values()]}",
            caplog.text,
        ]
        for secret in (*portal.owner, "gateway-secret"):
            assert not [where for where in kept if secret in where]


async def test_only_what_is_ticked_comes_and_kinds_are_put_right(
    hass: HomeAssistant, empty: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with portal_at_hand(monkeypatch) as portal:
        forms = await Forms.of_options(hass, empty.entry.entry_id)
        await forms.submit(login_of(portal))
        chosen = {
            "switch": ["1/5"],
            "covers": ["5/1+5/2"],
            "turned": ["5/1+5/2"],
            "other_kind": ["1/5", "1/1", "5/1+5/2"],
        }
        await forms.submit(chosen)
        assert forms.step == "portal_kinds"
        assert forms.ticked() == {
            "Éclairage séjour (1/1) · Séjour": "light",
            "Portail (1/5) · Dehors": "switch",
            "Salon (5/1+5/2) · Séjour": "shutter",
        }
        await forms.submit(
            {
                "Éclairage séjour (1/1) · Séjour": "fan",
                "Portail (1/5) · Dehors": "impulse",
                "Salon (5/1+5/2) · Séjour": "awning",
            }
        )
        assert forms.told["added"] == "- Portail (1/5, Impulse)\n- Salon (5/2 + 5/1, Awning)"
        await forms.submit({})
    await hass.async_block_till_done()
    kept = {each.title: dict(each.data) for each in empty.entry.subentries.values()}
    assert kept.keys() == {"Portail", "Salon"}
    assert kept["Portail"]["kind"] == "impulse"
    assert (kept["Salon"]["up_output"], kept["Salon"]["down_output"]) == (2, 1)


async def test_a_typical_time_is_a_guess_for_all_new_covers(
    hass: HomeAssistant, empty: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with portal_at_hand(monkeypatch) as portal:
        forms = await Forms.of_options(hass, empty.entry.entry_id)
        await forms.submit(login_of(portal))
        await forms.submit(forms.ticked())
        await forms.submit({"typical_travel_time": 301})
        assert forms.shown["errors"] == {"typical_travel_time": "travel_time_impossible"}
        await forms.submit({"typical_travel_time": 25})
    await hass.async_block_till_done()
    for cover in ("5_1", "5_4"):
        data = next(each.data for each in empty.entry.subentries.values() if cover == each.unique_id)
        assert (data["travel_time_up"], data["times_guessed"]) == (25, True)


async def import_all(forms: Forms, portal: FakePortal) -> None:
    await forms.submit(login_of(portal))
    await forms.submit(forms.ticked())
    await forms.submit({})


def house(names: tuple[str, ...], *elements: Element) -> Site:
    modules = (Module(1, "Exo8", names), Module(5, "ExoStore", ("Salon M", "Salon D")))
    return Site(gateways=(Gateway(modules=modules),), maps=(Map("Hall", elements),))


async def test_later_new_renamed_and_gone_are_shown_first(
    hass: HomeAssistant, empty: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with portal_at_hand(monkeypatch, house(("Hall", "Porch", "Cellar"))) as portal:
        await import_all(await Forms.of_options(hass, empty.entry.entry_id), portal)
        await hass.async_block_till_done()
        portal.sites = (house(("Hall", "Terrace", "", "Attic")),)
        forms = await Forms.of_options(hass, empty.entry.entry_id)
        await forms.submit(login_of(portal))
        assert forms.labels("light") == ["Attic (1/4)"]
        assert forms.labels("renamed") == ["Porch → Terrace"]
        assert forms.told["gone"] == "- Cellar (1/3, Light)"
        assert forms.ticked()["renamed"] == []
        await forms.submit({**forms.ticked(), "renamed": ["1/2"]})
        assert forms.told["added"] == "- Attic (1/4, Light)"
        assert forms.told["changed"] == "- Porch (1/2, Light) → Terrace (1/2, Light)"
        assert forms.told["gone"] == "- Cellar (1/3, Light)"
        await forms.submit({})
    await hass.async_block_till_done()
    titles = {each.unique_id: each.title for each in empty.entry.subentries.values()}
    assert titles == {"1_1": "Hall", "1_2": "Terrace", "1_3": "Cellar", "1_4": "Attic", "5_1": "Salon"}


async def test_what_an_owner_changed_here_stays(
    hass: HomeAssistant, empty: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A kind that was put right, and directions that were turned, are not the portal's to change."""
    async with portal_at_hand(monkeypatch, house(("Hall",))) as portal:
        forms = await Forms.of_options(hass, empty.entry.entry_id)
        await forms.submit(login_of(portal))
        await forms.submit({**forms.ticked(), "turned": ["5/1+5/2"], "other_kind": ["1/1"]})
        await forms.submit({"Hall (1/1)": "outlet"})
        await forms.submit({})
        await hass.async_block_till_done()
        before = {key: dict(each.data) for key, each in empty.entry.subentries.items()}
        forms = await Forms.of_options(hass, empty.entry.entry_id)
        await forms.submit(login_of(portal))
        assert forms.ticked() == {}
        await forms.submit({})
        assert (forms.told["added_count"], forms.told["changed_count"]) == ("0", "0")
        await forms.submit({})
    assert {key: dict(each.data) for key, each in empty.entry.subentries.items()} == before
    assert {each["up_output"] for each in before.values() if "up_output" in each} == {2}


async def test_a_plan_that_changed_meanwhile_is_shown_again(
    hass: HomeAssistant, empty: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with portal_at_hand(monkeypatch, house(("Hall",))) as portal:
        first = await Forms.of_options(hass, empty.entry.entry_id)
        await first.submit(login_of(portal))
        await first.submit(first.ticked())
        await import_all(await Forms.of_options(hass, empty.entry.entry_id), portal)
        await hass.async_block_till_done()
        await first.submit({})
        assert first.step == "portal_preview"
        assert first.told["added_count"] == "0"


async def test_an_output_of_another_device_is_not_taken(
    hass: HomeAssistant, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken = Site(gateways=(Gateway(modules=(Module(5, "Exo8", ("Lamp on a relay of a shutter",)),)),))
    async with portal_at_hand(monkeypatch, taken) as portal:
        forms = await Forms.of_options(hass, home.entry.entry_id)
        await forms.submit(login_of(portal))
        await forms.submit(forms.ticked())
        assert forms.told["blocked"] == "- Lamp on a relay of a shutter (5/1, Light)"
        assert forms.told["added_count"] == "0"


async def test_a_site_is_chosen_among_several_and_then_the_bus(
    hass: HomeAssistant, empty: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with portal_at_hand(monkeypatch, VILLA, TWO_BUSES) as portal:
        forms = await Forms.of_options(hass, empty.entry.entry_id)
        await forms.submit(login_of(portal))
        assert forms.step == "portal_site"
        assert forms.labels("site") == ["Villa Étoile", "Ferme"]
        await forms.submit({"site": "1"})
        assert forms.step == "portal_bus"
        assert forms.labels("gateway_bus") == [
            "Grange (192.168.1.20) · 1 · Minido",
            "Grange (192.168.1.20) · 2 · BiBus",
        ]
        assert forms.ticked() == {"gateway_bus": "0"}
        await forms.submit({"gateway_bus": "1"})
        assert forms.labels("switch") == ["Étable (1/1) · Rez"]


async def test_the_gateway_of_this_entry_is_proposed(
    hass: HomeAssistant, empty: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    two = Site(
        gateways=(
            Gateway("Elsewhere", (Module(1, "Exo8", ("A",)),)),
            Gateway("Here", (Module(1, "Exo8", ("B",)),), local_address="", remote_address="127.0.0.1"),
        )
    )
    async with portal_at_hand(monkeypatch, two) as portal:
        forms = await Forms.of_options(hass, empty.entry.entry_id)
        await forms.submit(login_of(portal))
        assert forms.labels("gateway_bus") == ["Elsewhere (192.168.1.20) · 1 · Minido", "Here · 1 · Minido"]
        assert forms.ticked() == {"gateway_bus": "1"}


async def test_another_bus_than_that_of_the_entry_is_never_taken_by_itself(
    hass: HomeAssistant, empty: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    second = Site(gateways=(Gateway(bus1="None", bus2="BiBus", modules=(Module(1, "Exo8", ("A",), bus=2),)),))
    async with portal_at_hand(monkeypatch, second) as portal:
        forms = await Forms.of_options(hass, empty.entry.entry_id)
        await forms.submit(login_of(portal))
        assert forms.step == "portal_bus"
        assert forms.told["bus"] == "1"


async def test_several_gateways_keep_their_symbols_apart(
    hass: HomeAssistant, empty: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with portal_at_hand(monkeypatch, TWO_GATEWAYS) as portal:
        forms = await Forms.of_options(hass, empty.entry.entry_id)
        await forms.submit(login_of(portal))
        await forms.submit({"gateway_bus": "1"})
        assert forms.labels("switch") == ["Sud (1/1) · Sud"]


async def test_what_is_not_understood_is_told_and_what_is_doubtful_is_not_ticked(
    hass: HomeAssistant, empty: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with portal_at_hand(monkeypatch, ODD) as portal:
        forms = await Forms.of_options(hass, empty.entry.entry_id)
        await forms.submit(login_of(portal))
    assert forms.told["doubtful"] == forms.told["guessed"] == "- Left / Right (5/1+5/2)"
    assert forms.told["no_partner"] == "- Alone (5/3)"
    assert "- Radio (ExoAudio 2)" in forms.told["unknown_module"]
    assert forms.told["scenes"] == "- Scene"
    assert forms.ticked()["covers"] == []
    assert forms.ticked()["light"] == ["1/1", "1/4", "1/5"]


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


async def test_a_new_entry_is_filled_from_the_portal(
    hass: HomeAssistant, gateway: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with portal_at_hand(monkeypatch, house(("Hall", "Porch"), Element("Hall", "1,1,1"))) as portal:
        manager = hass.config_entries.flow
        forms = Forms(manager, await manager.async_init(DOMAIN, context={"source": SOURCE_USER}))
        await forms.submit(connection_data(gateway, bus="1"))
        assert "portal" in forms.shown["menu_options"]
        await forms.submit({"next_step_id": "portal"})
        await forms.submit(login_of(portal))
        assert forms.labels("light") == ["Hall (1/1) · Hall", "Porch (1/2)"]
        await forms.submit(forms.ticked())
        await forms.submit({})
    assert forms.shown["type"] is FlowResultType.CREATE_ENTRY
    await hass.async_block_till_done()
    (entry,) = hass.config_entries.async_entries(DOMAIN)
    assert {each.title for each in entry.subentries.values()} == {"Hall", "Porch", "Salon"}
    assert "owner@example.org" not in str(entry.as_dict())


async def test_names_are_shown_as_they_are_and_are_no_markdown(
    hass: HomeAssistant, empty: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    scene = Element("![x](https://elsewhere.invalid/x.png)", type="Sequence")
    async with portal_at_hand(monkeypatch, house(("<img src=x> *Hall*",), scene)) as portal:
        forms = await Forms.of_options(hass, empty.entry.entry_id)
        await forms.submit(login_of(portal))
        assert forms.labels("light") == ["<img src=x> *Hall* (1/1)"]
        assert forms.told["scenes"] == r"- \!\[x\](https://elsewhere.invalid/x.png)"
        await forms.submit(forms.ticked())
        assert r"- \<img src=x\> \*Hall\* (1/1, Light)" in forms.told["added"]
