"""Sites, gateways and symbols are read as far as they make sense; nothing of the gateway's login is read."""

import pytest

from ipcom import BusType
from ipcom.portal import PortalRefused, PortalSite
from ipcom.portal.answers import read_configuration, read_sites, text_of
from ipcom.portal.xml_reader import XmlElement, XmlReader
from tests.fake_portal.houses import TWO_BUSES, VILLA, Element, Gateway, Map, Module, Site


def element(text: str) -> XmlElement:
    reader = XmlReader()
    reader.feed(f"<r>{text}</r>".encode())
    return reader.finish()


def test_the_sites_of_an_account_are_listed() -> None:
    login = element(f"<ID>3</ID><AllowedSites>{VILLA.listed_xml()}{TWO_BUSES.listed_xml()}</AllowedSites>")
    assert read_sites(login) == (PortalSite(7, "Villa Étoile", 42), PortalSite(8, "Ferme", 42))


@pytest.mark.parametrize(
    "text", ["", "<ID/>", "<ID>0</ID>", "<ID>-1</ID>", "<ID>none</ID>", "<Name>x</Name>"]
)
def test_a_login_without_an_id_is_refused(text: str) -> None:
    with pytest.raises(PortalRefused, match="user name and the password"):
        read_sites(element(text))


def test_an_account_may_have_no_site() -> None:
    assert read_sites(element("<ID>3</ID>")) == ()


def test_a_gateway_has_addresses_and_buses() -> None:
    (gateway,) = read_configuration(element(TWO_BUSES.xml())).gateways
    assert (gateway.name, gateway.host, gateway.port) == ("Grange", "192.168.1.20", 5000)
    assert (gateway.remote_host, gateway.remote_port) == ("house.example.org", 5000)
    assert gateway.bus_types == (BusType.MINIDO, BusType.BIBUS)
    assert "gateway-secret" not in repr(gateway)
    assert "installer" not in repr(gateway)


def test_a_bus_has_its_type_and_its_modules() -> None:
    one, two = read_configuration(element(TWO_BUSES.xml())).buses
    assert (one.number, one.type, one.modules[0].names[0]) == (1, BusType.MINIDO, "Cuisine")
    assert (two.number, two.type, two.modules[0].names[0]) == (2, BusType.BIBUS, "Étable")


def test_a_bus_of_no_type_counts_if_it_has_modules() -> None:
    site = Site(gateways=(Gateway(bus1="Novel", bus2="None", modules=(Module(1, "Exo8", ("Lamp",)),)),))
    (bus,) = read_configuration(element(site.xml())).buses
    assert (bus.number, bus.type) == (1, None)


def test_a_module_without_a_bus_is_on_the_first() -> None:
    site = Site(gateways=(Gateway(modules=(Module(1, "Exo8", ("Lamp",), bus=0),)),))
    assert read_configuration(element(site.xml())).gateways[0].modules[0].bus == 1


@pytest.mark.parametrize(
    ("config", "place"),
    [
        ("1,2,3", (1, 2, 3)),
        (" 1, 2 ,3", (1, 2, 3)),
        ("", None),
        ("1,2", None),
        ("1,2,3,4", None),
        ("a,b,c", None),
        ("1,2,-3", None),
        ("0,2,3", None),
        ("1,2,99999999999", None),
        ("1,2,٣", None),
    ],
)
def test_a_symbol_names_bus_module_and_output(config: str, place: object) -> None:
    site = Site(maps=(Map("Hall", (Element("Lamp", config),)),))
    (symbol,) = read_configuration(element(site.xml())).elements
    assert symbol.place == place
    assert symbol.map_name == "Hall"


def test_scenes_are_listed_once_each() -> None:
    scenes = tuple(Element(name, type="Sequence") for name in ("Night", "Away", "Night", ""))
    site = Site(maps=(Map("Hall", scenes), Map("Bath", (Element("Lamp", "1,1,1"),))))
    assert read_configuration(element(site.xml())).scenes == ("Night", "Away")


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("  Küche \n links ", "Küche links"),
        ("a\u202eb\u200b", "ab"),
        ("x" * 300, "x" * 100),
        ("", ""),
    ],
)
def test_a_name_is_one_line_that_can_be_shown(written: str, read: str) -> None:
    assert text_of(element(f"<Name>{written}</Name>"), "Name") == read
