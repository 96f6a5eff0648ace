"""The import from the vendor's portal: against a portal written from the protocol alone, through the real forms."""

from typing import Any

import pytest
from homeassistant.config_entries import SOURCE_USER
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.helpers import area_registry as ar
from homeassistant.helpers import entity_registry as er

from custom_components.ipcom.const import DOMAIN
from tests.fake_portal.houses import ODD, Element
from tests.integration.homes import Home, at, connection_data
from tests.integration.portals import Forms, house, login_of, portal_at_hand


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
