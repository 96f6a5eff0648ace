"""Which site, gateway and bus of the portal's account an entry is filled from."""

import pytest
from homeassistant.core import HomeAssistant

from tests.fake_portal.houses import TWO_BUSES, TWO_GATEWAYS, VILLA, Gateway, Module, Site
from tests.integration.homes import Home
from tests.integration.portals import Forms, login_of, portal_at_hand


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
