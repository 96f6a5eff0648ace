"""The demo's dashboard shows the whole house, each thing with the controls that it has."""

from typing import Any

import pytest
from demo_house.dashboard import dashboard
from demo_house.fittings import Fittings, match
from demo_house.look import COLUMNS, FLOORS, LOOKS, ROOMS

from ipcom.simulator import House
from tests.script.demo_fittings import registry


@pytest.fixture
def fittings() -> Fittings:
    house = House.demo()
    return match(registry(house), house)


@pytest.fixture
def cards(fittings: Fittings) -> list[dict[str, Any]]:
    (view,) = dashboard(fittings)["views"]
    return [card for section in view["sections"] for card in section["cards"]]


def test_everything_in_the_house_has_one_tile(fittings: Fittings, cards: list[dict[str, Any]]) -> None:
    shown = [card["entity"] for card in cards if card["type"] == "tile"]
    assert sorted(shown) == sorted(thing.entity_id for thing in fittings.things)
    assert len(shown) == 17


def test_every_room_of_the_house_has_a_heading_and_a_place(cards: list[dict[str, Any]]) -> None:
    house = House.demo()
    rooms = {house.room_of(device) for device in house.devices.outputs}
    assert rooms == set(ROOMS) == {room for column in COLUMNS for room in column}
    assert [card["heading"] for card in cards if card["type"] == "heading"] == [
        room for column in COLUMNS for room in column
    ]


def test_every_look_belongs_to_something_in_the_house(fittings: Fittings) -> None:
    assert set(LOOKS) == {thing.device.key for thing in fittings.things}


def test_a_shutter_can_be_opened_and_set_and_a_dimmer_dimmed(cards: list[dict[str, Any]]) -> None:
    features = {
        card["entity"]: [feature["type"] for feature in card.get("features", [])]
        for card in cards
        if card["type"] == "tile"
    }
    assert features["cover.bedroom_window_u"] == ["cover-open-close", "cover-position"]
    assert features["light.living"] == ["light-brightness"]
    assert features["light.kitchen"] == []


def test_the_gateway_shows_whether_it_is_connected(fittings: Fittings) -> None:
    (view,) = dashboard(fittings)["views"]
    assert [badge["entity"] for badge in view["badges"]] == ["binary_sensor.gateway", "button.stop"]


def test_rows_of_other_integrations_are_passed_over(fittings: Fittings) -> None:
    assert "light.somebody" not in {thing.entity_id for thing in fittings.things}
    assert fittings.by_key("kitchen").room == "Kitchen"


def test_every_room_inside_is_on_one_floor() -> None:
    assert sorted(room for floor in FLOORS.values() for room in floor.rooms) == sorted(
        ROOMS.keys() - {"Outside"}
    )
