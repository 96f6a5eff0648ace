"""A second import from the portal, and one into a house that has devices: what is here stays."""

import pytest
from homeassistant.core import HomeAssistant

from tests.fake_portal.houses import Gateway, Module, Site
from tests.fake_portal.server import FakePortal
from tests.integration.homes import Home
from tests.integration.portals import Forms, house, login_of, portal_at_hand


async def import_all(forms: Forms, portal: FakePortal) -> None:
    await forms.submit(login_of(portal))
    await forms.submit(forms.ticked())
    await forms.submit({})


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
