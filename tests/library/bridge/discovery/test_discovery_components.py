"""The components of a discovered device."""

import pytest

from ipcom.bridge.discovery.discovery_components import Abilities, components_of
from ipcom.bridge.things import Thing
from ipcom.model.devices import DeviceType
from tests.library.bridge.discovered_things import TOPICS, output, shutter

SHOWN = Abilities(commands=False)


def platforms(thing: Thing, able: Abilities) -> dict[str, object]:
    return {name: each["p"] for name, each in components_of(thing, TOPICS, able).items()}


def test_a_thing_is_one_entity_and_its_wall_switch() -> None:
    found = components_of(output(DeviceType.LIGHT), TOPICS, Abilities())
    assert platforms(output(DeviceType.LIGHT), Abilities()) == {"light": "light", "wall": "event"}
    assert found["light"]["name"] is None
    assert found["light"]["unique_id"] == "ipcom_home_light_light"
    assert found["light"]["default_entity_id"] == "light.the_light"
    assert found["wall"]["default_entity_id"] == "event.the_light_wall_switch"
    assert found["wall"]["state_topic"] == "ipcom/home/light/wall"


@pytest.mark.parametrize(
    ("thing", "main", "expires"),
    [
        (shutter(), "cover", True),
        (output(DeviceType.IMPULSE), "button", True),
        (output(DeviceType.LIGHT), "light", False),
        (output(DeviceType.SWITCH), "switch", False),
    ],
)
def test_a_command_for_what_moves_grows_too_old(thing: Thing, main: str, expires: bool) -> None:
    now = components_of(thing, TOPICS, Abilities())[main]
    assert now.get("message_expiry_interval") == (5 if expires else None)
    of_old = components_of(thing, TOPICS, Abilities(expiry=False))[main]
    assert "message_expiry_interval" not in of_old


@pytest.mark.parametrize(
    ("thing", "expected"),
    [
        (output(DeviceType.LIGHT), {"binary_sensor": "binary_sensor", "wall": "event"}),
        (output(DeviceType.IMPULSE), {"binary_sensor": "binary_sensor", "wall": "event"}),
        (
            output(DeviceType.DIMMER),
            {"binary_sensor": "binary_sensor", "sensor": "sensor", "wall": "event"},
        ),
        (shutter(), {"cover": "cover", "wall": "event"}),
    ],
)
def test_what_is_only_shown_has_no_topic_for_commands(thing: Thing, expected: dict[str, str]) -> None:
    assert platforms(thing, SHOWN) == expected
    for component in components_of(thing, TOPICS, SHOWN).values():
        assert not [key for key in component if "command" in key or "payload" in key or "set_" in key]


def test_the_owner_s_icon_is_on_what_is_operated() -> None:
    found = components_of(output(DeviceType.LIGHT, icon="mdi:lamp"), TOPICS, Abilities())
    assert found["light"]["icon"] == "mdi:lamp"
    assert "icon" not in found["wall"]
    assert components_of(output(DeviceType.LIGHT), TOPICS, SHOWN)["binary_sensor"]["icon"] == "mdi:lightbulb"
