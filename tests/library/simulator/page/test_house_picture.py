"""What the page is told of the house."""

from __future__ import annotations

from ipcom.model.address import OutputAddress
from ipcom.model.bus_type import BusType
from ipcom.model.devices import Devices
from ipcom.model.shutter_pair import ShutterPair
from ipcom.simulator import House, Layout, MotorSpec
from ipcom.simulator.page.house_picture import output_names, picture_of, shutter_name


def test_rooms_have_their_things_shutters_last() -> None:
    (bus,) = picture_of(House.demo())
    rooms = {room["name"]: room["things"] for room in bus["rooms"]}
    assert len(rooms) == 10
    assert [(thing["kind"], thing["name"]) for thing in rooms["Living room"]] == [
        ("dimmer", "Living room"),
        ("shutter", "Living left"),
        ("shutter", "Living right"),
    ]
    assert [(thing["kind"], thing["output"]) for thing in rooms["Kitchen"]] == [
        ("light", "3/4"),
        ("light", "3/5"),
        ("outlet", "4/5"),
    ]


def test_a_shutter_has_both_its_outputs() -> None:
    (bus,) = picture_of(House.demo())
    things = [thing for room in bus["rooms"] for thing in room["things"] if thing["kind"] == "shutter"]
    assert ("5/2", "5/1") in {(thing["output"], thing["down"]) for thing in things}
    assert bus["names"]["5/2"] == "Living left up"
    assert bus["names"]["5/1"] == "Living left down"


def test_dimmers_are_named_by_their_outputs() -> None:
    assert picture_of(House.demo())[0]["dimmers"] == ["6/1", "6/2"]


def test_each_bus_is_told() -> None:
    buses = picture_of(House.demo({1: BusType.MINIDO, 2: BusType.BIBUS}))
    assert [(bus["bus"], bus["type"]) for bus in buses] == [(1, "minido"), (2, "bibus")]


def test_a_motor_that_no_device_names_has_its_outputs_for_a_name() -> None:
    pair = ShutterPair(OutputAddress(5, 2), OutputAddress(5, 1))
    house = House.of(Devices(), Layout(shutters={pair: MotorSpec()}))
    assert shutter_name(house.devices, pair) == "Shutter 5/2"
    assert output_names(house, 1)[pair.down] == "Shutter 5/2 down"
    assert picture_of(house)[0]["rooms"][0]["things"][0]["name"] == "Shutter 5/2"


def test_what_has_no_room_is_in_the_house() -> None:
    house = House.of(House.demo().devices)
    assert [room["name"] for room in picture_of(house)[0]["rooms"]] == ["The house"]
