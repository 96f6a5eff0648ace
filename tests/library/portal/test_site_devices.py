"""What the portal describes becomes devices with names, kinds, rooms and both relays of each shutter."""

from hypothesis import given, settings
from hypothesis import strategies as st

from ipcom import Category, DeviceType, OutputAddress
from ipcom.model.devices_yaml import dump_devices, parse_devices
from ipcom.portal import FoundDevices, PortalAnswerWrong, find_devices
from ipcom.portal.answers import read_configuration
from ipcom.portal.site_devices import Reason
from ipcom.portal.xml_reader import XmlReader
from tests.fake_portal.houses import ODD, TWO_BUSES, VILLA, Element, Gateway, Map, Module, Site
from tests.library.portal.test_answers import element


def found(house: Site, bus: int = 0) -> FoundDevices:
    site = read_configuration(element(house.xml()))
    return find_devices(site, site.buses[bus])


def test_a_villa_is_found_with_its_accents() -> None:
    devices = found(VILLA).devices
    assert [
        (str(each.address), each.key, each.display_name, each.type.value, each.room)
        for each in devices.lights
    ] == [
        ("1/1", "eclairage_sejour", "Éclairage séjour", "light", "Séjour"),
        ("1/3", "applique_miroir", "Applique & miroir", "light", ""),
        ("6/1", "table", "Table", "dimmer", "Séjour"),
        ("6/2", "kuche_grosser", "Küche größer", "dimmer", ""),
    ]
    assert [(each.key, each.type.value, each.room) for each in devices.switches] == [
        ("prise_tele", "outlet", "Séjour"),
        ("sirene", "siren", ""),
        ("portail", "switch", "Dehors"),
    ]


def test_a_shutter_has_both_relays() -> None:
    villa = found(VILLA)
    assert [
        (each.display_name, str(each.up.address), str(each.down.address), each.up.graphic_type, each.up.room)
        for each in villa.devices.shutters
    ] == [
        ("Salon", "5/1", "5/2", "OutputShutterUp", "Séjour"),
        ("Chambre", "5/4", "5/3", "OutputBlindUp", "Chambre"),
    ]
    assert not villa.guessed_pairs
    assert not villa.guessed_directions


def test_scenes_are_listed_and_nothing_else() -> None:
    assert found(VILLA).scenes == ("Tout éteindre", "Bonne nuit")
    assert not [each for each in found(VILLA).devices.outputs if "nuit" in each.display_name]


def test_each_bus_is_a_house_of_its_own() -> None:
    assert [each.display_name for each in found(TWO_BUSES, 0).devices.outputs] == ["Cuisine"]
    assert [each.display_name for each in found(TWO_BUSES, 1).devices.outputs] == ["Étable"]


def test_a_symbol_that_is_not_known_is_a_light() -> None:
    lights = {each.display_name: each.type for each in found(ODD).devices.lights}
    assert lights == {"Lamp": DeviceType.LIGHT, "Fan": DeviceType.LIGHT, "Glow": DeviceType.LIGHT}


def test_what_is_not_understood_is_told() -> None:
    odd = found(ODD)
    assert [(each.name, each.reason) for each in odd.left_out] == [
        ("Alone (5/3)", Reason.NO_PARTNER),
        ("Radio (ExoAudio 2)", Reason.UNKNOWN_MODULE),
        ("Nameless kind (? 3)", Reason.UNKNOWN_MODULE),
        ("Beyond (Exo8 17)", Reason.UNKNOWN_MODULE),
    ]
    assert odd.guessed_pairs == odd.guessed_directions == {OutputAddress(5, 1)}


def house(*modules: Module, elements: tuple[Element, ...] = ()) -> FoundDevices:
    return found(Site(gateways=(Gateway(modules=modules),), maps=(Map("Hall", elements),)))


def test_only_the_first_four_channels_of_a_dimmer_count_unless_a_map_shows_more() -> None:
    names = tuple(f"Channel {number}" for number in range(1, 9))
    devices = house(Module(6, "ExoDim", names), elements=(Element("Drawn", "1,6,7"),)).devices
    assert [each.address.output for each in devices.outputs] == [1, 2, 3, 4, 7]
    assert {each.type for each in devices.outputs} == {DeviceType.DIMMER}


def test_a_dimmable_symbol_marks_a_dimmer_on_any_module() -> None:
    drawn = Element("Spot", "1,1,1", "OutputSocket", widget="Dimmable")
    (device,) = house(Module(1, "Exo8", ("Spot",)), elements=(drawn,)).devices.outputs
    assert (device.type, device.category) == (DeviceType.DIMMER, Category.LIGHTS)


def test_a_lamp_on_a_module_for_shutters_is_a_lamp() -> None:
    bulb, oven = Element("Bulb", "1,5,1"), Element("Oven", "1,5,2", "OutputOven")
    devices = house(Module(5, "ExoStore", ("Bulb", "Oven")), elements=(bulb, oven)).devices
    assert [each.category for each in devices.outputs] == [Category.LIGHTS, Category.SWITCHES]


def test_a_shutter_on_a_module_of_relays_is_a_shutter() -> None:
    drawn = (Element("Awning", "1,1,1", "OutputBlindDown"), Element("Awning", "1,1,2", "OutputBlindUp"))
    (shutter,) = house(Module(1, "Exo8", ("Awning", "Awning")), elements=drawn).devices.shutters
    assert str(shutter.up.address) == "1/2"


def test_keys_are_one_of_a_kind() -> None:
    names = ("Lamp", "Lamp", "Lamp 1 2", "浴室", "灯", "灯", "Hall u")
    shutters = Module(5, "ExoStore", ("Hall", "Hall"))
    keys = [each.key for each in house(Module(1, "Exo8", names), shutters).devices.outputs]
    assert len(set(keys)) == len(keys) == 9
    assert keys[:2] == ["lamp", "lamp_1_2"]


def test_what_is_found_makes_a_devices_yaml_that_loads() -> None:
    for each in (VILLA, ODD, TWO_BUSES):
        devices = found(each).devices
        loaded = parse_devices(dump_devices(devices))
        assert [
            (d.key, d.display_name, d.type, d.room, d.address, d.graphic_type) for d in loaded.outputs
        ] == [(d.key, d.display_name, d.type, d.room, d.address, d.graphic_type) for d in devices.outputs]


def test_an_empty_bus_has_nothing() -> None:
    site = Site(gateways=(Gateway(modules=()),))
    assert found(site) == FoundDevices()


WHOLE = f"<r>{VILLA.xml()}{ODD.xml()}</r>".encode()
places = st.integers(0, len(WHOLE))


@given(st.lists(st.tuples(places, places, st.binary(max_size=12)), min_size=1, max_size=4))
@settings(max_examples=300)
def test_an_answer_that_is_damaged_is_read_as_far_as_it_goes_or_refused(
    damages: list[tuple[int, int, bytes]],
) -> None:
    data = WHOLE
    for place, length, put in damages:
        data = data[:place] + put + data[place + length % 40 :]
    reader = XmlReader()
    try:
        reader.feed(data)
        site = read_configuration(reader.finish())
    except PortalAnswerWrong:
        return
    for bus in site.buses:
        devices = find_devices(site, bus).devices
        assert parse_devices(dump_devices(devices)).outputs or not devices.outputs


def test_a_site_of_a_hundred_thousand_symbols_takes_no_search() -> None:
    modules = tuple(Module(1, "Exo8", ("Lamp",), id=1) for _ in range(3_000))
    elements = tuple(Element("Other", "1,1,1", element_id=2) for _ in range(7_000))
    scenes = tuple(Element(f"Scene {number}", type="Sequence") for number in range(300))
    site = Site(gateways=(Gateway(modules=modules),), maps=(Map("Hall", elements + scenes),))
    assert len(found(site).devices.outputs) == 1
    assert len(found(site).scenes) == 200
