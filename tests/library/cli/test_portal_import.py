"""Which site and bus are meant is never guessed."""

import pytest

from ipcom import ConfigurationError
from ipcom.cli.portal_import import PortalWish, choose_bus, choose_site
from ipcom.portal import PortalSite
from ipcom.portal.answers import read_configuration
from tests.fake_portal.houses import TWO_BUSES, TWO_GATEWAYS, VILLA
from tests.library.portal.test_answers import element

SITES = (PortalSite(1, "Villa", 0), PortalSite(2, "", 0))


def test_the_only_site_needs_no_name() -> None:
    assert choose_site(SITES[:1], PortalWish()) == SITES[0]


@pytest.mark.parametrize(("named", "number"), [("villa", 1), ("1", 1), ("2", 2)])
def test_a_site_is_named_or_numbered(named: str, number: int) -> None:
    assert choose_site(SITES, PortalWish(site=named)).id == number


@pytest.mark.parametrize("named", [None, "3", "vil"])
def test_a_site_that_is_not_clear_is_asked_for(named: str | None) -> None:
    with pytest.raises(ConfigurationError, match='--site with one of "Villa", "2"'):
        choose_site(SITES, PortalWish(site=named))


def test_the_only_bus_needs_no_number() -> None:
    assert choose_bus(read_configuration(element(VILLA.xml())), PortalWish()).number == 1


def test_another_bus_than_the_one_that_is_wanted_is_not_taken() -> None:
    with pytest.raises(ConfigurationError, match='--bus with one of "1"'):
        choose_bus(read_configuration(element(VILLA.xml())), PortalWish(bus=2))
    assert choose_bus(read_configuration(element(TWO_BUSES.xml())), PortalWish(bus=2)).number == 2


def test_a_gateway_is_named() -> None:
    site = read_configuration(element(TWO_GATEWAYS.xml()))
    assert choose_bus(site, PortalWish(gateway="AILE SUD")).gateway.host == "192.168.1.21"
    assert choose_bus(site, PortalWish(gateway="21")).gateway.name == "Aile nord"
