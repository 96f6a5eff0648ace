"""A symbol is put to the output of the gateway that it means, or to none."""

import pytest

from ipcom.portal.answers import PortalBus, SiteConfiguration, read_configuration
from ipcom.portal.drawn_outputs import DrawnOutput, drawn_outputs
from tests.fake_portal.houses import TWO_GATEWAYS, Element, Gateway, Map, Module, Site
from tests.library.portal.test_answers import element


def site_of(*elements: Element, modules: tuple[Module, ...]) -> SiteConfiguration:
    site = Site(gateways=(Gateway(modules=modules),), maps=(Map("Hall", elements),))
    return read_configuration(element(site.xml()))


def on_first_bus(site: SiteConfiguration) -> tuple[DrawnOutput, ...]:
    return drawn_outputs(site, site.buses[0])


def test_an_output_needs_a_name_or_a_symbol() -> None:
    site = site_of(Element("Drawn", "1,1,3"), modules=(Module(1, "Exo8", ("Named",)),))
    assert [(str(each.address), each.name, each.room) for each in on_first_bus(site)] == [
        ("1/1", "Named", ""),
        ("1/3", "Drawn", "Hall"),
    ]


def test_an_output_without_any_name_is_called_by_its_place() -> None:
    site = site_of(Element("", "1,1,3"), modules=(Module(1, "Exo8"),))
    assert [each.name for each in on_first_bus(site)] == ["1/3"]


def test_a_symbol_that_says_more_than_light_goes_first() -> None:
    elements = (
        Element("a", "1,1,1"),
        Element("a", "1,1,1", "OutputOven"),
        Element("a", "1,1,1", "OutputSocket"),
    )
    site = site_of(*elements, modules=(Module(1, "Exo8"),))
    assert [each.graphic_type for each in on_first_bus(site)] == ["OutputOven"]


def test_a_module_that_is_there_twice_counts_once() -> None:
    site = site_of(modules=(Module(1, "Exo8", ("First",)), Module(1, "ExoDim", ("Second",))))
    assert [each.name for each in on_first_bus(site)] == ["First"]


@pytest.mark.parametrize("number", [0, 17, 99999])
def test_a_module_that_cannot_be_is_left_out(number: int) -> None:
    assert on_first_bus(site_of(modules=(Module(number, "Exo8", ("Lamp",)),))) == ()


def symbols_of(house: Site) -> list[list[str]]:
    site = read_configuration(element(house.xml()))
    return [[each.graphic_type for each in drawn_outputs(site, bus)] for bus in site.buses]


def test_an_id_says_which_gateway_is_meant() -> None:
    assert symbols_of(TWO_GATEWAYS) == [["OutputSocket"], ["OutputHeater"]]


def two_gateways(*elements: Element, names: tuple[str, str] = ("Nord", "Sud")) -> Site:
    gateways = tuple(Gateway(name, (Module(1, "Exo8", (name,), id=0),)) for name in names)
    return Site(gateways=gateways, maps=(Map("All", elements),))


def test_without_an_id_the_name_says_it() -> None:
    elements = (Element("Sud", "1,1,1", "OutputHeater"), Element("Nord", "1,1,1", "OutputSocket"))
    assert symbols_of(two_gateways(*elements)) == [["OutputSocket"], ["OutputHeater"]]


def test_a_symbol_that_could_mean_either_says_nothing_of_any() -> None:
    assert symbols_of(two_gateways(Element("Other", "1,1,1", "OutputSocket"))) == [[""], [""]]
    same = two_gateways(Element("Lamp", "1,1,1", "OutputSocket"), names=("Lamp", "Lamp"))
    assert symbols_of(same) == [[""], [""]]


def test_a_bus_is_one_of_a_gateway() -> None:
    site = read_configuration(element(TWO_GATEWAYS.xml()))
    assert site.buses == tuple(PortalBus(gateway, 1) for gateway in site.gateways)
